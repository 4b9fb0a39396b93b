"""Digest files on this machine, by the few, become contents and are ingested."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS
from bot.digests.files import FileRefused, find_files, location_of, read_file
from bot.digests.formats import LIMIT_BYTES
from bot.digests.ingest import IngestRules, ingest_contents, is_unfilled
from bot.digests.reports import FileReport, FileStatus, IngestSummary
from storage.clock import Clock
from storage.database import Database

Progress = Callable[[int, int, FileReport], None]
"""Told after each file: how many are done, of how many, and what became of it."""

_MOST_FILES = 16
"""Files that are read before they are recorded."""
_MOST_BYTES = 4_000_000


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
    rules = IngestRules(news_days, await is_unfilled(database))
    reports = [FileReport(path, FileStatus.REFUSED, reason) for path, reason in found.missing]
    remaining, number = list(found.files), 0
    while remaining:
        for report in await _ingest_some(database, remaining, clock, rules):
            number += 1
            reports.append(report)
            if progress:
                progress(number, len(found.files), report)
    return IngestSummary(tuple(reports))


async def ingest_file(database: Database, path: Path, clock: Clock, rules: IngestRules) -> FileReport:
    """Ingest the file at `path`, unless its content is there already; never raises for what is in it."""
    [report] = await _ingest_some(database, [path], clock, rules)
    return report


async def _ingest_some(
    database: Database, remaining: list[Path], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    """Take as many files from `remaining` as are well read at once, and ingest them, in order."""
    found = await asyncio.to_thread(_contents, remaining)
    contents = [each for each in found if isinstance(each, DigestContent)]
    reports = iter(await ingest_contents(database, contents, clock, rules))
    return [each if isinstance(each, FileReport) else next(reports) for each in found]


def _contents(remaining: list[Path]) -> list[DigestContent | FileReport]:
    found: list[DigestContent | FileReport] = []
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
            found.append(DigestContent.of(location, content))
    return found
