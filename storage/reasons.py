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
from storage.topics import topics_of
from storage.wording import Wording

_MOST_WORDS = 4
"""Words told of one topic; a wide one may have ten in the same paper."""

_Wordings = Mapping[TopicId, Wording]


async def explained(
    session: AsyncSession, asked: Sequence[tuple[DestinationId, Selection]]
) -> list[Selection]:
    """
    The selections of some destinations with the words of each match, as far as its topic is still there.

    Reading the texts takes a millisecond or two a paper, in a thread of its own: call it where
    no lock is held.
    """
    matches = [match for _, selection in asked for match in (*selection.shown, *selection.rest)]
    papers = await papers_by_id(session, [match.paper_id for match in matches])
    wordings = [
        {topic.id: topic.wording for topic in await topics_of(session, destination_id)}
        for destination_id, _ in asked
    ]
    words = _Words(papers)
    return await asyncio.to_thread(
        lambda: [
            words.added_to(selection, known) for (_, selection), known in zip(asked, wordings, strict=True)
        ]
    )


class _Words:
    """The words that papers hold of topics, each looked up once however many follow the same."""

    def __init__(self, papers: Mapping[PaperId, Paper]) -> None:
        self._papers = papers
        self._highlighters: dict[Wording, Highlighter] = {}
        self._found: dict[tuple[Wording, PaperId], tuple[str, ...]] = {}

    def added_to(self, selection: Selection, wordings: _Wordings) -> Selection:
        """The selection with words."""
        return replace(
            selection,
            groups=tuple(
                replace(group, matches=self._of_matches(group.matches, wordings))
                for group in selection.groups
            ),
            rest=self._of_matches(selection.rest, wordings),
        )

    def _of_matches(self, matches: Sequence[Match], wordings: _Wordings) -> tuple[Match, ...]:
        return tuple(
            replace(
                match,
                words=tuple(
                    self._of_topic(wordings.get(topic_id), match.paper_id) for topic_id in match.topic_ids
                ),
            )
            for match in matches
        )

    def _of_topic(self, wording: Wording | None, paper_id: PaperId) -> tuple[str, ...]:
        if wording is None or paper_id not in self._papers:
            return ()
        if (wording, paper_id) not in self._found:
            if wording not in self._highlighters:
                self._highlighters[wording] = Highlighter(parse(wording.text), wording.kept)
            words = self._highlighters[wording].words_in(self._papers[paper_id])
            self._found[wording, paper_id] = words[:_MOST_WORDS]
        return self._found[wording, paper_id]
