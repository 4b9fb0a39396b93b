"""
Digest files become papers: read, dated and recorded, once per content.

What cannot be read is refused with a reason and changes nothing: what its place held before stays.
Contents are recorded several in a transaction, so many as keep others from writing for a tenth of
a second at most; one that the database refuses is tried again alone. After each, others have as
long for theirs: on SQLite who waits for the lock only looks now and then whether it is free.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.digests.contents import DigestContent, raw_file
from bot.digests.dating import NEWS_DAYS, date_digest
from bot.digests.formats import DigestError, read
from bot.digests.reports import FileReport, FileStatus
from storage.arrivals import Arrival
from storage.clock import Clock
from storage.database import Database
from storage.digests import Sighting, has_digests, sightings_of
from storage.errors import DigestsRefused
from storage.raw_files import RawFile, keep_raw_files
from storage.recording import record_digests
from storage.records import Digest

_MOST_ENTRIES = 150
"""Entries recorded in one transaction, but for a single content with more."""
_MOST_BYTES = 4_000_000
"""Read at once; an archive may hold fifty times as much, and what was read takes three times its size."""


@dataclass(frozen=True, slots=True)
class IngestRules:
    """How contents are dated, and who brings them."""

    news_days: int = NEWS_DAYS
    is_first_filling: bool = False
    """All of it is archive: searched, never pushed."""
    brought_by: str | None = None
    """The name of a source."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a content was read as: a digest to record, or at once what became of it."""

    outcome: Arrival | FileReport
    raw: RawFile | None
    """None where it is kept already."""


async def is_unfilled(database: Database) -> bool:
    """Whether nothing was ever ingested: the first filling is archive."""
    async with database.reading() as session:
        return not await has_digests(session)


async def ingest_contents(
    database: Database, contents: Sequence[DigestContent], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    """
    Ingest what is not there already, and keep it as it came; what became of each, in order.

    Never raises for what is in them.
    """
    return [report for some in _slices(contents) for report in await _ingest(database, some, clock, rules)]


async def _ingest(
    database: Database, contents: Sequence[DigestContent], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    hashes = {each.location: each.content_hash for each in contents}
    async with database.reading() as session:
        sightings = await sightings_of(session, hashes)
    readings = await asyncio.to_thread(_readings, contents, sightings, clock, rules)
    recorded = {report.path: report async for report in _recorded(database, readings, clock)}
    return [
        recorded[each.outcome.location] if isinstance(each.outcome, Arrival) else each.outcome
        for each in readings
    ]


def arrival_of(
    content: DigestContent, first_seen_on: date | None, clock: Clock, rules: IngestRules
) -> Arrival | FileReport:
    """
    The digest in a content, or why there is nothing to record.

    `first_seen_on` is the day on which anything first lay at its place.
    """
    try:
        digest = read(content.content, content.location)
    except DigestError as error:
        return FileReport(content.location, FileStatus.REFUSED, str(error))
    if digest.rejected and not digest.entries:
        return _nothing_readable(content.location, digest)
    dating = date_digest(
        replace(digest, digest_on=digest.digest_on or content.digest_on),
        first_seen_on=first_seen_on,
        now=clock.now(),
        news_days=rules.news_days,
        is_first_filling=rules.is_first_filling,
    )
    return Arrival(
        digest,
        content.location,
        content.content_hash,
        dating.digest_on,
        dating.is_estimated,
        dating.is_archive,
        rules.brought_by,
    )


def _slices(contents: Iterable[DigestContent]) -> Iterator[list[DigestContent]]:
    """`contents` in order, so many at once as are read without much memory."""
    some: list[DigestContent] = []
    size_bytes = 0
    for content in contents:
        some.append(content)
        size_bytes += len(content.content)
        if size_bytes >= _MOST_BYTES:
            yield some
            some, size_bytes = [], 0
    if some:
        yield some


def _readings(
    contents: Iterable[DigestContent], sightings: Mapping[str, Sighting], clock: Clock, rules: IngestRules
) -> list[_Reading]:
    return [_reading(each, sightings[each.location], clock, rules) for each in contents]


def _reading(content: DigestContent, sighting: Sighting, clock: Clock, rules: IngestRules) -> _Reading:
    if sighting.is_current:
        return _Reading(FileReport(content.location, FileStatus.KNOWN), None)
    outcome = arrival_of(content, sighting.first_seen_on, clock, rules)
    refusal = outcome.reason if isinstance(outcome, FileReport) else None
    return _Reading(outcome, raw_file(content, refusal))


def _transactions(readings: Iterable[_Reading]) -> Iterator[list[_Reading]]:
    """What is to be stored of `readings`, in order, in lists that one transaction takes."""
    some: list[_Reading] = []
    entries = 0
    for reading in readings:
        if reading.raw is None:
            continue
        count = len(reading.outcome.digest.entries) if isinstance(reading.outcome, Arrival) else 0
        if some and entries + count > _MOST_ENTRIES:
            yield some
            some, entries = [], 0
        some.append(reading)
        entries += count
    if some:
        yield some


async def _recorded(
    database: Database, readings: Iterable[_Reading], clock: Clock
) -> AsyncGenerator[FileReport]:
    """Record what is to be recorded, and let others write in between."""
    held_seconds = 0.0
    for some in _transactions(readings):
        await asyncio.sleep(held_seconds)
        began = time.perf_counter()
        for report in await _record(database, some, clock):
            yield report
        held_seconds = time.perf_counter() - began


async def _record(database: Database, readings: Sequence[_Reading], clock: Clock) -> list[FileReport]:
    """Store some contents and the digests in them; what became of the digests."""
    arrivals = [each.outcome for each in readings if isinstance(each.outcome, Arrival)]
    try:
        async with database.transaction() as session:
            await keep_raw_files(session, [each.raw for each in readings if each.raw], clock.now())
            outcomes = await record_digests(session, arrivals, clock.now()) if arrivals else []
    except DigestsRefused:
        return [report for one in readings for report in await _record(database, [one], clock)]
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
