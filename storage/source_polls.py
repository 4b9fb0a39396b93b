"""When each source is polled, who polls it, and how that fares; nothing here knows how a source is reached."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import SourceId
from storage.named_sources import SourceState, state_from
from storage.schema import SourceItemRow, SourceRow

FAILED_POLLS = 4
"""In a row; with an hourly rhythm that is half a day, for the pauses grow."""
_CLOCK_ERROR = timedelta(hours=1)
"""Who polled that much later than now had a wrong clock, and planned the next poll by it."""


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether there is anything to claim; asked often, and without a lock."""
    return bool(await session.scalar(select(select(SourceRow.id).where(_is_due(now)).exists())))


async def claim_due(session: AsyncSession, now: datetime, until: datetime) -> SourceState | None:
    """
    The source that has been due longest, which nobody else polls before `until`.

    A process that dies while it polls leaves no trace: the source is due again then. A source
    that was polled in the time to come is due, too: the clock was set back since.
    """
    due = (
        select(SourceRow.id)
        .where(_is_due(now))
        .order_by(SourceRow.next_poll_at, SourceRow.id)
        .limit(1)
        .scalar_subquery()
    )
    row = await session.scalar(
        update(SourceRow)
        .where(SourceRow.id == due, _is_due(now))
        .values(next_poll_at=until, polled_at=now)
        .returning(SourceRow)
    )
    return state_from(row) if row else None


async def poll_now(session: AsyncSession, source_id: SourceId, now: datetime) -> bool:
    """Make a source due, and its files that are looked at again; whether it is there and switched on."""
    changed = await session.execute(
        update(SourceRow)
        .where(SourceRow.id == source_id, SourceRow.is_enabled)
        .values(next_poll_at=now)
        .returning(SourceRow.id)
    )
    if changed.scalar() is None:
        return False
    await session.execute(
        update(SourceItemRow)
        .where(SourceItemRow.source_id == source_id, SourceItemRow.next_look_at > now)
        .values(next_look_at=now)
    )
    return True


async def settle_poll(
    session: AsyncSession,
    source_id: SourceId,
    *,
    now: datetime,
    next_poll_at: datetime,
    is_good: bool,
    is_filled: bool,
    problem: str | None = None,
) -> None:
    """
    Keep how a poll went: what is wrong if it failed, and else whether it brought anything.

    `is_filled` says that nothing of the first filling is left.
    """
    row = await session.get(SourceRow, source_id, populate_existing=True)
    if row is None:
        return
    row.polled_at, row.next_poll_at, row.problem = now, next_poll_at, problem
    row.failing_since = (row.failing_since if row.failures else now) if problem else None
    row.failures = row.failures + 1 if problem else 0
    if is_good:
        row.good_at = now
    if is_filled and row.filled_at is None:
        row.filled_at = now
    await session.flush()


async def is_cut_off(session: AsyncSession) -> bool:
    """Whether sources are polled, and each of them has failed for more than a bad hour."""
    polled = await session.execute(
        select(func.count(), func.min(SourceRow.failures)).where(SourceRow.is_enabled)
    )
    count, fewest_failures = polled.one()
    return bool(count) and fewest_failures >= FAILED_POLLS


def _is_due(now: datetime) -> ColumnElement[bool]:
    polled_at = func.coalesce(SourceRow.polled_at, SourceRow.added_at)
    is_due = or_(SourceRow.next_poll_at <= now, polled_at > now + _CLOCK_ERROR)
    return and_(SourceRow.is_enabled, is_due)
