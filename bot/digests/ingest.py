"""
A digest file becomes papers: read, dated and recorded, once per content.

A file that cannot be read is refused with a reason and changes nothing: what it held before
stays. Each file is one transaction, so that one bad file never takes others with it.
"""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.digests.dating import NEWS_DAYS, date_digest
from bot.digests.files import FileRefused, find_files, location_of, read_file
from bot.digests.formats import LIMIT_BYTES, DigestError, read
from bot.digests.reports import FileReport, FileStatus, IngestSummary
from storage.clock import Clock
from storage.database import Database
from storage.digests import has_digests, record_digest, sighting_of
from storage.records import Digest

Progress = Callable[[int, int, FileReport], None]
"""Told after each file: how many are done, of how many, and what became of it."""


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
    is_first_filling = await is_unfilled(database)
    reports = [FileReport(path, FileStatus.REFUSED, reason) for path, reason in found.missing]
    for number, path in enumerate(found.files, 1):
        report = await ingest_file(
            database, path, clock, news_days=news_days, is_first_filling=is_first_filling
        )
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
    location = location_of(path)
    try:
        content = await asyncio.to_thread(read_file, path, LIMIT_BYTES)
    except FileRefused as refused:
        return FileReport(location, FileStatus.REFUSED, str(refused))
    content_hash = hashlib.sha256(content).hexdigest()
    async with database.reading() as session:
        sighting = await sighting_of(session, location, content_hash)
    if sighting.is_current:
        return FileReport(location, FileStatus.KNOWN)
    try:
        digest = await asyncio.to_thread(read, content, location)
    except DigestError as error:
        return FileReport(location, FileStatus.REFUSED, str(error))
    if digest.rejected and not digest.entries:
        return _nothing_readable(location, digest)
    now = clock.now()
    dating = date_digest(
        digest,
        first_seen_on=sighting.first_seen_on,
        now=now,
        news_days=news_days,
        is_first_filling=is_first_filling,
    )
    async with database.transaction() as session:
        outcome = await record_digest(
            session,
            digest,
            location=location,
            content_hash=content_hash,
            now=now,
            digest_on=dating.digest_on,
            is_estimated=dating.is_estimated,
            is_archive=dating.is_archive,
        )
    return FileReport.of(location, digest, dating, outcome)


async def is_unfilled(database: Database) -> bool:
    """Whether nothing was ever ingested: the first filling is archive."""
    async with database.reading() as session:
        return not await has_digests(session)


def _nothing_readable(location: str, digest: Digest) -> FileReport:
    first = digest.rejected[0]
    return FileReport(
        location,
        FileStatus.REFUSED,
        f"none of its {len(digest.rejected)} entries can be read; line {first.line}: {first.reason}",
        format=digest.format,
        rejected=digest.rejected,
    )
