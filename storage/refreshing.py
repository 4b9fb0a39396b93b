"""
Queries of many destinations held against new papers with no lock held, then stored in short transactions.

`storage.matching` does the same within a handler's transaction, for the few queries of one
destination. A query that cannot be read or compiled is passed over and told; the others go on.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from storage.batches import batches
from storage.database import Database
from storage.errors import BROKEN_DATA
from storage.identifiers import QueryId
from storage.instance import current_revision
from storage.matching import Found, compiled, store_matches
from storage.papers import news_papers_after
from storage.records import Paper
from storage.schema import QueryRow
from storage.search.memory import PaperSet
from storage.topics import NEVER_MATCHED

logger = logging.getLogger(__name__)

_QUERIES_AT_ONCE = 200
"""So many are stored in one transaction, for commands to get their turn."""
_Texts = dict[QueryId, str]


class Refresher:
    """Brings matches up to date; keeps the new papers ready from one call to the next. One task at a time."""

    def __init__(self, database: Database) -> None:
        """Read nothing yet."""
        self._database = database
        self._papers: dict[tuple[int, int, date], tuple[list[Paper], PaperSet | None]] = {}
        self.broken: dict[QueryId, str] = {}
        """Queries that were passed over, with the reason."""

    async def refresh(self, query_ids: Sequence[QueryId], news_since: date) -> None:
        """Hold those of the queries that are behind against what changed since."""
        for some in batches(sorted(set(query_ids) - self.broken.keys()), _QUERIES_AT_ONCE):
            async with self._database.reading() as session:
                revision = await current_revision(session)
            for after, texts in (await self._stale(some, revision)).items():
                await self._refresh(texts, after, revision, news_since)

    async def _refresh(self, texts: _Texts, after: int, revision: int, news_since: date) -> None:
        papers, paper_set = await self._papers_after(after, revision, news_since)
        found = await asyncio.to_thread(self._matches, texts, paper_set)
        done = [query_id for query_id in texts if query_id not in self.broken]
        async with self._database.transaction() as session:
            # Of two processes that looked at once, the first stores.
            ours = await session.scalars(
                update(QueryRow)
                .where(QueryRow.id.in_(done), QueryRow.matched_revision == after)
                .values(matched_revision=revision)
                .returning(QueryRow.id)
                .execution_options(synchronize_session=False)
            )
            queries = {QueryId(number) for number in ours}
            mine = [one for one in found if one.query_id in queries]
            await store_matches(session, queries, papers, mine, is_first=after == NEVER_MATCHED)

    async def _stale(self, query_ids: Sequence[QueryId], revision: int) -> dict[int, _Texts]:
        """Texts of those behind, by how far they came; one by one where one of them cannot be read."""
        try:
            return await self._stale_together(query_ids, revision)
        except BROKEN_DATA as error:
            if len(query_ids) == 1:
                self._pass_over(query_ids[0], error)
                return {}
        stale: dict[int, _Texts] = {}
        for query_id in query_ids:
            for after, texts in (await self._stale([query_id], revision)).items():
                stale.setdefault(after, {}).update(texts)
        return stale

    async def _stale_together(self, query_ids: Sequence[QueryId], revision: int) -> dict[int, _Texts]:
        stale: dict[int, _Texts] = {}
        async with self._database.reading() as session:
            rows = await session.execute(
                select(QueryRow.matched_revision, QueryRow.id, QueryRow.text).where(
                    QueryRow.id.in_(query_ids), QueryRow.matched_revision < revision
                )
            )
            for after, query_id, text in rows:
                stale.setdefault(after, {})[QueryId(query_id)] = text
        return stale

    async def _papers_after(
        self, after: int, revision: int, news_since: date
    ) -> tuple[list[Paper], PaperSet | None]:
        key = (after, revision, news_since)
        if key not in self._papers:
            async with self._database.reading() as session:
                papers = await news_papers_after(session, max(after, 0), news_since)
            paper_set = await asyncio.to_thread(PaperSet, papers) if papers else None
            self._papers = {kept: each for kept, each in self._papers.items() if kept[1:] == key[1:]}
            self._papers[key] = papers, paper_set
        return self._papers[key]

    def _matches(self, texts: _Texts, paper_set: PaperSet | None) -> list[Found]:
        found: list[Found] = []
        for query_id, text in texts.items():
            try:
                topic = compiled(text)
                matching = paper_set.matching(topic) if paper_set else ()
                found += [Found(query_id, *each) for each in matching]
            except BROKEN_DATA as error:
                self._pass_over(query_id, error)
        return found

    def _pass_over(self, query_id: QueryId, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        logger.error("query.set-aside query=%s reason=%s", query_id, reason)
        self.broken[query_id] = reason
