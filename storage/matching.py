"""
New papers against all saved searches: each distinct query once, never per chat.

A query remembers up to which revision of the papers it was held; each refresh takes what is
newer, within the news window, as one small index in memory. What a change makes match for the
first time is matched then, not when the paper first came.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, delete, exists, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.identifiers import PaperId, QueryId
from storage.instance import current_revision
from storage.papers import news_papers_after
from storage.records import Paper
from storage.schema import MatchRow, QueryRow, TopicRow
from storage.search.memory import CompiledTopic, PaperSet, compile_topic
from storage.search.query import parse
from storage.topics import NEVER_MATCHED

_MOST_COMPILED = 100_000
"""Distinct queries kept ready from one refresh to the next, about a kilobyte each."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paper that a query matches."""

    query_id: QueryId
    paper_id: PaperId
    is_about: bool
    score: float


async def refresh_matches(
    session: AsyncSession, *, news_since: date, of: Collection[QueryId] | None = None
) -> int:
    """
    Hold every followed query, or those asked for, against the papers that changed since its last refresh.

    Only papers with news dated `news_since` or later count. Gives the number of new matches.
    """
    revision = await current_revision(session)
    added = 0
    for after, queries in (await _stale_queries(session, revision, of)).items():
        papers = await news_papers_after(session, max(after, 0), news_since)
        found = await asyncio.to_thread(_matches, queries, papers)
        added += await store_matches(session, queries, papers, found, is_first=after == NEVER_MATCHED)
        for some in batches(queries):
            await session.execute(
                update(QueryRow).where(QueryRow.id.in_(some)).values(matched_revision=revision)
            )
    return added


async def forget_matches(session: AsyncSession, before: datetime) -> None:
    """Drop matches older than `before`, and queries that nobody follows any more or is about to."""
    await session.execute(delete(MatchRow).where(MatchRow.matched_at < before))
    await forget_unfollowed(session)


async def forget_unfollowed(session: AsyncSession, among: Collection[QueryId] | None = None) -> None:
    """Drop queries, of all or of some, that nobody follows any more or is about to."""
    # On PostgreSQL whoever begins to follow a query holds its row till then.
    left = (
        select(QueryRow.id)
        .where(~exists().where(TopicRow.query_id == QueryRow.id))
        .with_for_update(skip_locked=True)
    )
    if among is not None:
        left = left.where(QueryRow.id.in_(among))
    for some in batches((await session.scalars(left)).all()):
        await session.execute(delete(QueryRow).where(QueryRow.id.in_(some)))


def news_since(now: datetime, news_days: int) -> date:
    """The earliest digest date that is news anywhere on Earth at `now`."""
    return (now - timedelta(days=news_days + 1)).date()


async def _stale_queries(
    session: AsyncSession, revision: int, of: Collection[QueryId] | None
) -> dict[int, dict[QueryId, str]]:
    """
    Followed queries behind `revision`, grouped by how far they came; muted topics do not count.

    On PostgreSQL they are locked: a second refresh at the same time waits, finds them matched
    and leaves them out, where it would else add the same matches again and fail.
    """
    rows = await session.execute(
        select(QueryRow.matched_revision, QueryRow.id, QueryRow.text)
        .where(QueryRow.matched_revision < revision, _is_followed() if of is None else QueryRow.id.in_(of))
        .order_by(QueryRow.id)
        .with_for_update(key_share=True)
    )
    stale: dict[int, dict[QueryId, str]] = {}
    for after, query_id, text in rows:
        stale.setdefault(after, {})[QueryId(query_id)] = text
    return stale


def _is_followed() -> ColumnElement[bool]:
    return exists().where(TopicRow.query_id == QueryRow.id, TopicRow.is_muted.is_(False))


def _matches(queries: dict[QueryId, str], papers: Sequence[Paper]) -> list[Found]:
    if not papers:
        return []
    paper_set = PaperSet(papers)
    return [
        Found(query_id, paper_id, is_about, score)
        for query_id, text in queries.items()
        for paper_id, is_about, score in paper_set.matching(compiled(text))
    ]


@lru_cache(_MOST_COMPILED)
def compiled(text: str) -> CompiledTopic:
    return compile_topic(parse(text))


async def store_matches(
    session: AsyncSession,
    queries: Collection[QueryId],
    papers: Sequence[Paper],
    found: Sequence[Found],
    *,
    is_first: bool,
) -> int:
    """Add first matches, keep the time of known ones, drop those that ceased to match."""
    by_id = {paper.id: paper for paper in papers}
    known = await _known(session, queries, [paper.id for paper in papers])
    now_matching = {(one.query_id, one.paper_id) for one in found}
    gone = known - now_matching
    for some in batches(gone):
        await session.execute(delete(MatchRow).where(tuple_(MatchRow.query_id, MatchRow.paper_id).in_(some)))
    fresh = [
        {
            "query_id": one.query_id,
            "paper_id": one.paper_id,
            "matched_at": (by_id[one.paper_id].news_at if is_first else None)
            or by_id[one.paper_id].revised_at,
            "is_about": one.is_about,
            "score": one.score,
        }
        for one in found
        if (one.query_id, one.paper_id) not in known
    ]
    if fresh:
        await session.execute(insert(MatchRow), fresh)
    return len(fresh)


async def _known(
    session: AsyncSession, queries: Collection[QueryId], paper_ids: Sequence[PaperId]
) -> set[tuple[int, int]]:
    known: set[tuple[int, int]] = set()
    # Many queries know a paper, and one query many papers: what is fewer is asked for.
    by_query, ids = len(queries) < len(paper_ids), set(paper_ids)
    for some in batches(queries if by_query else paper_ids):
        column = MatchRow.query_id if by_query else MatchRow.paper_id
        rows = await session.execute(select(MatchRow.query_id, MatchRow.paper_id).where(column.in_(some)))
        known |= {
            (query_id, paper_id) for query_id, paper_id in rows if query_id in queries and paper_id in ids
        }
    return known
