"""
The sources that the operator named: when each is polled, and how that fares.

Those of chenbao.toml are made to agree with the file at each start; what one brought stays when
it is taken out. Nothing here knows how a source is reached.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import SourceId
from storage.schema import SourceRow

FAILED_POLLS = 4
"""In a row; with an hourly rhythm that is half a day, for the pauses grow."""
_CLOCK_ERROR = timedelta(hours=1)
"""Who polled that much later than now had a wrong clock, and planned the next poll by it."""


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source as the operator wrote it down."""

    name: str
    kind: str
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and how it fares."""

    id: SourceId
    named: NamedSource
    is_in_file: bool
    is_enabled: bool
    filled_at: datetime | None
    """When its first filling was complete."""
    next_poll_at: datetime
    polled_at: datetime | None
    good_at: datetime | None
    """When it last brought something that could be read."""
    failures: int
    """Polls in a row that failed."""
    failing_since: datetime | None
    """When the first of them was; None where the last poll did not fail, and of long ago."""
    problem: str | None


async def agree_with_file(session: AsyncSession, named: Sequence[NamedSource], now: datetime) -> None:
    """
    Make the sources that stand in the file those of the database.

    A new one is polled at once, and so is one whose options changed; one that is no longer there
    is only switched off, for what it brought stays.
    """
    rows = {row.name: row for row in await session.scalars(select(SourceRow))}
    for source in named:
        row = rows.get(source.name)
        if row is None:
            session.add(_new(source, now, is_in_file=True))
        elif not _is_as_named(row, source):
            row.kind, row.options, row.is_enabled = source.kind, source.options, True
            row.is_in_file, row.next_poll_at = True, now
            row.failures, row.failing_since, row.problem = 0, None, None
    for name in rows.keys() - {source.name for source in named}:
        if rows[name].is_in_file:
            rows[name].is_enabled = False
    await session.flush()


async def add_source(session: AsyncSession, source: NamedSource, now: datetime) -> bool:
    """Add a source that does not stand in the file; whether its name was still free."""
    if await session.scalar(select(SourceRow.id).where(SourceRow.name == source.name)) is not None:
        return False
    session.add(_new(source, now, is_in_file=False))
    await session.flush()
    return True


async def switch_source(session: AsyncSession, source_id: SourceId, now: datetime, *, is_on: bool) -> bool:
    """Switch a source that does not stand in the file on or off; whether it is such a one."""
    changed = await session.execute(
        update(SourceRow)
        .where(SourceRow.id == source_id, SourceRow.is_in_file.is_(False))
        .values(is_enabled=is_on, next_poll_at=now)
        .returning(SourceRow.id)
    )
    return changed.scalar() is not None


async def leave_to_chat(session: AsyncSession, source_id: SourceId) -> None:
    """Have a source managed in chat from now on: no file and no start changes it."""
    await session.execute(update(SourceRow).where(SourceRow.id == source_id).values(is_in_file=False))


async def poll_now(session: AsyncSession, source_id: SourceId, now: datetime) -> bool:
    """Make a source due, whatever it waits for; whether it is there and switched on."""
    changed = await session.execute(
        update(SourceRow)
        .where(SourceRow.id == source_id, SourceRow.is_enabled)
        .values(next_poll_at=now)
        .returning(SourceRow.id)
    )
    return changed.scalar() is not None


async def remove_source(session: AsyncSession, source_id: SourceId) -> bool:
    """
    Forget a source that the file does not name any more or never did; whether it was such a one.

    What it brought stays.
    """
    gone = await session.execute(
        delete(SourceRow)
        .where(SourceRow.id == source_id, SourceRow.is_in_file.is_(False) | SourceRow.is_enabled.is_(False))
        .returning(SourceRow.id)
    )
    return gone.scalar() is not None


async def all_sources(session: AsyncSession) -> list[SourceState]:
    """All sources, in the order of their names."""
    return [_state(row) for row in await session.scalars(select(SourceRow).order_by(SourceRow.name))]


async def source_named(session: AsyncSession, name: str) -> SourceState | None:
    """The source with a name."""
    row = await session.scalar(select(SourceRow).where(SourceRow.name == name))
    return _state(row) if row else None


async def source_by_id(session: AsyncSession, source_id: SourceId) -> SourceState | None:
    """The source with a number."""
    row = await session.get(SourceRow, source_id, populate_existing=True)
    return _state(row) if row else None


async def claim_due(session: AsyncSession, now: datetime, until: datetime) -> SourceState | None:
    """
    The source that has been due longest, which nobody else polls before `until`.

    A process that dies while it polls leaves no trace: the source is due again then. A source
    that was polled in the time to come is due, too: the clock was set back since.
    """
    polled_at = func.coalesce(SourceRow.polled_at, SourceRow.added_at)
    is_due = or_(SourceRow.next_poll_at <= now, polled_at > now + _CLOCK_ERROR)
    due = (
        select(SourceRow.id)
        .where(SourceRow.is_enabled, is_due)
        .order_by(SourceRow.next_poll_at, SourceRow.id)
        .limit(1)
        .scalar_subquery()
    )
    row = await session.scalar(
        update(SourceRow)
        .where(SourceRow.id == due, is_due)
        .values(next_poll_at=until, polled_at=now)
        .returning(SourceRow)
    )
    return _state(row) if row else None


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


async def are_any_enabled(session: AsyncSession, names: Collection[str] = ()) -> bool:
    """Whether anything is polled at all, or anything among some names."""
    enabled = select(SourceRow.id).where(SourceRow.is_enabled)
    if names:
        enabled = enabled.where(SourceRow.name.in_(names))
    return bool(await session.scalar(select(enabled.exists())))


async def is_cut_off(session: AsyncSession) -> bool:
    """Whether sources are polled, and each of them has failed for more than a bad hour."""
    polled = await session.execute(
        select(func.count(), func.min(SourceRow.failures)).where(SourceRow.is_enabled)
    )
    count, fewest_failures = polled.one()
    return bool(count) and fewest_failures >= FAILED_POLLS


def _is_as_named(row: SourceRow, source: NamedSource) -> bool:
    there = (row.kind, row.options, row.is_enabled, row.is_in_file)
    return there == (source.kind, source.options, True, True)


def _new(source: NamedSource, now: datetime, *, is_in_file: bool) -> SourceRow:
    return SourceRow(
        name=source.name,
        kind=source.kind,
        options=source.options,
        is_in_file=is_in_file,
        is_enabled=True,
        added_at=now,
        next_poll_at=now,
        failures=0,
    )


def _state(row: SourceRow) -> SourceState:
    return SourceState(
        id=SourceId(row.id),
        named=NamedSource(row.name, row.kind, row.options),
        is_in_file=row.is_in_file,
        is_enabled=row.is_enabled,
        filled_at=row.filled_at,
        next_poll_at=row.next_poll_at,
        polled_at=row.polled_at,
        good_at=row.good_at,
        failures=row.failures,
        failing_since=row.failing_since,
        problem=row.problem,
    )
