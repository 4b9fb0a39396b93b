"""
Which destinations are due: their digests are recorded and their schedules advance, in one transaction.

Nothing is sent here and no text is made. A process that dies at any point has either recorded
a digest and moved its schedule, or neither.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from storage.clock import Clock
from storage.database import Database, Session
from storage.deliveries import record_delivery
from storage.due import due_destinations, is_any_due, schedule
from storage.empty_days import empty_reason, is_told, last_planned_at
from storage.records import Chat, Destination, EmptyReason, Selection
from storage.schedule import Slot, latest_slot, next_slot
from storage.selection import NewsRules, select_papers
from storage.sources import SourceHabit, habits

BATCH = 15
"""Destinations planned in one transaction: few enough that readers' commands never wait long."""


async def plan_due(database: Database, clock: Clock, rules: NewsRules) -> int:
    """Record the digests of all destinations that are due; how many were looked at."""
    async with database.reading() as session:
        if not await is_any_due(session, clock.now()):
            return 0
        sources = await habits(session, clock.now())
    planned = 0
    while batch := await _plan_batch(database, clock.now(), rules, sources):
        planned += batch
    return planned


async def _plan_batch(
    database: Database, now: datetime, rules: NewsRules, sources: Sequence[SourceHabit]
) -> int:
    async with database.transaction() as session:
        due = await due_destinations(session, now, BATCH)
        for each in due:
            await _plan(session, each.chat, each.destination, now, rules, sources=sources)
    return len(due)


async def _plan(
    session: Session,
    chat: Chat,
    destination: Destination,
    now: datetime,
    rules: NewsRules,
    *,
    sources: Sequence[SourceHabit],
) -> None:
    await schedule(session, [(destination.id, next_slot(chat, now))])
    slot = latest_slot(chat, now)
    if slot is None:
        return
    selection = await select_papers(session, chat, destination, now, rules)
    selection = replace(selection, is_catch_up=_was_missed(chat, destination, slot))
    reason = None if selection.total else await _empty_reason(session, destination, selection, now, sources)
    is_untold = reason is not None and not await is_told(
        session, chat, destination.id, slot.local_date, reason
    )
    await record_delivery(
        session, destination, slot, selection, now, empty_reason=reason, is_untold=is_untold
    )


def _was_missed(chat: Chat, destination: Destination, slot: Slot) -> bool:
    """Whether a slot before this one passed without a digest: the bot was off."""
    due_at = destination.next_due_at
    following = next_slot(chat, due_at) if due_at else None
    return following is not None and following.at <= slot.at


async def _empty_reason(
    session: Session,
    destination: Destination,
    selection: Selection,
    now: datetime,
    sources: Sequence[SourceHabit],
) -> EmptyReason:
    since = await last_planned_at(session, destination.id)
    return await empty_reason(session, destination.id, selection, now=now, since=since, sources=sources)
