"""
One visit to a source: what is due of it is fetched, ingested, and noted.

What was asked for and what came of it is stored with each few files, so a process that dies asks
for those few again and loses nothing. One file that fails keeps nobody from the others.
"""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.digests.contents import DigestContent
from bot.digests.dating import NEWS_DAYS
from bot.digests.ingest import IngestRules, ingest_contents
from bot.digests.reports import FileReport, FileStatus
from bot.digests.sources import looks
from bot.digests.sources.source import Fetched, Item, Source, SourceFailed, Unfetched, Validators
from bot.digests.sources.turn import Turn, TurnOver
from storage.clock import Clock
from storage.database import Database
from storage.named_sources import SourceState
from storage.source_items import ItemRecord, ItemState, items_of, keep_items

_MOST_FAILURES = 3
"""Files in a row that fail before the source counts as failed; fewer where they are all that it was asked for."""
_MOST_FILES, _MOST_BYTES = 8, 200_000
"""Ingested at once; what is large goes alone, so that nobody waits long for the database."""
_MOST_FOLLOWING = 100


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source that can be asked, and how often it is."""

    source: Source
    rhythm: timedelta
    is_metadata: bool = False
    """What it brings completes papers, and makes none news."""
    zone: tzinfo = UTC
    """Where its days begin."""

    def today(self, now: datetime) -> date:
        """The newest day that it may have files of."""
        return now.astimezone(self.zone).date()

    def is_unasked(self, item: Item) -> bool:
        """Whether `item` was listed without a question, so that fetching it first shows how its server fares."""
        return self.source.is_dated or self.is_metadata or item.is_living


@dataclass(slots=True)
class Visit:
    """What came of asking one source for some files."""

    reports: list[FileReport] = field(default_factory=list)
    fetched: int = 0
    """Files that were there."""
    problem: str | None = None
    retry_after: timedelta | None = None

    @property
    def is_good(self) -> bool:
        """Whether it brought anything that can be read."""
        return any(report.status is not FileStatus.REFUSED for report in self.reports)

    @property
    def has_readable(self) -> bool:
        """Whether anything that came can be read, be it known before."""
        return any(report.status is not FileStatus.REFUSED for report in self.reports)


@dataclass(frozen=True, slots=True)
class DueItem:
    """A file that a source has, and what is known of it."""

    item: Item
    known: ItemRecord | None

    def is_due(self, now: datetime) -> bool:
        """Whether it is new, changed, or worth another look."""
        return looks.is_due(self.item, self.known, now)

    @property
    def has_come(self) -> bool:
        """Whether it was there when it was asked for."""
        return self.known is not None and self.known.state in {ItemState.ARRIVED, ItemState.REFUSED}


class Visitor:
    """Asks sources and ingests what they give."""

    def __init__(self, database: Database, clock: Clock, *, news_days: int = NEWS_DAYS) -> None:
        """Nothing is asked before the first visit."""
        self._database = database
        self._clock = clock
        self._news_days = news_days

    async def due(
        self,
        state: SourceState,
        opened: OpenedSource,
        days: Sequence[date],
        turn: Turn,
        *,
        asks_again: bool = False,
    ) -> list[DueItem]:
        """
        What a source has of some days that is new, changed, or missing and worth another look.

        With `asks_again` also what never came, however long ago it was given up.

        Raises:
            SourceFailed: it cannot be asked now.
            TurnOver: it did not answer in time.
        """
        # What shows no past shows what is of today, whatever past is asked for.
        of_days = days if opened.source.is_dated else [opened.today(self._clock.now())]
        listing = await turn.ask(opened.source.listing(of_days))
        async with self._database.reading() as session:
            known = await items_of(session, state.id, [item.address for item in listing])
        now = self._clock.now()
        items = [DueItem(item, known.get(item.address)) for item in listing]
        return [one for one in items if one.is_due(now) or (asks_again and not one.has_come)]

    async def visit(
        self,
        state: SourceState,
        opened: OpenedSource,
        due: Sequence[DueItem],
        visit: Visit,
        turn: Turn,
        *,
        is_archive: bool,
    ) -> None:
        """
        Fetch and ingest some files, as archive or as it seems from their days; `visit` notes what comes of it.

        Raises:
            SourceFailed: it cannot be asked now; what came before that is kept.
            TurnOver: there is no more time; what came is kept.
        """
        rules = IngestRules(self._news_days, is_archive or opened.is_metadata, state.named.name)
        async for fetched in _in_batches(self._fetch(opened, due, visit, turn)):
            await self._take(state, opened, rules, fetched, visit)

    async def _fetch(
        self, opened: OpenedSource, due: Sequence[DueItem], visit: Visit, turn: Turn
    ) -> AsyncGenerator["_Look"]:
        failures = 0
        for number, one in enumerate(due, 1):
            item, record = one.item, looks.began(one.item, one.known, self._clock.now())
            try:
                validators = Validators(record.etag, record.last_modified)
                following = [each.item for each in due[number : number + _MOST_FOLLOWING]]
                answer = await turn.ask(opened.source.fetch(item, validators, following))
            except SourceFailed as failure:
                failures += 1
                yield _Look(item, looks.missing(record, opened.rhythm, str(failure)), None)
                is_all = failures == len(due) and opened.is_unasked(item)
                if failures == _MOST_FAILURES or is_all or failure.retry_after:
                    raise
            else:
                failures = 0
                visit.fetched += isinstance(answer, Fetched)
                yield _Look(item, record, answer)

    async def _take(
        self,
        state: SourceState,
        opened: OpenedSource,
        rules: IngestRules,
        fetched: Sequence["_Look"],
        visit: Visit,
    ) -> None:
        contents = [content for one in fetched for content in one.contents]
        reports = await ingest_contents(self._database, contents, self._clock, rules)
        visit.reports += reports
        by_place = {report.path: report for report in reports}
        async with self._database.transaction() as session:
            await keep_items(session, state.id, [one.settled(by_place, opened.rhythm) for one in fetched])


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at one file, and what it found; None for a failure that its record tells of."""

    item: Item
    record: ItemRecord
    answer: Fetched | Unfetched | None

    @property
    def contents(self) -> tuple[DigestContent, ...]:
        return self.answer.contents if isinstance(self.answer, Fetched) else ()

    def settled(self, reports: dict[str, FileReport], rhythm: timedelta) -> ItemRecord:
        """How the file stands now."""
        match self.answer:
            case None:
                return self.record
            case Unfetched.NOT_MODIFIED:
                return looks.unchanged(self.record, self.item, rhythm)
            case Unfetched.ABSENT:
                return looks.missing(self.record, rhythm)
            case Fetched(contents, validators):
                own = [reports[content.location] for content in contents]
                refused = [each.reason for each in own if each.status is FileStatus.REFUSED]
                refusal = refused[0] if len(refused) == len(own) and refused else None
                return looks.came(self.record, self.item, validators, rhythm, refusal)


async def _in_batches(looked: AsyncGenerator[_Look]) -> AsyncGenerator[list[_Look]]:
    """A few at a time; those before a failure or the turn's end come before it is raised."""
    some: list[_Look] = []
    size = 0
    try:
        async for one in looked:
            some.append(one)
            size += sum(len(content.content) for content in one.contents)
            if len(some) >= _MOST_FILES or size >= _MOST_BYTES:
                yield some
                some, size = [], 0
    except (SourceFailed, TurnOver):
        if some:
            yield some
        raise
    if some:
        yield some
