"""
Recorded digests get their messages, once: in one transaction with the mark that they have them.

A digest that cannot be read is set aside and tried again later; it never stops the others.
"""

import logging
from collections.abc import Collection, Mapping, Sequence

from bot.push.empty_days import EmptyDays
from handlers.views.digest import digest_messages
from handlers.views.empty_day import empty_day_message
from storage.clock import Clock
from storage.database import Database
from storage.deliveries import (
    Delivery,
    is_any_planned,
    mark_rendered,
    planned_deliveries,
    planned_ids,
    set_delivery_aside,
)
from storage.errors import BROKEN_DATA
from storage.identifiers import DeliveryId, PaperId
from storage.outbox import store_messages
from storage.papers import papers_by_id
from storage.reasons import explained
from storage.records import DeliveryKind, MessageContent, Paper, Selection
from storage.stop_points import reached

logger = logging.getLogger(__name__)

BATCH = 15
_Rendered = tuple[Delivery, Selection, Sequence[MessageContent]]


async def render_planned(database: Database, clock: Clock, bot_username: str) -> int:
    """Store the messages of all digests that have none yet; how many digests were looked at."""
    async with database.reading() as session:
        if not await is_any_planned(session):
            return 0
    rendered, empty_days = 0, EmptyDays(clock.now())
    while batch := await _render_batch(database, clock, bot_username, empty_days):
        rendered += batch
    return rendered


async def _render_batch(database: Database, clock: Clock, bot_username: str, empty_days: EmptyDays) -> int:
    async with database.reading() as session:
        ids = await planned_ids(session, BATCH)
    try:
        await _render(database, clock, bot_username, empty_days, ids)
        return len(ids)
    except BROKEN_DATA:
        logger.warning("rendering.one-by-one", exc_info=True)
    for delivery_id in ids:
        try:
            await _render(database, clock, bot_username, empty_days, [delivery_id])
        except BROKEN_DATA:
            logger.exception("rendering.set-aside delivery=%s", delivery_id)
            async with database.transaction() as session:
                await set_delivery_aside(session, delivery_id)
    return len(ids)


async def _render(
    database: Database,
    clock: Clock,
    bot_username: str,
    empty_days: EmptyDays,
    ids: Collection[DeliveryId],
) -> None:
    """All is made before anybody has to wait for a lock; what another process rendered meanwhile is left."""
    rendered = await _rendered(database, bot_username, empty_days, ids)
    if not rendered:
        return
    async with database.transaction() as session:
        still_planned = set(await planned_ids(session, len(ids), among=ids))
        for delivery, selection, contents in rendered:
            if delivery.id in still_planned:
                where = delivery.destination
                await store_messages(
                    session, delivery.id, where.chat_id, where.thread_id, contents, now=clock.now()
                )
                await mark_rendered(session, delivery.id, selection)
        reached("rendering.uncommitted")
    reached("rendering.committed")


async def _rendered(
    database: Database, bot_username: str, empty_days: EmptyDays, ids: Collection[DeliveryId]
) -> list[_Rendered]:
    async with database.reading() as session:
        deliveries = await planned_deliveries(session, len(ids), among=ids)
        asked = [(delivery.destination.id, delivery.selection) for delivery in deliveries]
        selections = await explained(session, asked)
        await empty_days.explain(session, deliveries)
        papers = await papers_by_id(
            session,
            [match.paper_id for selection in selections for match in (*selection.shown, *selection.rest)],
        )
    return [
        (delivery, selection, _messages(delivery, selection, papers, bot_username, empty_days))
        for delivery, selection in zip(deliveries, selections, strict=True)
    ]


def _messages(
    delivery: Delivery,
    selection: Selection,
    papers: Mapping[PaperId, Paper],
    bot_username: str,
    empty_days: EmptyDays,
) -> Sequence[MessageContent]:
    if delivery.empty_reason is not None:
        return (empty_day_message(empty_days.of(delivery), delivery.chat, bot_username),)
    return digest_messages(
        selection,
        papers,
        delivery.chat,
        local_day=delivery.local_date,
        delivery_id=delivery.id,
        bot_username=bot_username,
        is_instant=delivery.kind is DeliveryKind.INSTANT,
    )
