"""
What was refused is read again: contents as they were fetched, files of the quarantine where they lie.

A file of the quarantine that can be read by now goes back into its inbox; nothing else is moved,
and nothing is ever overwritten. Broken off at any point, it has done whole files.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS
from bot.digests.files import FileRefused, read_file
from bot.digests.formats import LIMIT_BYTES
from bot.digests.ingest import IngestRules
from bot.digests.ingest_files import ingest_file_content
from bot.digests.reports import FileReport, FileStatus
from bot.digests.rereading import Progress, Rereader
from bot.digests.sources.quarantine import put_back, write_reason
from bot.digests.sources.refusals import Quarantined, quarantined
from storage.clock import Clock
from storage.database import Database
from storage.digests import sightings_of
from storage.raw_files import key_of, refused_contents


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of reading again."""

    read: int = 0
    """Contents that can be read by now."""
    papers: int = 0
    """Papers that are new or changed by it."""
    refused: tuple[FileReport, ...] = ()
    left: int = 0
    """Contents that were not looked at, since there was no more time."""


class Retrier:
    """Reads what was refused again."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        inboxes: Sequence[Path],
        *,
        news_days: int = NEWS_DAYS,
        machine_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`inboxes` are the folders with a quarantine; nothing is read before `retry`."""
        self._database = database
        self._clock = clock
        self._inboxes = inboxes
        self._rules = IngestRules(news_days)
        self._rereader = Rereader(database, clock, news_days=news_days)
        self._machine_seconds = machine_seconds
        self._is_stopping = False

    def stop(self) -> None:
        """Begin no further content."""
        self._is_stopping = True

    async def retry(
        self,
        key: str = "",
        *,
        longest_seconds: float | None = None,
        progress: Progress = lambda *_: None,
    ) -> Retried:
        """Read the refused content with a key again, or all of them; none is begun after `longest_seconds`."""
        began = self._machine_seconds()
        files = await asyncio.to_thread(quarantined, self._inboxes)
        # What lies in a quarantine is kept as it came, too, and is read where it lies.
        places = {file.location for file in files}
        async with self._database.reading() as session:
            kept = [hash_ for hash_, place in await refused_contents(session) if place not in places]
        waiting: list[Quarantined | str] = [file for file in files if key in {"", file.key}]
        waiting += [each for each in kept if key in {"", key_of(each)}]
        done = Retried()
        for number, one in enumerate(waiting):
            progress(number, len(waiting))
            is_late = longest_seconds is not None and self._machine_seconds() - began > longest_seconds
            if is_late or self._is_stopping:
                return replace(done, left=len(waiting) - number)
            done = await (self._file(one, done) if isinstance(one, Quarantined) else self._kept(one, done))
        progress(len(waiting), len(waiting))
        return done

    async def _kept(self, content_hash: str, done: Retried) -> Retried:
        reread = await self._rereader.reread([content_hash])
        return replace(
            done,
            read=done.read + reread.changed,
            papers=done.papers + reread.papers,
            refused=(*done.refused, *reread.refused),
        )

    async def _file(self, file: Quarantined, done: Retried) -> Retried:
        report = await self._report(file)
        if report.status is FileStatus.REFUSED:
            return replace(done, refused=(*done.refused, report))
        return replace(done, read=done.read + 1, papers=done.papers + report.new + report.changed)

    async def _report(self, file: Quarantined) -> FileReport:
        """What became of a file; where something that can be read took its place, that counts."""
        content = await asyncio.to_thread(_content_of, file)
        if isinstance(content, FileReport):
            return content
        place = content.location
        async with self._database.reading() as session:
            there = (await sightings_of(session, {place: content.content_hash}))[place]
        if there.is_taken and not there.is_current:
            reason = "another file that can be read came to its place since; delete this one"
            return FileReport(place, FileStatus.REFUSED, reason)
        report = await ingest_file_content(self._database, place, content.content, self._clock, self._rules)
        if report.status is FileStatus.REFUSED:
            await asyncio.to_thread(write_reason, file.path, Path(file.name), report, self._clock.now())
        else:
            await asyncio.to_thread(put_back, file.inbox, file.path, file.name)
        return report


def _content_of(file: Quarantined) -> DigestContent | FileReport:
    try:
        return DigestContent.of(file.location, read_file(file.path, LIMIT_BYTES))
    except FileRefused as refused:
        return FileReport(file.location, FileStatus.REFUSED, str(refused))
