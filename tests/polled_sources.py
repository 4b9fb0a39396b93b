"""A server with digests, a source named, and who polls it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digest_server import Answer, DigestServer
from moving_clock import MovingClock

from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.digests.sources.polling import Poller
from bot.digests.sources.visiting import Visitor
from storage.database import Database
from storage.digests import counts
from storage.identifiers import SourceId
from storage.incomplete import incomplete_arxiv_ids
from storage.named_sources import NamedSource, SourceState, agree_with_file, all_sources
from storage.source_items import ItemState, item_counts

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Town:
    """A server with digests, and who polls it."""

    def __init__(self, database: Database, server: DigestServer) -> None:
        self.database = database
        self.server = server
        self.clock = MovingClock(NOON)
        self.opened = SourceOpener({}, Pace(pause_seconds=0), self._incomplete).opened
        self.visitor = Visitor(database, self.clock)
        self.poller = Poller(database, self.clock, self.opened, self.visitor)

    async def _incomplete(self, limit: int) -> Sequence[str]:
        async with self.database.reading() as session:
            return await incomplete_arxiv_ids(session, NOON.date() - 60 * DAY, limit)

    async def name(self, kind: str, **options: Any) -> None:
        """Write one source down, as the operator would."""
        source = NamedSource("one", kind, {"allow_private": True, **options})
        async with self.database.transaction() as session:
            await agree_with_file(session, [source], self.clock.now())

    async def name_dated(self) -> None:
        """A source with a file a day."""
        await self.name("page", url=self.server.url + "/{date:%Y-%m-%d}.json")

    async def poll(self, after: timedelta = timedelta()) -> int:
        self.clock.move(after)
        return await self.poller.poll_due()

    async def state(self) -> SourceState:
        async with self.database.reading() as session:
            return (await all_sources(session))[0]

    async def items(self) -> dict[ItemState, int]:
        async with self.database.reading() as session:
            return await item_counts(session, SourceId(1))

    async def papers(self) -> int:
        async with self.database.reading() as session:
            return (await counts(session)).papers

    def day(self, day: date, content: bytes | Answer) -> None:
        self.server.files[f"/{day}.json"] = content
