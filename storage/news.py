"""
What is news at one moment, read once for many destinations.

A paper is news for a destination if it first matched within the news window, its digest is
dated within it, and it was never shown there. Chats that wait for Chinese hold back papers
without any for a while. Matches must be up to date: `storage.matching` sees to that.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.arranging import Candidate, Found, arranged, best_first
from storage.batches import batches
from storage.digests import has_chinese_source
from storage.epoch import EpochSeconds
from storage.identifiers import DestinationId, PaperId, QueryId
from storage.instant_pushes import sent_at_once
from storage.matching import news_since
from storage.records import Selection
from storage.schema import MatchRow, PaperRow, ShownRow
from storage.situations import Situation

_FIRST_REACH = timedelta(days=1)
"""How far back the first digest of a new topic reaches."""
CHINESE_PATIENCE = timedelta(days=14)
"""A Chinese source that was silent for so long is not waited for."""
_MOST_CANDIDATES = 300_000
"""Kept from one batch of destinations to the next, about a hundred bytes each."""
_QUERIES_AT_ONCE = 25
"""So many queries' matches are read without a pause, for commands to get their turn."""


@dataclass(frozen=True, slots=True)
class NewsRules:
    """What counts as news on this instance, and over how long a time it is brought."""

    news_days: int = 7
    hold_hours: int = 36
    maximum: int = 10
    spread_minutes: int = 0

    @property
    def spread(self) -> timedelta:
        """The window after an hour in which digests for it are planned."""
        return timedelta(minutes=self.spread_minutes)


@dataclass(frozen=True, slots=True)
class _NewPaper:
    has_chinese: bool
    news_at: datetime
    news_on: date


