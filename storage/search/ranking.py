"""
What /search answers: word matches first, then those by characters alone, best first each.

The engine finds and scores; the best of them are put in order once more with freshness and
a little popularity. Totals are exact. A paper whose whole title is the query comes first.
"""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import tantivy

from storage.identifiers import PaperId
from storage.search.compiling import Strength, any_matches, compile_node, without
from storage.search.fields import schema, title_key
from storage.search.index import SearchIndex
from storage.search.query import Query
from storage.search.scoring import scored

_MOST_RERANKED = 200
_FRESHNESS_WEIGHT = 0.1
_HALF_LIFE_DAYS = 180
_POPULARITY_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found; scores compare within one strength only."""

    paper_id: PaperId
    strength: Strength
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Word matches, then literal ones that are no word matches, each best first."""

    hits: tuple[Hit, ...]
    total_word: int
    total_literal: int

    @property
    def total(self) -> int:
        """All papers found, shown or not."""
        return self.total_word + self.total_literal


async def search(index: SearchIndex, query: Query, limit: int = 200) -> SearchResult:
    """
    The best `limit` papers for `query` and how many there are, without holding up the loop.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(search_now, index, query, limit)


def search_now(index: SearchIndex, query: Query, limit: int = 200) -> SearchResult:
    """The same in the calling thread."""
    if query.root is None:
        return SearchResult((), 0, 0)
    by_title = _with_title(query.text)
    word = compile_node(query.root, Strength.WORD)
    if by_title:
        word = any_matches([word, by_title])
    literal = without(compile_node(query.root, Strength.LITERAL), [word])
    with index.searching() as searcher:
        words, total_word = _best(searcher, scored(word, query.root), limit, Strength.WORD)
        literals, total_literal = _best(searcher, scored(literal, query.root), limit, Strength.LITERAL)
        named = _ids(searcher, searcher.search(by_title, limit, count=False).hits) if by_title else []
    first = [hit for hit in words if hit.paper_id in named]
    rest = [hit for hit in words if hit.paper_id not in named]
    return SearchResult(tuple((first + rest + literals)[:limit]), total_word, total_literal)


def _best(
    searcher: tantivy.Searcher, query: tantivy.Query, limit: int, strength: Strength
) -> tuple[list[Hit], int]:
    found = searcher.search(query, max(limit, _MOST_RERANKED))
    hits = [
        Hit(paper_id, strength, score)
        for paper_id, score in zip(_ids(searcher, found.hits), _scores(searcher, found.hits), strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.paper_id)), cast(
        Any, found
    ).count  # absent from the engine's stubs


def _ids(searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[PaperId]:
    return [PaperId(number) for number in _values(searcher, "paper_id", hits)]


def _scores(searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[float]:
    """The engine's scores, raised a little for new and much-liked papers."""
    days, upvotes = _values(searcher, "day", hits), _values(searcher, "upvotes", hits)
    newest = max(days, default=0)
    return [
        score
        * (1 + _FRESHNESS_WEIGHT * 0.5 ** ((newest - day) / _HALF_LIFE_DAYS))
        * (1 + _POPULARITY_WEIGHT * math.log1p(votes))
        for (score, _), day, votes in zip(hits, days, upvotes, strict=True)
    ]


def _values(
    searcher: tantivy.Searcher, name: str, hits: Sequence[tuple[float, tantivy.DocAddress]]
) -> list[int]:
    if not hits:
        return []
    values = searcher.fast_field_values(name, [address for _, address in hits])
    return [int(value or 0) for value in values]


def _with_title(text: str) -> tantivy.Query | None:
    key = title_key(text)
    return tantivy.Query.term_query(schema(), "title_key", key, "basic") if key else None
