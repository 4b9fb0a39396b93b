"""Contents that are kept are read again, as they came, by the readers of today."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS
from bot.digests.ingest import IngestRules, arrival_of, ingest_contents
from bot.digests.reports import FileReport, FileStatus
from storage.arrivals import Arrival
from storage.clock import Clock
from storage.database import Database
from storage.digests import Sighting, sightings_of
from storage.raw_files import RawFile, raw_files, raw_hashes
from storage.rereading import reread_digest
from storage.source_items import mark_read

_AT_ONCE = 8
Progress = Callable[[int, int], object]
"""Told how many contents are done, of how many."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading again."""

    contents: int = 0
    changed: int = 0
    """Contents that are read otherwise than before."""
    papers: int = 0
    """Papers that are new, changed or gone by it."""
    refused: tuple[FileReport, ...] = ()

    def with_change(self, papers: int) -> "Reread":
        """One more content that is read otherwise."""
        return replace(self, changed=self.changed + 1, papers=self.papers + papers)


class Rereader:
    """Reads what is kept again; broken off at any point, it has done whole contents."""

    def __init__(self, database: Database, clock: Clock, *, news_days: int = NEWS_DAYS) -> None:
        """Nothing is read before `reread`."""
        self._database = database
        self._clock = clock
        self._rules = IngestRules(news_days)

    async def reread_all(self, *, progress: Progress = lambda *_: None) -> Reread:
        """Read all contents again."""
        async with self._database.reading() as session:
            hashes = await raw_hashes(session)
        return await self.reread(hashes, progress=progress)

    async def reread(self, hashes: Sequence[str], *, progress: Progress = lambda *_: None) -> Reread:
        """Read some contents again, by their hashes."""
        done = Reread(len(hashes))
        for start in range(0, len(hashes), _AT_ONCE):
            progress(start, len(hashes))
            async with self._database.reading() as session:
                files = [file async for file in raw_files(session, hashes[start : start + _AT_ONCE])]
                sightings = await sightings_of(session, {file.location: file.content_hash for file in files})
            for file in files:
                done = await self._again(file, sightings[file.location], done)
        progress(len(hashes), len(hashes))
        return done

    async def _again(self, file: RawFile, sighting: Sighting, done: Reread) -> Reread:
        content = await asyncio.to_thread(_content, file)
        if file.refusal is not None:
            # Where something that can be read lies by now, it counts and not what lay there before.
            return done if sighting.is_taken else await self._retry(content, done)
        arrival = await asyncio.to_thread(
            arrival_of, content, sighting.first_seen_on, self._clock, self._rules
        )
        if not isinstance(arrival, Arrival):
            return replace(done, refused=(*done.refused, arrival))
        async with self._database.transaction() as session:
            revised = await reread_digest(session, arrival, self._clock.now())
        if revised is None:
            return done
        return done.with_change(len(revised.new) + len(revised.changed) + len(revised.removed))

    async def _retry(self, content: DigestContent, done: Reread) -> Reread:
        [report] = await ingest_contents(self._database, [content], self._clock, self._rules)
        if report.status is FileStatus.REFUSED:
            return replace(done, refused=(*done.refused, report))
        async with self._database.transaction() as session:
            await mark_read(session, content.location, self._clock.now())
        return done.with_change(report.new + report.changed)


def _content(file: RawFile) -> DigestContent:
    return DigestContent(file.location, file.content(), file.content_hash, file.digest_on)