class News:
    """The news window at one moment; read anew when papers changed. For one task at a time."""

    def __init__(self, now: datetime, rules: NewsRules) -> None:
        """Read nothing yet."""
        self.now, self._rules = now, rules
        self._papers: dict[PaperId, _NewPaper] = {}
        self._arrivals: list[datetime] = []
        self._waits_for_chinese = False
        self._candidates: dict[QueryId, tuple[Candidate, ...]] = {}
        self._kept = 0

    @classmethod
    async def read(cls, session: AsyncSession, now: datetime, rules: NewsRules) -> "News":
        """The papers in the news at `now`."""
        news = cls(now, rules)
        rows = await session.execute(
            select(PaperRow.id, PaperRow.has_chinese, PaperRow.news_at, PaperRow.news_on).where(
                # The widest that is asked for: a count since a digest of a week ago.
                PaperRow.news_on >= news_since(now, 2 * rules.news_days),
                PaperRow.news_at.is_not(None),
                PaperRow.is_removed.is_(False),
            )
        )
        news._papers = {
            PaperId(paper_id): _NewPaper(has_chinese, news_at, news_on)
            for paper_id, has_chinese, news_at, news_on in rows
            if news_at and news_on
        }
        news._arrivals = sorted(paper.news_at for paper in news._papers.values())
        news._waits_for_chinese = await has_chinese_source(session, (now - CHINESE_PATIENCE).date())
        return news

    async def selections(
        self, session: AsyncSession, situations: Sequence[Situation], maximums: Sequence[int]
    ) -> list[Selection]:
        """What the digest of each destination would hold, cut to its maximum."""
        await self._read_candidates(session, situations)
        shown = await self._shown(session, situations)
        pushed = await self._pushed(session, situations)
        return await asyncio.to_thread(
            lambda: [
                self._selection(
                    situation,
                    maximum,
                    shown.get(situation.destination.id, ""),
                    pushed.get(situation.destination.id, 0),
                )
                for situation, maximum in zip(situations, maximums, strict=True)
            ]
        )

    async def _read_candidates(self, session: AsyncSession, situations: Sequence[Situation]) -> None:
        if self._kept > _MOST_CANDIDATES:
            self._candidates, self._kept = {}, 0
        wanted = {topic.query_id for each in situations for topic in each.topics if not topic.is_muted}
        for some in batches(sorted(wanted - self._candidates.keys()), _QUERIES_AT_ONCE):
            found = await self._candidates_of(session, some)
            self._candidates |= {
                query_id: tuple(sorted(found.get(query_id, ()), key=best_first)) for query_id in some
            }
            self._kept += sum(map(len, found.values()))
            await asyncio.sleep(0)

    async def _candidates_of(
        self, session: AsyncSession, query_ids: Sequence[QueryId]
    ) -> dict[QueryId, list[Candidate]]:
        # Plain tuples: what the session makes of so many rows takes longer than reading them.
        connection = await session.connection()
        rows = await connection.execute(
            select(
                MatchRow.query_id,
                MatchRow.paper_id,
                MatchRow.is_about,
                MatchRow.score,
                EpochSeconds(MatchRow.matched_at),
            ).where(
                MatchRow.query_id.in_(query_ids),
                MatchRow.matched_at >= self.now - timedelta(days=self._rules.news_days),
            )
        )
        earliest = news_since(self.now, self._rules.news_days)
        found: dict[QueryId, list[Candidate]] = {}
        for query_id, paper_id, is_about, score, matched_seconds in rows:
            paper = self._papers.get(PaperId(paper_id))
            if paper is not None and paper.news_on >= earliest:
                found.setdefault(QueryId(query_id), []).append(
                    Candidate(
                        PaperId(paper_id),
                        is_about,
                        score,
                        paper.has_chinese,
                        matched_seconds,
                        paper.news_at,
                        paper.news_on,
                    )
                )
        return found

    async def _shown(
        self, session: AsyncSession, situations: Sequence[Situation]
    ) -> dict[DestinationId, str]:
        """The papers that each destination was shown, as numbers with commas: a row each, not a row a paper."""
        earliest = news_since(self.now, self._rules.news_days)
        first = min(
            (number for number, paper in self._papers.items() if paper.news_on >= earliest), default=0
        )
        rows = await session.execute(
            select(ShownRow.destination_id, func.aggregate_strings(cast(ShownRow.paper_id, String), ","))
            .where(
                ShownRow.destination_id.in_([each.destination.id for each in situations]),
                ShownRow.paper_id >= first,
            )
            .group_by(ShownRow.destination_id)
        )
        return {DestinationId(number): ids for number, ids in rows}

    async def _pushed(
        self, session: AsyncSession, situations: Sequence[Situation]
    ) -> dict[DestinationId, int]:
        """How many papers each was pushed at once since its last digest."""
        return await sent_at_once(
            session,
            (
                (each.destination.id, each.last.planned_at if each.last else self.now - _FIRST_REACH)
                for each in situations
                if each.is_pushed_to
            ),
        )

    def _selection(self, situation: Situation, maximum: int, shown: str, pushed: int) -> Selection:
        seen = set(map(int, shown.split(","))) if shown else set()
        found, held = self._found(situation, seen)
        groups, rest = arranged(found, maximum)
        days = {one.news_on for _, candidates in found for one in candidates}
        return Selection(
            groups=groups,
            rest=rest,
            new_papers=self._new_papers(situation),
            digest_days=tuple(sorted(days)),
            held=len(held),
            sent_at_once=pushed,
        )

    def _found(self, situation: Situation, seen: set[int]) -> tuple[list[Found], set[PaperId]]:
        """What each topic found and was not shown; what of it waits for Chinese, apart."""
        waits = situation.chat.waits_for_chinese and self._waits_for_chinese
        patience_ends = self.now - timedelta(hours=self._rules.hold_hours)
        found: list[Found] = []
        held: set[PaperId] = set()
        for topic in situation.topics:
            if topic.is_muted:
                continue
            since, ready = int((topic.followed_since - _FIRST_REACH).timestamp()), []
            for one in self._candidates[topic.query_id]:
                if one.paper_id in seen or one.matched_seconds < since:
                    continue
                if waits and not one.has_chinese and one.news_at > patience_ends:
                    held.add(one.paper_id)
                else:
                    ready.append(one)
            found.append((topic, ready))
        return found, held

    def _new_papers(self, situation: Situation) -> int:
        """All papers that came as news since the destination's last digest, or in the day before its first."""
        if situation.last is not None:
            since = situation.last.planned_at
        else:
            since = min(self.now, situation.destination.next_due_at or self.now) - _FIRST_REACH
        return len(self._arrivals) - bisect_right(self._arrivals, since)
