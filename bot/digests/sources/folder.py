"""
The inbox: a folder whose new and changed files are ingested.

Files that are still being written are left until they rest. What cannot be read goes to the
quarantine with its reason beside it, and is tried again when it is put back. Links are never
followed and nothing outside the folder is touched.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.digests.dating import NEWS_DAYS
from bot.digests.files import files_below
from bot.digests.ingest import IngestRules, is_unfilled
from bot.digests.ingest_files import ingest_file
from bot.digests.reports import FileReport, FileStatus
from bot.digests.sources.quarantine import quarantine
from storage.clock import Clock
from storage.database import Database

logger = logging.getLogger(__name__)

REST_SECONDS = 2.0
"""How long a file must lie unchanged before it counts as whole."""
_Signature = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class InboxScan:
    """What one look into the inbox found."""

    reports: tuple[FileReport, ...] = ()
    """Files that were taken or refused now; not those that lay there before."""
    resting: int = 0
    """Files left for the next time because they still change."""
    problem: str = ""
    """Why the folder could not be looked at."""


class Inbox:
    """Watches one folder; `scan` is called again and again."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        clock: Clock,
        *,
        news_days: int = NEWS_DAYS,
        rest_seconds: float = REST_SECONDS,
        machine_seconds: Callable[[], float] = time.time,
    ) -> None:
        """`machine_seconds` is the clock that stamps files, whatever time the application has."""
        self._folder = folder
        self._database = database
        self._clock = clock
        self._news_days = news_days
        self._rest_seconds = rest_seconds
        self._machine_seconds = machine_seconds
        self._seen: dict[str, _Signature] = {}
        self._is_made = False
        self._done: dict[str, _Signature] = {}
        self._problem = ""
        self._is_filling = False

    async def scan(self) -> InboxScan:
        """
        Ingest what is new, changed and at rest.

        The first look makes the folder where it is missing. A folder that goes later is told and
        waited for. Trouble with the database is raised, and the same files come again.
        """
        try:
            present = await asyncio.to_thread(self._look)
        except OSError as error:
            return self._without_folder(f"{self._folder}: {error.strerror}")
        self._tell("")
        waiting = [path for path, signature in present.items() if self._done.get(path) != signature]
        ready = [path for path in waiting if self._is_at_rest(path, present[path])]
        self._seen = present
        self._done = {path: signature for path, signature in self._done.items() if path in present}
        # The first filling lasts until nothing of it is still being written.
        if ready and not self._is_filling:
            self._is_filling = await is_unfilled(self._database)
        reports = [await self._take(Path(path), present[path]) for path in ready]
        resting = len(waiting) - len(ready)
        self._is_filling = self._is_filling and resting > 0
        return InboxScan(tuple(report for report in reports if report), resting)

    def _look(self) -> dict[str, _Signature]:
        if not self._is_made:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._is_made = True
        signatures = ((entry.path, _signature(entry)) for entry in files_below(self._folder))
        return {path: signature for path, signature in signatures if signature}

    def _is_at_rest(self, path: str, signature: _Signature) -> bool:
        before = self._seen.get(path)
        age_seconds = self._machine_seconds() - signature[1] / 1e9
        if age_seconds < 0:  # stamped by another clock: only watching tells
            return before == signature
        return age_seconds >= self._rest_seconds and before in {None, signature}

    async def _take(self, path: Path, signature: _Signature) -> FileReport | None:
        rules = IngestRules(self._news_days, self._is_filling)
        report = await ingest_file(self._database, path, self._clock, rules)
        if report.status is FileStatus.REFUSED:
            return await self._refuse(path, signature, report)
        self._done[os.fspath(path)] = signature
        if report.status is FileStatus.INGESTED:
            logger.info(
                "digest.ingested path=%s new=%d changed=%d rejected=%d",
                report.path,
                report.new,
                report.changed,
                len(report.rejected),
            )
        return report

    async def _refuse(self, path: Path, signature: _Signature, report: FileReport) -> FileReport | None:
        try:
            await asyncio.to_thread(quarantine, self._folder, path, report, self._clock.now())
        except FileNotFoundError:
            return None
        except OSError as error:
            # Where it cannot be moved it is left alone until it changes.
            self._done[os.fspath(path)] = signature
            logger.error("quarantine.failed path=%s error=%s", report.path, error)  # noqa: TRY400
        else:
            self._seen.pop(os.fspath(path), None)
        logger.warning("digest.refused path=%s reason=%s", report.path, report.reason)
        return report

    def _without_folder(self, problem: str) -> InboxScan:
        self._tell(problem)
        return InboxScan(problem=problem)

    def _tell(self, problem: str) -> None:
        """Log trouble with the folder when it begins and when it ends, not at every look."""
        if problem and not self._problem:
            logger.error("inbox.unavailable error=%s", problem)
        elif self._problem and not problem:
            logger.info("inbox.back path=%s", self._folder)
        self._problem = problem


def _signature(entry: os.DirEntry[str]) -> _Signature | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
