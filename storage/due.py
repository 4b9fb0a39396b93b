"""
What each destination is due for, and when: the schedule as it stands in the database.

The truth is the name of what is due, a local date and an hour; the instant follows from it by
the chat's rule, so that another zone, other time zone data or a clock set right can neither
lose a digest nor make a second one. What was promised stays promised: a slot that the change of
a zone puts into the past is due at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from, destination_from
from storage.epoch import EpochSeconds
from storage.identifiers import DestinationId
from storage.records import Chat, ChatState, DeliveryKind, Destination, SlotKey
from storage.schedule import SPREADING, Slot, delay_of, next_slot, next_unrecorded_slot, slot_from
from storage.schema import ChatRow, DeliveryRow, DestinationRow

_REMEMBERED = timedelta(days=3)
"""How far back a change of zone can name a day once more; the dateline is a day wide."""


@dataclass(frozen=True, slots=True)
class Due:
    """A destination as it was seen when its digest was due."""

    chat: Chat
    destination: Destination


async def is_any_due(session: AsyncSession, now: datetime, window: timedelta = timedelta()) -> bool:
    """Whether there is a destination for `due_destinations`; takes no lock."""
    return bool(await session.scalar(select(exists().where(*_is_due(now, window)))))


async def due_destinations(
    session: AsyncSession, now: datetime, limit: int, window: timedelta = timedelta()
) -> list[Due]:
    """Destinations of active chats that are due, oldest due first, each so late in `window` as is its own."""
    rows = await session.execute(
        select(ChatRow, DestinationRow)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .where(*_is_due(now, window), ChatRow.state == ChatState.ACTIVE)
        .order_by(DestinationRow.next_due_at, DestinationRow.id)
        .limit(limit)
    )
    return [Due(chat_from(chat), destination_from(destination)) for chat, destination in rows]


async def due_ids(
    session: AsyncSession, now: datetime, limit: int, window: timedelta = timedelta()
) -> list[DestinationId]:
    """The same destinations by number alone: their rows may be beyond reading."""
    rows = await session.scalars(
        select(DestinationRow.id)
        .join(ChatRow, DestinationRow.chat_id == ChatRow.id)
        .where(*_is_due(now, window), ChatRow.state == ChatState.ACTIVE)
        .order_by(DestinationRow.next_due_at, DestinationRow.id)
        .limit(limit)
    )
    return [DestinationId(each) for each in rows]


async def due_destination(session: AsyncSession, destination_id: DestinationId) -> Due:
    """One destination with its chat."""
    found = await session.execute(
        select(ChatRow, DestinationRow)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .where(DestinationRow.id == destination_id)
    )
    chat, destination = found.one()
    return Due(chat_from(chat), destination_from(destination))


async def still_due(session: AsyncSession, dues: Sequence[Due]) -> set[DestinationId]:
    """Those whose schedule nobody changed since they were seen; locked until this transaction ends."""
    seen = {due.destination.id: due.destination.next_due_at for due in dues}
    rows = await session.execute(
        select(DestinationRow.id, DestinationRow.next_due_at)
        .where(DestinationRow.id.in_(seen))
        .order_by(DestinationRow.id)
        .with_for_update()
    )
    return {DestinationId(number) for number, due_at in rows if due_at == seen[DestinationId(number)]}


async def schedule(session: AsyncSession, next_slots: Iterable[tuple[DestinationId, Slot | None]]) -> None:
    """Set what each of these destinations is due for next."""
    values = [{"id": number, **due_values(slot)} for number, slot in next_slots]
    if values:
        await session.execute(update(DestinationRow), values)


async def postpone(session: AsyncSession, destination_ids: Iterable[DestinationId], until: datetime) -> None:
    """Look at destinations again at `until`; what they are due for stays."""
    due = update(DestinationRow).where(DestinationRow.id.in_(list(destination_ids)))
    await session.execute(due.values(next_due_at=until))


async def reschedule(session: AsyncSession, chat: Chat, now: datetime) -> None:
    """Let the destinations of a chat follow its rule, which changed."""
    rows = (await session.scalars(select(DestinationRow).where(DestinationRow.chat_id == chat.id))).all()
    recorded = await recorded_keys(session, [DestinationId(row.id) for row in rows], now)
    for row in rows:
        destination = destination_from(row)
        slot = upcoming_slot(chat, destination, now, recorded.get(destination.id, ()))
        for name, value in due_values(slot).items():
            setattr(row, name, value)
    await session.flush()


def upcoming_slot(
    chat: Chat, destination: Destination, now: datetime, recorded: Collection[SlotKey]
) -> Slot | None:
    """
    The slot that a destination is due for by its chat's rule, given what was `recorded` lately.

    It is the first to come of those not recorded, and no later than what the destination waits
    for already, even where that has passed meanwhile.
    """
    key = due_key(chat, destination)
    promised = slot_from(chat, key, recorded) if key else None
    to_come = next_unrecorded_slot(chat, now, recorded)
    return min((slot for slot in (promised, to_come) if slot), key=lambda slot: slot.at, default=None)


def served_at(destination: Destination, window: timedelta, now: datetime) -> datetime | None:
    """When the next digest of a destination is planned: its hour, and its own delay within `window`."""
    if destination.next_due_at is None:
        return None
    return max(destination.next_due_at + delay_of(destination.id, window), now)


def due_key(chat: Chat, destination: Destination) -> SlotKey | None:
    """What a destination is due for; one from before names were kept says it by its time alone."""
    if destination.due_key is not None or destination.next_due_at is None:
        return destination.due_key
    slot = next_slot(chat, destination.next_due_at - timedelta(seconds=1))
    return slot.key if slot else None


def due_values(slot: Slot | None) -> dict[str, Any]:
    """The columns of a destination that is due for `slot`."""
    if slot is None:
        return {"next_due_at": None, "due_on": None, "due_hour": None}
    return {"next_due_at": slot.at, "due_on": slot.local_date, "due_hour": slot.local_hour}


async def recorded_keys(
    session: AsyncSession, destination_ids: Collection[DestinationId], now: datetime
) -> dict[DestinationId, set[SlotKey]]:
    """What these destinations had digests for lately, and ahead of `now` where clocks went back."""
    rows = await session.execute(
        select(DeliveryRow.destination_id, DeliveryRow.local_date, DeliveryRow.local_hour).where(
            DeliveryRow.destination_id.in_(destination_ids),
            DeliveryRow.kind == DeliveryKind.DIGEST,
            DeliveryRow.local_date >= (now - _REMEMBERED).date(),
        )
    )
    keys: dict[DestinationId, set[SlotKey]] = {}
    for number, day, hour in rows:
        keys.setdefault(DestinationId(number), set()).add((day, hour))
    return keys


def _is_due(now: datetime, window: timedelta) -> list[ColumnElement[bool]]:
    due = [DestinationRow.next_due_at <= now]
    if seconds := int(window.total_seconds()):
        own_delay = DestinationRow.id * SPREADING % seconds
        due.append(EpochSeconds(DestinationRow.next_due_at) + own_delay <= int(now.timestamp()))
    return due
