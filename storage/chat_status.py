"""How digests to one destination fare: the last that came, what is on its way, what was given up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.deliveries import selection_from
from storage.identifiers import DeliveryId, DestinationId
from storage.records import DeliveryKind, EmptyReason, MessageState, Selection
from storage.schema import ChatRow, DeliveryRow, MessageRow

_DEAD_TOLD_FOR = timedelta(days=7)
_ON_ITS_WAY = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN, MessageState.DEFERRED)


class Obstacle(StrEnum):
    """Why a digest that is on its way does not leave."""

    FLOOD = "flood"
    """Telegram told us to write less to this chat."""
    RESTRICTED = "restricted"
    """We may not write there."""
    MISSING = "missing"
    """Telegram does not know the chat."""
    OUTAGE = "outage"
    """It was tried and did not get through."""
    UNCONFIRMED = "unconfirmed"
    """It was tried, and the answer was lost."""


@dataclass(frozen=True, slots=True)
class LastDigest:
    """A digest that arrived."""

    sent_at: datetime
    selection: Selection
    delivery_id: DeliveryId


@dataclass(frozen=True, slots=True)
class WaitingDigest:
    """A digest that is recorded and not sent yet."""

    local_date: date
    obstacle: Obstacle | None
    """None where its turn just has not come."""
    wait: timedelta
    """How long until it is tried again, by the database's clock; zero or less for now."""


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What one destination can be told of its digests."""

    last: LastDigest | None = None
    waiting: WaitingDigest | None = None
    dead_on: date | None = None
    """The latest day whose digest was given up, if that was lately."""
    empty: tuple[date, EmptyReason] | None = None
    """The latest day, where it had nothing to bring, and why."""


async def delivery_status(
    session: AsyncSession, destination_id: DestinationId, now: datetime
) -> DeliveryStatus:
    """How the digests of a destination fare at `now`."""
    newest = await session.scalar(
        select(DeliveryRow).where(_own(destination_id)).order_by(DeliveryRow.id.desc()).limit(1)
    )
    is_empty = newest is not None and newest.reason is not None
    return DeliveryStatus(
        last=await last_digest(session, destination_id),
        waiting=await _waiting(session, destination_id),
        dead_on=await _dead_on(session, destination_id, now),
        empty=(newest.local_date, EmptyReason(str(newest.reason))) if newest and is_empty else None,
    )


async def last_digest(session: AsyncSession, destination_id: DestinationId) -> LastDigest | None:
    """The last digest that arrived at a destination, unless there was none."""
    row = (
        await session.execute(
            select(DeliveryRow.selection, func.max(MessageRow.sent_at), DeliveryRow.id)
            .join(MessageRow, MessageRow.delivery_id == DeliveryRow.id)
            .where(_own(destination_id), DeliveryRow.reason.is_(None), MessageRow.state == MessageState.SENT)
            .group_by(DeliveryRow.id)
            .order_by(DeliveryRow.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return LastDigest(row[1], selection_from(row[0]), DeliveryId(row[2])) if row else None


async def _waiting(session: AsyncSession, destination_id: DestinationId) -> WaitingDigest | None:
    row = (
        await session.execute(
            select(DeliveryRow.local_date, MessageRow, ChatRow)
            .join(DeliveryRow, DeliveryRow.id == MessageRow.delivery_id)
            .join(ChatRow, ChatRow.id == MessageRow.chat_id)
            .where(_own(destination_id), MessageRow.state.in_(_ON_ITS_WAY))
            .order_by(MessageRow.id)
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    local_date, message, chat = row
    now = await database_now(session)
    waits = [at - now for at in (message.not_before, chat.not_before) if at is not None]
    return WaitingDigest(local_date, _obstacle(message, chat, now), max(waits, default=timedelta()))


def _obstacle(message: MessageRow, chat: ChatRow, now: datetime) -> Obstacle | None:
    if chat.restricted_since is not None:
        return Obstacle.RESTRICTED
    if chat.missing_since is not None:
        return Obstacle.MISSING
    if message.state == MessageState.UNKNOWN:
        return Obstacle.UNCONFIRMED
    if message.state == MessageState.DEFERRED and message.attempts:
        return Obstacle.OUTAGE
    is_told_to_wait = chat.not_before is not None and chat.not_before - now > timedelta(seconds=5)
    return Obstacle.FLOOD if is_told_to_wait or message.state == MessageState.DEFERRED else None


async def _dead_on(session: AsyncSession, destination_id: DestinationId, now: datetime) -> date | None:
    found: date | None = await session.scalar(
        select(func.max(DeliveryRow.local_date))
        .join(MessageRow, MessageRow.delivery_id == DeliveryRow.id)
        .where(
            _own(destination_id),
            MessageRow.state == MessageState.DEAD,
            DeliveryRow.planned_at > now - _DEAD_TOLD_FOR,
        )
    )
    return found


def _own(destination_id: DestinationId) -> ColumnElement[bool]:
    return (DeliveryRow.destination_id == destination_id) & (DeliveryRow.kind == DeliveryKind.DIGEST)
