"""
Every digest that spoke of a paper: when it came, where from, what it said, and what replaced it.

Reads only, superseded contents too; the record itself is folded in `storage.merging`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.documents import entry_of
from storage.identifiers import PaperId
from storage.records import DigestFormat, Entry, Paper
from storage.schema import DigestRow, EntryRow

_FIELDS = tuple(each.name for each in fields(Entry) if each.name != "line")
_ENTRIES = (
    select(
        EntryRow.content,
        DigestRow.id,
        DigestRow.source,
        DigestRow.location,
        DigestRow.brought_by,
        DigestRow.digest_on,
        DigestRow.is_estimated,
        DigestRow.is_archive,
        DigestRow.ingested_at,
        DigestRow.superseded_at,
    )
    .join(DigestRow, DigestRow.id == EntryRow.digest_id)
    .order_by(DigestRow.ingested_at, DigestRow.id, EntryRow.id)
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one content of a digest said of the paper; `changes` against what the same place said before."""

    source: DigestFormat
    digest_on: date
    is_estimated: bool
    is_archive: bool
    came_at: datetime
    superseded_at: datetime | None
    """None while it counts."""
    brought_by: str | None
    """The name of the source; None for the inbox and the command line."""
    location: str
    said: tuple[str, ...]
    """The fields to which it gave a value."""
    gave: tuple[str, ...]
    """Those that the record takes from digests of this format and day."""
    changes: tuple["Change", ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a later content of the same place has otherwise."""

    field: str
    before: Any
    after: Any


async def paper_history(session: AsyncSession, paper: Paper) -> list[Telling]:
    """All that was ever said of `paper`, in the order in which it came."""
    rows = (await session.execute(_ENTRIES.where(EntryRow.paper_id == paper.id))).all()
    told, last_of_place = [], dict[str, Entry]()
    for row in rows:
        entry = entry_of(row.content)
        before = last_of_place.get(row.location)
        told.append(_telling(row, entry, before, paper))
        last_of_place[row.location] = entry
    return told


async def paper_id_of_doi(session: AsyncSession, doi: str) -> PaperId | None:
    """The paper of which a digest that counts says that it has this DOI, in small letters."""
    found = (
        select(EntryRow.paper_id)
        .join(DigestRow, DigestRow.id == EntryRow.digest_id)
        .where(EntryRow.doi == doi, DigestRow.superseded_at.is_(None))
        .order_by(EntryRow.id)
        .limit(1)
    )
    number = await session.scalar(found)
    return None if number is None else PaperId(number)


def _telling(row: Row[Any], entry: Entry, before: Entry | None, paper: Paper) -> Telling:
    source, said = DigestFormat(row.source), _said(entry)
    origins = paper.origins.items()
    here = {
        field for field, origin in origins if (origin.source, origin.digest_on) == (source, row.digest_on)
    }
    return Telling(
        source=source,
        digest_on=row.digest_on,
        is_estimated=row.is_estimated,
        is_archive=row.is_archive,
        came_at=row.ingested_at,
        superseded_at=row.superseded_at,
        brought_by=row.brought_by,
        location=row.location,
        said=said,
        gave=tuple(field for field in said if field in here and row.superseded_at is None),
        changes=_changes(before, entry) if before else (),
    )


def _said(entry: Entry) -> tuple[str, ...]:
    return tuple(name for name in _FIELDS if getattr(entry, name) not in ("", (), None))


def _changes(before: Entry, after: Entry) -> tuple[Change, ...]:
    pairs: Sequence[tuple[str, Any, Any]] = [
        (name, getattr(before, name), getattr(after, name)) for name in _FIELDS
    ]
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)
