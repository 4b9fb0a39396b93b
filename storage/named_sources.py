"""
The sources that the operator named, in the file or in chat, and which of them are switched on.

Those of chenbao.toml are made to agree with the file at each start; what one brought stays when
it is taken out. Nothing here knows how a source is reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import SourceId
from storage.schema import SourceRow


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
    return [state_from(row) for row in await session.scalars(select(SourceRow).order_by(SourceRow.name))]


async def source_named(session: AsyncSession, name: str) -> SourceState | None:
    """The source with a name."""
    row = await session.scalar(select(SourceRow).where(SourceRow.name == name))
    return state_from(row) if row else None


async def source_by_id(session: AsyncSession, source_id: SourceId) -> SourceState | None:
    """The source with a number."""
    row = await session.get(SourceRow, source_id, populate_existing=True)
    return state_from(row) if row else None


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


def state_from(row: SourceRow) -> SourceState:
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
