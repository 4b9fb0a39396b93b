"""
What a destination's digest holds at one moment: planning, /today and previews ask the same.

A paper is news for a destination if it first matched within the news window, its digest is
dated within it, and it was never shown there. Chats that wait for Chinese hold back papers
without any for a while. Over the maximum, papers that are about the topic come before those
that only mention it, and small topics keep their share.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.digests import has_chinese_source
from storage.identifiers import PaperId, QueryId, TopicId
from storage.matching import news_since, refresh_matches
from storage.records import Chat, DeliveryKind, Destination, Match, Selection, TopicGroup
from storage.schema import DeliveryRow, MatchRow, PaperRow, ShownRow
from storage.topics import Topic, topics_of

_FIRST_REACH = timedelta(days=1)
"""How far back the first digest of a new topic reaches."""
_CHINESE_PATIENCE = timedelta(days=14)
"""A Chinese source that was silent for so long is not waited for."""


@dataclass(frozen=True, slots=True)
class NewsRules:
    """What counts as news on this instance."""

    news_days: int = 7
    hold_hours: int = 36
    maximum: int = 10


@dataclass(frozen=True, slots=True)
class _Candidate:
    paper_id: PaperId
    topic_id: TopicId
    is_about: bool
    score: float
    has_chinese: bool
    news_at: datetime
    news_on: date


async def select_papers(
    session: AsyncSession, chat: Chat, destination: Destination, now: datetime, rules: NewsRules
) -> Selection:
    """What the destination's digest would hold at `now`; matches are brought up to date first."""
    await refresh_matches(session, news_since=news_since(now, rules.news_days))
    topics = [topic for topic in await topics_of(session, destination.id) if not topic.is_muted]
    candidates = await _candidates(session, destination, topics, now, rules)
    held_ids = await _held(session, chat, candidates, now, rules)
    ready = [one for one in candidates if one.paper_id not in held_ids]
    groups, rest = arranged(ready, topics, chat.maximum)
    return Selection(
        groups=groups,
        rest=rest,
        new_papers=await _new_papers(session, destination, now, rules),
        digest_days=tuple(sorted({one.news_on for one in ready})),
        held=len(held_ids),
    )


def arranged(
    candidates: Sequence[_Candidate], topics: Sequence[Topic], maximum: int
) -> tuple[tuple[TopicGroup, ...], tuple[Match, ...]]:
    """Group candidates under the first topic that found each, cut to `maximum` fairly."""
    names = {topic.id: topic.name for topic in topics}
    by_topic = _by_first_topic(candidates, topics)
    found_by = _topics_of_papers(candidates, topics)
    shown = _within(by_topic, maximum)

    def match(one: _Candidate) -> Match:
        topic_ids = tuple(found_by[one.paper_id])
        return Match(one.paper_id, tuple(names[topic_id] for topic_id in topic_ids), one.is_about, topic_ids)

    groups = tuple(
        TopicGroup(
            names[topic_id],
            total=len(members),
            matches=tuple(match(one) for one in members if one.paper_id in shown),
        )
        for topic_id, members in by_topic.items()
    )
    rest = [one for members in by_topic.values() for one in members if one.paper_id not in shown]
    rest.sort(key=_best_first)
    return tuple(group for group in groups if group.matches), tuple(match(one) for one in rest)


def _by_first_topic(
    candidates: Iterable[_Candidate], topics: Sequence[Topic]
) -> dict[TopicId, list[_Candidate]]:
    members: dict[TopicId, list[_Candidate]] = {topic.id: [] for topic in topics}
    taken: set[PaperId] = set()
    order = {topic.id: number for number, topic in enumerate(topics)}
    for one in sorted(candidates, key=lambda one: (order[one.topic_id], *_best_first(one))):
        if one.paper_id not in taken:
            taken.add(one.paper_id)
            members[one.topic_id].append(one)
    return {topic_id: found for topic_id, found in members.items() if found}


def _topics_of_papers(
    candidates: Iterable[_Candidate], topics: Sequence[Topic]
) -> dict[PaperId, list[TopicId]]:
    order = {topic.id: number for number, topic in enumerate(topics)}
    found: dict[PaperId, list[TopicId]] = defaultdict(list)
    for one in sorted(candidates, key=lambda one: order[one.topic_id]):
        found[one.paper_id].append(one.topic_id)
    return found


def _within(by_topic: dict[TopicId, list[_Candidate]], maximum: int) -> set[PaperId]:
    """The papers that fit: first those about their topic, one topic after the other in turn."""
    shown: set[PaperId] = set()
    for is_about in (True, False):
        queues = [[one for one in members if one.is_about is is_about] for members in by_topic.values()]
        depth = max(map(len, queues), default=0)
        for rank in range(depth):
            for queue in queues:
                if rank < len(queue) and len(shown) < maximum:
                    shown.add(queue[rank].paper_id)
    return shown


def _best_first(one: _Candidate) -> tuple[bool, float, int]:
    return (not one.is_about, -one.score, one.paper_id)


async def _candidates(
    session: AsyncSession, destination: Destination, topics: Sequence[Topic], now: datetime, rules: NewsRules
) -> list[_Candidate]:
    window = now - timedelta(days=rules.news_days)
    was_shown = exists().where(
        ShownRow.destination_id == destination.id, ShownRow.paper_id == MatchRow.paper_id
    )
    rows = await session.execute(
        select(MatchRow, PaperRow.has_chinese, PaperRow.news_at, PaperRow.news_on)
        .join(PaperRow, PaperRow.id == MatchRow.paper_id)
        .where(
            MatchRow.query_id.in_([topic.query_id for topic in topics]),
            MatchRow.matched_at >= window,
            PaperRow.news_on >= news_since(now, rules.news_days),
            PaperRow.is_removed.is_(False),
            ~was_shown,
        )
    )
    by_query = {topic.query_id: topic for topic in topics}
    return [
        _Candidate(PaperId(row.paper_id), topic.id, row.is_about, row.score, has_chinese, news_at, news_on)
        for row, has_chinese, news_at, news_on in rows
        if row.matched_at >= (topic := by_query[QueryId(row.query_id)]).followed_since - _FIRST_REACH
        and news_at
        and news_on
    ]


def _chinese_since(now: datetime) -> date:
    return (now - _CHINESE_PATIENCE).date()


async def _held(
    session: AsyncSession,
    chat: Chat,
    candidates: Sequence[_Candidate],
    now: datetime,
    rules: NewsRules,
) -> set[PaperId]:
    if not chat.waits_for_chinese or not await has_chinese_source(session, _chinese_since(now)):
        return set()
    patience_ends = now - timedelta(hours=rules.hold_hours)
    return {one.paper_id for one in candidates if not one.has_chinese and one.news_at > patience_ends}


async def _new_papers(
    session: AsyncSession, destination: Destination, now: datetime, rules: NewsRules
) -> int:
    """All papers that came as news since the destination's last digest, or in the day before its first."""
    since = await session.scalar(
        select(func.max(DeliveryRow.planned_at)).where(
            DeliveryRow.destination_id == destination.id, DeliveryRow.kind == DeliveryKind.DIGEST
        )
    )
    since = since or min(now, destination.next_due_at or now) - _FIRST_REACH
    arrived = select(func.count()).where(
        PaperRow.news_at > since,
        # Only digests of the news window are news; their day has an index, and without it all papers are read.
        PaperRow.news_on >= news_since(since, rules.news_days),
        PaperRow.is_removed.is_(False),
    )
    return await session.scalar(arrived) or 0
