"""
All destinations brought back to their rule: time zone data, the spread or the machine's clock may have changed.

What a destination is due for stays; only when that is follows anew. Cheap where nothing
changed, which is nearly always: rules are few, and only rows that differ are written.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from, destination_from
from storage.database import Database
from storage.due import Due, recorded_keys, schedule, still_due, upcoming_slot
from storage.errors import BROKEN_DATA
from storage.identifiers import DestinationId
from storage.records import ChatState, SlotKey
from storage.schedule import Slot, forget_zones, zone_of
from storage.schema import ChatRow, DestinationRow

logger = logging.getLogger(__name__)

_AT_ONCE = 500


async def reschedule_all(database: Database, now: datetime) -> int:
    """Let every destination of an active chat follow its rule as it is now; how many moved."""
    forget_zones()
    moved, last = 0, 0
    while True:
        async with database.reading() as session:
            last_of_batch, dues = await _after(session, last)
            strayed = [due for due in dues if _new_slot(due, now, ()) is not None]
            recorded = await recorded_keys(session, [due.destination.id for due in strayed], now)
        if last_of_batch is None:
            return moved
        slots = {
            due.destination.id: slot
            for due in strayed
            if (slot := _new_slot(due, now, recorded.get(due.destination.id, ())))
        }
        moved += await _move(database, [due for due in strayed if due.destination.id in slots], slots)
        last = last_of_batch
        await asyncio.sleep(0)


async def _after(session: AsyncSession, last: int) -> tuple[int | None, list[Due]]:
    """The next destinations by number, and the last of their numbers; those beyond reading are left out."""
    rows = await session.execute(
        select(ChatRow, DestinationRow)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .where(DestinationRow.id > last, ChatRow.state == ChatState.ACTIVE)
        .order_by(DestinationRow.id)
        .limit(_AT_ONCE)
    )
    dues, last_of_batch = [], None
    for chat, destination in rows:
        last_of_batch = destination.id
        try:
            dues.append(Due(chat_from(chat), destination_from(destination)))
        except BROKEN_DATA:
            logger.warning("rescheduling.unreadable destination=%s", destination.id, exc_info=True)
    return last_of_batch, dues


def _new_slot(due: Due, now: datetime, recorded: Collection[SlotKey]) -> Slot | None:
    """What a destination should be due for, where that is not what stands there."""
    chat, destination = due.chat, due.destination
    if zone_of(chat) is None:
        return None
    slot = upcoming_slot(chat, destination, now, recorded)
    if slot is None or (slot.at == destination.next_due_at and slot.key == destination.due_key):
        return None
    is_waiting = destination.next_due_at is not None and slot.at < destination.next_due_at
    # Late for quiet hours' sake or set aside: it is looked at again soon enough.
    if slot.key == destination.due_key and is_waiting and slot.at <= now:
        return None
    return slot


async def _move(database: Database, dues: Sequence[Due], slots: dict[DestinationId, Slot]) -> int:
    if not dues:
        return 0
    async with database.transaction() as session:
        ours = await still_due(session, dues)
        await schedule(session, [(number, slots[number]) for number in sorted(ours)])
    return len(ours)
