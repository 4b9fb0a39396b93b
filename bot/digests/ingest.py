"""
Digest files become papers: read, dated and recorded, once per content.

A file that cannot be read is refused with a reason and changes nothing: what it held before
stays. Files are recorded several in a transaction, so many as keep others from writing for a
tenth of a second at most; one that the database refuses is tried again alone.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.digests.dating import NEWS_DAYS, date_digest
from bot.digests.files import FileRefused, find_files, location_of, read_file
from bot.digests.formats import LIMIT_BYTES, DigestError, read
from bot.digests.reports import FileReport, FileStatus, IngestSummary
from storage.arrivals import Arrival
from storage.clock import Clock
from storage.database import Database
from storage.digests import Sighting, has_digests, sightings_of
from storage.errors import DigestsRefused
from storage.recording import record_digests
from storage.records import Digest

Progress = Callable[[int, int, FileReport], None]
"""Told after each file: how many are done, of how many, and what became of it."""

_MOST_FILES = 16
"""Files that are read before they are recorded."""
_MOST_BYTES = 4_000_000
_MOST_ENTRIES = 150
"""Entries recorded in one transaction, but for a single file with more."""


@dataclass(frozen=True, slots=True)
class _Content:
    """A file's bytes, and the hash by which they are known."""

    location: str
    content: bytes
    content_hash: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """How files are dated."""

    news_days: int
    is_first_filling: bool


async def ingest_paths(
    database: Database,
    asked: Sequence[str],
    clock: Clock,
    *,
    news_days: int = NEWS_DAYS,
    progress: Progress | None = None,
) -> IngestSummary:
    """
    Ingest files, folders and glob patterns.

    If nothing was ever ingested before, all of them are archive: nobody wants years at once.
    """
    found = find_files(asked)
    rules = _Rules(news_days, await is_unfilled(database))
    reports = [FileReport(path, FileStatus.REFUSED, reason) for path, reason in found.missing]
    remaining, number = list(found.files), 0
    while remaining:
        for report in await _ingest_some(database, remaining, clock, rules):
            number += 1
            reports.append(report)
            if progress:
                progress(number, len(found.files), report)
    return IngestSummary(tuple(reports))


async def ingest_file(
    database: Database,
    path: Path,
    clock: Clock,
    *,
    news_days: int = NEWS_DAYS,
    is_first_filling: bool = False,
) -> FileReport:
    """Ingest the file at `path`, unless its content is there already; never raises for what is in it."""
    [report] = await _ingest_some(database, [path], clock, _Rules(news_days, is_first_filling))
    return report


async def is_unfilled(database: Database) -> bool:
    """Whether nothing was ever ingested: the first filling is archive."""
    async with database.reading() as session:
        return not await has_digests(session)


async def _ingest_some(
    database: Database, remaining: list[Path], clock: Clock, rules: _Rules
) -> list[FileReport]:
    """Take as many files from `remaining` as are well read at once, and ingest them, in order."""
    found = await asyncio.to_thread(_contents, remaining)
    hashes = {each.location: each.content_hash for each in found if isinstance(each, _Content)}
    async with database.reading() as session:
        sightings = await sightings_of(session, hashes)
    read_ones = await asyncio.to_thread(_arrivals, found, sightings, clock, rules)
    arrivals = [each for each in read_ones if isinstance(each, Arrival)]
    recorded = {
        report.path: report
        for some in _transactions(arrivals)
        for report in await _record(database, some, clock)
    }
    return [recorded[each.location] if isinstance(each, Arrival) else each for each in read_ones]


def _contents(remaining: list[Path]) -> list[_Content | FileReport]:
    found: list[_Content | FileReport] = []
    size = 0
    while remaining and len(found) < _MOST_FILES and size < _MOST_BYTES:
        path = remaining.pop(0)
        location = location_of(path)
        try:
            content = read_file(path, LIMIT_BYTES)
        except FileRefused as refused:
            found.append(FileReport(location, FileStatus.REFUSED, str(refused)))
        else:
            size += len(content)
            found.append(_Content(location, content, hashlib.sha256(content).hexdigest()))
    return found


def _arrivals(
    found: Iterable[_Content | FileReport], sightings: dict[str, Sighting], clock: Clock, rules: _Rules
) -> list[Arrival | FileReport]:
    return [
        each if isinstance(each, FileReport) else _arrival(each, sightings[each.location], clock, rules)
        for each in found
    ]


def _arrival(file: _Content, sighting: Sighting, clock: Clock, rules: _Rules) -> Arrival | FileReport:
    """The digest in a file, or why there is nothing to record."""
    if sighting.is_current:
        return FileReport(file.location, FileStatus.KNOWN)
    try:
        digest = read(file.content, file.location)
    except DigestError as error:
        return FileReport(file.location, FileStatus.REFUSED, str(error))
    if digest.rejected and not digest.entries:
        return _nothing_readable(file.location, digest)
    dating = date_digest(
        digest,
        first_seen_on=sighting.first_seen_on,
        now=clock.now(),
        news_days=rules.news_days,
        is_first_filling=rules.is_first_filling,
    )
    return Arrival(
        digest, file.location, file.content_hash, dating.digest_on, dating.is_estimated, dating.is_archive
    )


def _transactions(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """`arrivals` in order, in lists that one transaction takes."""
    some: list[Arrival] = []
    for arrival in arrivals:
        entries = sum(len(each.digest.entries) for each in some)
        if some and entries + len(arrival.digest.entries) > _MOST_ENTRIES:
            yield some
            some = []
        some.append(arrival)
    if some:
        yield some


async def _record(database: Database, arrivals: Sequence[Arrival], clock: Clock) -> list[FileReport]:
    try:
        async with database.transaction() as session:
            outcomes = await record_digests(session, arrivals, clock.now())
    except DigestsRefused:
        return [report for one in arrivals for report in await _record(database, [one], clock)]
    return [FileReport.of(*pair) for pair in zip(arrivals, outcomes, strict=True)]


def _nothing_readable(location: str, digest: Digest) -> FileReport:
    first = digest.rejected[0]
    return FileReport(
        location,
        FileStatus.REFUSED,
        f"none of its {len(digest.rejected)} entries can be read; line {first.line}: {first.reason}",
        format=digest.format,
        rejected=digest.rejected,
    )
