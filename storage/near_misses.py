"""
The papers nearest to topics that none matches: each holds all but one thing that a topic asks for.

They are sought among the papers of the last days, with the very queries that a reader would get
who leaves that thing out.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DestinationId, PaperId, TopicId
from storage.papers import news_papers_after
from storage.records import Paper
from storage.search.broadening import Broader, broader_queries
from storage.search.memory import PaperSet, compile_topic
from storage.search.query import parse
from storage.search.widening import widened
from storage.topics import Topic, topics_of

MOST_MISSES = 2
_REACH = timedelta(days=2)
_MOST_TOPICS = 20
_MOST_PAPERS = 500


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A paper that all but matches a topic."""

    paper: Paper
    topic_id: TopicId
    topic: str
    """Its name."""
    left_out: str
    """What of the topic's query it lacks, in the query language."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    paper_id: PaperId
    topic: Topic
    broader: Broader
    is_about: bool
    score: float


async def recent_papers(session: AsyncSession, now: datetime) -> list[Paper]:
    """The papers in the news of the last days, the latest at most."""
    papers = await news_papers_after(session, 0, (now - _REACH).date())
    return papers[-_MOST_PAPERS:]


async def nearest_misses(
    session: AsyncSession, destination_id: DestinationId, now: datetime
) -> tuple[NearMiss, ...]:
    """The papers nearest to the topics of one destination."""
    papers = await recent_papers(session, now)
    topics = await topics_of(session, destination_id)
    return await asyncio.to_thread(lambda: NearMisses(papers).of(topics))


class NearMisses:
    """Papers of the last days, ready to be held against what topics almost ask for; for one thread at a time."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        """Index the papers."""
        self._papers = {paper.id: paper for paper in papers}
        self._set = PaperSet(papers)

    def of(self, topics: Sequence[Topic], limit: int = MOST_MISSES) -> tuple[NearMiss, ...]:
        """
        The papers nearest to any of the topics, the nearest first.

        Nearest is what holds the most of what is asked for. Papers that match one of the topics
        are none: they were shown before.
        """
        wanted = [topic for topic in topics if not topic.is_muted][:_MOST_TOPICS]
        matching = {paper_id for topic in wanted for paper_id in self._matching(topic)}
        candidates = [one for topic in wanted for one in self._candidates(topic)]
        best: dict[PaperId, _Candidate] = {}
        for one in sorted(candidates, key=_nearest_first):
            if one.paper_id not in matching:
                best.setdefault(one.paper_id, one)
        return tuple(
            NearMiss(self._papers[one.paper_id], one.topic.id, one.topic.name, one.broader.left_out)
            for one in list(best.values())[:limit]
        )

    def _matching(self, topic: Topic) -> list[PaperId]:
        return self._set.matching_ids(compile_topic(parse(topic.query)))

    def _candidates(self, topic: Topic) -> Iterator[_Candidate]:
        for broader in broader_queries(parse(topic.wording.text)):
            query = widened(broader.query, topic.wording.kept)
            for paper_id, is_about, score in self._set.matching(query):
                yield _Candidate(paper_id, topic, broader, is_about, score)


def _nearest_first(one: _Candidate) -> tuple[int, bool, float, int]:
    return (-one.broader.kept_parts, not one.is_about, -one.score, one.paper_id)
