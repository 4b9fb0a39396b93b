"""How deliveries and digest files fare as a whole: the figures that operators are alerted by."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.identifiers import DestinationId
from storage.records import ChatState, DeliveryState, MessageState
from storage.schema import ChatRow, DeliveryRow, DestinationRow, DigestRow, MessageRow
from storage.sending_pauses import sending_state
from storage.stale_deliveries import GAVE_UP, TRIED_FOR

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LEARNED_FROM = timedelta(days=60)
_FRESH = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class DeliveryHealth:
    """What became of messages lately."""

    sent: int
    """In the last hour."""
    failing: int
    """Messages that were tried and wait to be tried again, or were given up in the last hour."""
    dead: int
    """Given up within the last day."""
    recently_dead: int
    """Within the last two days."""
    set_aside: int
    """Digests whose data is broken, of the last two days."""
    stopped_reason: str | None
    """Why nothing is sent until an operator resumes."""
    pause: timedelta
    """How long nothing is sent at all."""

    @property
    def failing_share(self) -> float:
        """Of all that were tried."""
        return self.failing / max(self.sent + self.failing, 1)


@dataclass(frozen=True, slots=True)
class RejectedShare:
    """How much of a source's newest digest could not be read, beside what is usual."""

    source: str
    """A format, after the name of who fetched it and a slash where somebody did, as in "weekly/markdown"."""
    rejected: int
    share: float
    usual_share: float | None
    """None where nothing came before."""


async def delivery_health(session: AsyncSession, now: datetime) -> DeliveryHealth:
    """The figures at `now`."""
    sending = await sending_state(session)
    pause = sending.paused_until - await database_now(session) if sending.paused_until else timedelta()
    is_tried_again = MessageRow.state.in_([MessageState.DEFERRED, MessageState.UNKNOWN])
    return DeliveryHealth(
        sent=await _messages(session, MessageRow.sent_at > now - _HOUR),
        failing=await _messages(session, is_tried_again, MessageRow.attempts > 0)
        + await _dead_since(session, now - _HOUR),
        dead=await _dead_since(session, now - _DAY),
        recently_dead=await _dead_since(session, now - 2 * _DAY),
        set_aside=await session.scalar(
            select(func.count()).where(
                DeliveryRow.state == DeliveryState.SET_ASIDE, DeliveryRow.planned_at > now - 2 * _DAY
            )
        )
        or 0,
        stopped_reason=sending.stopped_reason,
        pause=pause,
    )


async def last_planned(
    session: AsyncSession, destination_ids: Collection[DestinationId]
) -> dict[DestinationId, datetime | None]:
    """When these destinations had their last digest; those of chats that left us are left out."""
    rows = await session.execute(
        select(DestinationRow.id, func.max(DeliveryRow.planned_at))
        .join(ChatRow, ChatRow.id == DestinationRow.chat_id)
        .outerjoin(DeliveryRow, DeliveryRow.destination_id == DestinationRow.id)
        .where(DestinationRow.id.in_(destination_ids), ChatRow.state == ChatState.ACTIVE)
        .group_by(DestinationRow.id)
    )
    return {DestinationId(number): planned_at for number, planned_at in rows}


async def rejected_shares(session: AsyncSession, now: datetime) -> list[RejectedShare]:
    """
    For each source with a digest of the last days how much of the newest was refused.

    What is usual its archive tells, too; of each format that one brings its own digests do.
    """
    rows = await session.execute(
        select(
            *(DigestRow.source, DigestRow.brought_by, DigestRow.entry_count),
            *(DigestRow.rejected, DigestRow.ingested_at, DigestRow.is_archive),
        )
        .where(DigestRow.digest_on >= (now - _LEARNED_FROM).date())
        .order_by(DigestRow.is_archive.desc(), DigestRow.ingested_at, DigestRow.id)
    )
    counts: dict[str, list[tuple[int, int]]] = {}
    fresh: set[str] = set()
    for row in rows:
        source = f"{row.brought_by}/{row.source}" if row.brought_by else row.source
        counts.setdefault(source, []).append((len(row.rejected), row.entry_count))
        if not row.is_archive and row.ingested_at > now - _FRESH:
            fresh.add(source)
    return [
        RejectedShare(source, newest[0], _share([newest]), _share(earlier) if earlier else None)
        for source, (*earlier, newest) in sorted(counts.items())
        if source in fresh
    ]


def _share(counts: list[tuple[int, int]]) -> float:
    rejected = sum(each[0] for each in counts)
    return rejected / max(rejected + sum(each[1] for each in counts), 1)


async def _dead_since(session: AsyncSession, since: datetime) -> int:
    """What was given up for its age was so a day after it was made."""
    was_late = and_(MessageRow.error.startswith(GAVE_UP), MessageRow.created_at > since - TRIED_FOR)
    return await _messages(
        session, MessageRow.state == MessageState.DEAD, or_(MessageRow.created_at > since, was_late)
    )


async def _messages(session: AsyncSession, *found: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(MessageRow).where(*found)) or 0
