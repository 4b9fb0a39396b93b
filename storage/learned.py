"""
The learned part of the lexicon in the database: what it was learned from, and when that is due again.

It is written by `storage.learning`, in a process of its own; nothing here loads what that needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.instance import advance_lexicon
from storage.schema import LearnedTranslationRow, LearningRow, PaperRow
from storage.search.learning.texts import Learned, rules

FEWEST_PAPERS = 50
"""Papers with Chinese text from which the bot learns by itself."""
_LEAST_NEW = 10
_SHARE_NEW = 0.02
"""Of the papers learned from, those that must have come or changed before it learns again."""
_EVERY = timedelta(days=1)
_AFTER_GROWTH = timedelta(minutes=10)
"""When it learns again after the library has doubled, as a first ingest of many files makes it."""
_ROWS_AT_ONCE = 1_000
_ONLY = 1


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """What the present learned translations were learned from."""

    revision: int
    rules: str
    pair_count: int
    learned_at: datetime


async def learned_from(session: AsyncSession) -> LearnedFrom | None:
    """The last learning; None before the first."""
    row = await session.get(LearningRow, _ONLY)
    return LearnedFrom(row.revision, row.rules, row.pair_count, row.learned_at) if row else None


async def is_learning_due(session: AsyncSession, now: datetime) -> bool:
    """Whether it is worth while to learn again: daily where enough came, sooner after much."""
    last = await learned_from(session)
    if last is None:
        return await _chinese_papers(session, 0, FEWEST_PAPERS) >= FEWEST_PAPERS
    age = now - last.learned_at
    if last.rules != rules():
        return True
    if age < _AFTER_GROWTH:
        return False
    wanted = last.pair_count if age < _EVERY else last.pair_count * _SHARE_NEW
    wanted = max(int(wanted), _LEAST_NEW if age >= _EVERY else FEWEST_PAPERS)
    return await _chinese_papers(session, last.revision, wanted) >= wanted


async def store_learned(session: AsyncSession, learned: Sequence[Learned], source: LearnedFrom) -> None:
    """Put `learned` in the place of all that was learned before."""
    # This locks a row first: of two that store at once the later one sees, and drops, what the other stored.
    await advance_lexicon(session)
    await session.execute(delete(LearnedTranslationRow))
    rows = (
        {
            "term": one.term,
            "text": one.text,
            "confidence": one.confidence,
            "provenance": str(one.provenance),
            "seen": one.seen,
            "learned_at": source.learned_at,
        }
        for one in learned
    )
    for some in batches(rows, _ROWS_AT_ONCE):
        await session.execute(insert(LearnedTranslationRow), some)
    await session.merge(
        LearningRow(
            id=_ONLY,
            revision=source.revision,
            rules=source.rules,
            pair_count=source.pair_count,
            learned_at=source.learned_at,
        )
    )


async def _chinese_papers(session: AsyncSession, revision: int, limit: int) -> int:
    """Papers with Chinese text that changed after `revision`, counted up to `limit`."""
    some = (
        select(PaperRow.id)
        .where(PaperRow.revision > revision, PaperRow.has_chinese, PaperRow.is_removed.is_(False))
        .limit(limit)
    )
    return await session.scalar(select(func.count()).select_from(some.subquery())) or 0
