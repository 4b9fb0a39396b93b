"""
Digest files become papers: read, dated and recorded, once per content.

What cannot be read is refused with a reason and changes nothing: what its place held before stays.
Contents are recorded several in a transaction, so many as keep others from writing for a tenth of
a second at most; one that the database refuses is tried again alone.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS, date_digest
from bot.digests.formats import DigestError, read
from bot.digests.reports import FileReport, FileStatus
from storage.arrivals import Arrival
from storage.clock import Clock
from storage.database import Database
from storage.digests import Sighting, has_digests, sightings_of
from storage.errors import DigestsRefused
from storage.recording import record_digests
from storage.records import Digest

_MOST_ENTRIES = 150
"""Entries recorded in one transaction, but for a single content with more."""


@dataclass(frozen=True, slots=True)
class IngestRules:
    """How contents are dated."""

    news_days: int = NEWS_DAYS
    is_first_filling: bool = False
    """All of it is archive: searched, never pushed."""


async def is_unfilled(database: Database) -> bool:
    """Whether nothing was ever ingested: the first filling is archive."""
    async with database.reading() as session:
        return not await has_digests(session)


async def ingest_contents(
    database: Database, contents: Sequence[DigestContent], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    """
    Ingest what is not there already; what became of each, in order.

    Never raises for what is in them.
    """
    hashes = {each.location: each.content_hash for each in contents}
    async with database.reading() as session:
        sightings = await sightings_of(session, hashes)
    read_ones = await asyncio.to_thread(_arrivals, contents, sightings, clock, rules)
    arrivals = [each for each in read_ones if isinstance(each, Arrival)]
    recorded = {
        report.path: report
        for some in _transactions(arrivals)
        for report in await _record(database, some, clock)
    }
    return [recorded[each.location] if isinstance(each, Arrival) else each for each in read_ones]


def _arrivals(
    contents: Iterable[DigestContent], sightings: Mapping[str, Sighting], clock: Clock, rules: IngestRules
) -> list[Arrival | FileReport]:
    return [_arrival(each, sightings[each.location], clock, rules) for each in contents]


def _arrival(
    content: DigestContent, sighting: Sighting, clock: Clock, rules: IngestRules
) -> Arrival | FileReport:
    """The digest in a content, or why there is nothing to record."""
    if sighting.is_current:
        return FileReport(content.location, FileStatus.KNOWN)
    try:
        digest = read(content.content, content.location)
    except DigestError as error:
        return FileReport(content.location, FileStatus.REFUSED, str(error))
    if digest.rejected and not digest.entries:
        return _nothing_readable(content.location, digest)
    dating = date_digest(
        replace(digest, digest_on=digest.digest_on or content.digest_on),
        first_seen_on=sighting.first_seen_on,
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
