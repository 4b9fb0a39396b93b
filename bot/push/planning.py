"""
Which destinations are due: their digests are recorded and their schedules advance, in one transaction.

Nothing is sent here and no text is made. A process that dies at any point has either recorded
a digest and moved its schedule, or neither. A destination whose data is broken is set aside
and tried again later; it never stops the others.
"""

import logging
from datetime import datetime, timedelta

from bot.push.digest_planner import DigestPlanner
from storage.alerts import open_alert
from storage.clock import Clock
from storage.database import Database
from storage.due import due_destination, due_destinations, due_ids, is_any_due, postpone
from storage.errors import BROKEN_DATA
from storage.identifiers import DestinationId
from storage.news import NewsRules

logger = logging.getLogger(__name__)

BATCH = 200
"""Destinations recorded in one transaction: few enough that readers' commands never wait long."""
_TRIED_AGAIN_AFTER = timedelta(hours=1)


async def plan_due(database: Database, clock: Clock, rules: NewsRules) -> int:
    """Record the digests of all destinations that are due; how many were looked at."""
    async with database.reading() as session:
        if not await is_any_due(session, clock.now(), rules.spread):
            return 0
    planner = DigestPlanner(database, rules)
    planned = 0
    while batch := await _plan_batch(planner, database, clock.now(), rules.spread):
        planned += batch
    return planned


async def _plan_batch(planner: DigestPlanner, database: Database, now: datetime, window: timedelta) -> int:
    try:
        async with database.reading() as session:
            dues = await due_destinations(session, now, BATCH, window)
        if dues:
            await planner.plan(dues, now)
        return len(dues)
    except BROKEN_DATA:
        logger.warning("planning.one-by-one", exc_info=True)
    async with database.reading() as session:
        ids = await due_ids(session, now, BATCH, window)
    for destination_id in ids:
        await _plan_alone(planner, database, destination_id, now)
    return len(ids)


async def _plan_alone(
    planner: DigestPlanner, database: Database, destination_id: DestinationId, now: datetime
) -> None:
    try:
        async with database.reading() as session:
            due = await due_destination(session, destination_id)
        await planner.plan([due], now)
    except BROKEN_DATA:
        logger.exception("planning.set-aside destination=%s", destination_id)
        async with database.transaction() as session:
            await postpone(session, [destination_id], now + _TRIED_AGAIN_AFTER)
            await open_alert(session, f"unplanned:{destination_id}", {}, now)
