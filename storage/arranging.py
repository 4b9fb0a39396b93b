"""
Which of many matching papers a digest shows, and in which order. Pure: nothing is read here.

Over the maximum, papers that are about a topic come before those that only mention it, and small
topics keep their share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.identifiers import PaperId, QueryId, TopicId
from storage.records import Match, TopicGroup


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper of the news window that a query matches."""

    paper_id: PaperId
    is_about: bool
    score: float
    has_chinese: bool
    matched_seconds: int
    """When it first matched, in seconds since 1970."""
    news_at: datetime
    news_on: date


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic as far as choosing papers needs it."""

    id: TopicId
    query_id: QueryId
    name: str
    is_muted: bool
    followed_since: datetime
    instant_since: datetime | None = None
    """Papers that came since are pushed at once."""


Found = tuple[Followed, Sequence[Candidate]]
"""A topic with its candidates, best first."""


def best_first(one: Candidate) -> tuple[bool, float, int]:
    """The order of papers within a topic."""
    return (not one.is_about, -one.score, one.paper_id)


def arranged(found: Sequence[Found], maximum: int) -> tuple[tuple[TopicGroup, ...], tuple[Match, ...]]:
    """
    Group candidates under the first topic that found each, cut to `maximum` fairly.

    Topics come in their reader's order; the rest is one list, best first.
    """
    topics_of: dict[PaperId, list[Followed]] = {}
    members: list[tuple[Followed, list[Candidate]]] = []
    for topic, candidates in found:
        own = []
        for one in candidates:
            if known := topics_of.get(one.paper_id):
                known.append(topic)
            else:
                topics_of[one.paper_id] = [topic]
                own.append(one)
        if own:
            members.append((topic, own))
    shown = _within([own for _, own in members], maximum)
    groups = tuple(
        TopicGroup(
            topic.name, len(own), tuple(_match(one, topics_of) for one in own if one.paper_id in shown)
        )
        for topic, own in members
    )
    rest = sorted((one for _, own in members for one in own if one.paper_id not in shown), key=best_first)
    return tuple(group for group in groups if group.matches), tuple(_match(one, topics_of) for one in rest)


def _match(one: Candidate, topics_of: dict[PaperId, list[Followed]]) -> Match:
    topics = topics_of[one.paper_id]
    return Match(
        one.paper_id,
        tuple([topic.name for topic in topics]),
        one.is_about,
        tuple([topic.id for topic in topics]),
    )


def _within(members: Sequence[Sequence[Candidate]], maximum: int) -> set[PaperId]:
    """The papers that fit: first those about their topic, one topic after the other in turn."""
    if sum(map(len, members)) <= maximum:
        return {one.paper_id for own in members for one in own}
    shown: set[PaperId] = set()
    for is_about in (True, False):
        queues = [[one for one in own if one.is_about is is_about] for own in members]
        for rank in range(max(map(len, queues), default=0)):
            for queue in queues:
                if len(shown) == maximum:
                    return shown
                if rank < len(queue):
                    shown.add(queue[rank].paper_id)
    return shown
