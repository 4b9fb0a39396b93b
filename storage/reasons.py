"""
Why each paper of a digest came: for every topic that found it, the words of it that it holds.

Looked up once for the papers that are chosen, never for all that match, and kept with the
delivery: topics change, what was said about a digest does not.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DestinationId, PaperId, TopicId
from storage.papers import papers_by_id
from storage.records import Match, Paper, Selection
from storage.search.highlighting import Highlighter
from storage.search.query import parse
from storage.topics import Topic, topics_of

_MOST_WORDS = 4
"""Words told of one topic; a wide one may have ten in the same paper."""


async def explained(session: AsyncSession, destination_id: DestinationId, selection: Selection) -> Selection:
    """The selection with the words of each match, as far as its topics are still followed."""
    matches = (*selection.shown, *selection.rest)
    papers = await papers_by_id(session, [match.paper_id for match in matches])
    topics = {topic.id: topic for topic in await topics_of(session, destination_id)}
    found = await asyncio.to_thread(_explained, matches, papers, topics)
    return replace(
        selection,
        groups=tuple(
            replace(group, matches=tuple(found[match.paper_id] for match in group.matches))
            for group in selection.groups
        ),
        rest=tuple(found[match.paper_id] for match in selection.rest),
    )


def _explained(
    matches: Sequence[Match], papers: Mapping[PaperId, Paper], topics: Mapping[TopicId, Topic]
) -> dict[PaperId, Match]:
    wanted = {topic_id for match in matches for topic_id in match.topic_ids if topic_id in topics}
    highlighters = {
        topic_id: Highlighter(parse(topics[topic_id].wording.text), topics[topic_id].wording.kept)
        for topic_id in wanted
    }

    def words(match: Match, topic_id: TopicId) -> tuple[str, ...]:
        highlighter, paper = highlighters.get(topic_id), papers.get(match.paper_id)
        return highlighter.words_in(paper)[:_MOST_WORDS] if highlighter and paper else ()

    return {
        match.paper_id: replace(match, words=tuple(words(match, topic_id) for topic_id in match.topic_ids))
        for match in matches
    }
