"""Digest files on this machine, and archives of them, by the few, become contents and are ingested."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS
from bot.digests.files import FileRefused, find_files, location_of, read_file
from bot.digests.formats import LIMIT_BYTES
from bot.digests.ingest import IngestRules, ingest_contents, is_unfilled
from bot.digests.reports import FileReport, FileStatus, IngestSummary
from bot.digests.sources.archives import contents_of
from bot.digests.sources.source import SourceFailed
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


async def ingest_file_content(
    database: Database, location: str, content: bytes, clock: Clock, rules: IngestRules
) -> FileReport:
    """Ingest what lies, or once lay, in one file; never raises for what is in it."""
    opened = await asyncio.to_thread(_opened, location, content)
    [report] = await _ingest_opened(database, [opened], clock, rules)
    return report


async def _ingest_some(
    database: Database, remaining: list[Path], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    """Take as many files from `remaining` as are well read at once, and ingest them, in order."""
    return await _ingest_opened(database, await asyncio.to_thread(_contents, remaining), clock, rules)


_Opened = FileReport | tuple[str, tuple[DigestContent, ...]]
"""Why a file cannot be read, or where it lies and what is in it: itself, or the parts of an archive."""


async def _ingest_opened(
    database: Database, files: Sequence[_Opened], clock: Clock, rules: IngestRules
) -> list[FileReport]:
    contents = [part for file in files if not isinstance(file, FileReport) for part in file[1]]
    reports = iter(await ingest_contents(database, contents, clock, rules))
    told = []
    for file in files:
        if isinstance(file, FileReport):
            told.append(file)
            continue
        location, parts = file
        own = [next(reports) for _ in parts]
        told.append(own[0] if own[0].path == location else FileReport.of_archive(location, own))
    return told


def _opened(location: str, content: bytes) -> _Opened:
    try:
        return location, contents_of(location, content)
    except SourceFailed as failure:
        return FileReport(location, FileStatus.REFUSED, str(failure))


def _contents(remaining: list[Path]) -> list[_Opened]:
    found: list[_Opened] = []
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
            found.append(_opened(location, content))
    return found
