"""
From the papers of the database to the learned part of its lexicon.

Seconds to minutes of work, with numpy loaded: only processes that do nothing else import this.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Database
from storage.digests import counts
from storage.documents import entry_of
from storage.instance import current_revision
from storage.learned import LearnedFrom, learned_from, store_learned
from storage.schema import PaperRow
from storage.search.learning.lessons import Learning, Lesson
from storage.search.learning.texts import PaperTexts, rules

_PAPERS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What one learning brought; None where nothing had changed since the last."""

    lesson: Lesson | None
    learned_from: LearnedFrom


Tell = Callable[[str, int, int], object]
"""Called with what is done, how much of it, and how much there is."""


def _tell_nobody(_what: str, _done: int, _total: int) -> None:
    pass


async def refresh_lexicon(database: Database, now: datetime, tell: Tell = _tell_nobody) -> Refreshed:
    """Learn from all papers and store what was learned, unless nothing changed since the last time."""
    async with database.reading() as session:
        last, revision = await learned_from(session), await current_revision(session)
        total = (await counts(session)).papers
    if last is not None and (last.revision, last.rules) == (revision, rules()):
        return Refreshed(None, last)
    learning = Learning()
    taken = 0
    async for papers in _papers(database):
        await asyncio.to_thread(_take_in, learning, papers)
        taken += len(papers)
        tell("reading", taken, total)
    lesson = await asyncio.to_thread(learning.lesson, lambda done, total: tell("aligning", done, total))
    present = LearnedFrom(revision, rules(), lesson.paper_count, now)
    async with database.transaction() as session:
        await store_learned(session, lesson.learned, present)
    return Refreshed(lesson, present)


def _take_in(learning: Learning, papers: Sequence[PaperTexts]) -> None:
    for paper in papers:
        learning.take_in(paper)


async def _papers(database: Database) -> AsyncIterator[list[PaperTexts]]:
    """The texts of all papers, in the order of their numbers."""
    last = 0
    while True:
        async with database.reading() as session:
            rows = await session.execute(
                select(PaperRow.id, PaperRow.record)
                .where(PaperRow.id > last, PaperRow.is_removed.is_(False))
                .order_by(PaperRow.id)
                .limit(_PAPERS_AT_ONCE)
            )
            found = [(row.id, entry_of(row.record)) for row in rows]
        if not found:
            return
        last = found[-1][0]
        yield [
            PaperTexts(
                title=entry.title,
                title_zh=entry.title_zh,
                abstract=entry.abstract,
                abstract_zh=entry.abstract_zh,
                more_zh=(entry.tldr_zh, *(section.markdown for section in entry.sections)),
            )
            for _, entry in found
        ]
