"""
What /search answers: word matches first, then those by characters alone, best first each.

The engine finds and scores; the best of them are put in order once more with freshness and
a little popularity, or sorts by day or upvotes where the query says so. Totals are exact. A
paper whose whole title is the query comes first unless the query sorts.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import tantivy

from storage.identifiers import PaperId
from storage.search.additions import Addition
from storage.search.candidates import Candidate, candidates
from storage.search.compiling import Strength, all_match, any_matches, compile_node, everything, without
from storage.search.few_matches import FEW, MOST_FULL, few_matches
from storage.search.fields import schema, title_key
from storage.search.index import SearchIndex
from storage.search.lexemes import has_minus_sign
from storage.search.query import Query
from storage.search.scoring import likeness
from storage.search.syntax import And, Days, Order
from storage.search.widening import widened

_MOST_RERANKED = 200
_FULL = (Strength.WORD, Strength.LITERAL)


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found; scores compare within one strength of one search only."""

    paper_id: PaperId
    strength: Strength
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """
    Word matches, then literal ones that are no word matches, then the nearest; each best first.

    Totals speak of full matches alone.
    """

    hits: tuple[Hit, ...]
    total_word: int
    total_literal: int

    @property
    def total(self) -> int:
        """All papers that match in full, given or not."""
        return self.total_word + self.total_literal


async def search(
    index: SearchIndex, query: Query, additions: Sequence[Addition] = (), limit: int = 200
) -> SearchResult:
    """
    The best `limit` papers for `query`, widened by `additions`, and how many there are.

    It runs in a thread of its own and does not hold up the loop.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(search_now, index, query, additions, limit)


def search_now(
    index: SearchIndex, query: Query, additions: Sequence[Addition] = (), limit: int = 200
) -> SearchResult:
    """`search` in the calling thread."""
    root = widened(query, additions).root
    if query.root is None or root is None:
        return SearchResult((), 0, 0) if query.is_empty else _all_papers(index, query.order, limit)
    with index.searching() as searcher:
        titled = _titled(searcher, query)
        word, literal = (any_matches([compile_node(root, strength), *titled]) for strength in _FULL)
        like = likeness(searcher, query, additions)
        found = searcher.search(literal, MOST_FULL, order_by_field="day")
        total = _count(found)
        if like and (total < FEW or (total <= MOST_FULL and query.order is Order.BEST)):
            few = few_matches(searcher, root, like, word, found.hits, order=query.order)
            words, literals, nearest = few.words, few.literals, few.nearest
            total_word = len(words)
        else:
            scored = like.scored if like and query.order is Order.BEST else None
            words, total_word = _matching(searcher, word, scored, limit, query.order)
            literals, nearest = [], []
            if total > total_word and len(words) < limit:
                literals = _matching(searcher, without(literal, [word]), scored, limit, query.order)[0]
        named = {
            candidate.paper_id
            for one in titled
            for candidate in _matching(searcher, one, None, limit, Order.NEW)[0]
        }
    if query.order is Order.BEST:
        words.sort(key=lambda candidate: candidate.paper_id not in named)
    groups = (Strength.WORD, words), (Strength.LITERAL, literals), (Strength.NEAREST, nearest)
    hits = [Hit(one.paper_id, strength, one.score) for strength, group in groups for one in group]
    return SearchResult(tuple(hits[:limit]), total_word, total - total_word)


def total_now(searcher: tantivy.Searcher, query: Query, additions: Sequence[Addition] = ()) -> int:
    """The total of a search, without the papers."""
    root = widened(query, additions).root
    if root is None:
        return 0
    matching = any_matches([compile_node(root, Strength.LITERAL), *_titled(searcher, query)])
    return number_of(searcher, matching)


def number_of(searcher: tantivy.Searcher, matching: tantivy.Query) -> int:
    """How many papers match."""
    found = searcher.search(tantivy.Query.const_score_query(matching, 0.0), 1)
    return _count(found)


def _count(found: tantivy.SearchResult) -> int:
    return int(cast(Any, found).count)  # absent from the engine's stubs


def _all_papers(index: SearchIndex, order: Order, limit: int) -> SearchResult:
    """The first of all papers; none of them is asked for by a word."""
    with index.searching() as searcher:
        found, total = _matching(searcher, everything(), None, limit, order)
    return SearchResult(tuple(Hit(one.paper_id, Strength.WORD, 0.0) for one in found), total, 0)


def _matching(
    searcher: tantivy.Searcher,
    matching: tantivy.Query,
    scored: Callable[[tantivy.Query], tantivy.Query] | None,
    limit: int,
    order: Order,
) -> tuple[list[Candidate], int]:
    """The first of `matching` in `order`, newest first without `scored`, and the number of all."""
    if scored is None:
        order = Order.HOT if order is Order.HOT else Order.NEW
        field = "upvotes" if order is Order.HOT else "day"
        found = searcher.search(matching, limit, order_by_field=field)
    else:
        found = searcher.search(scored(matching), max(limit, _MOST_RERANKED))
    return candidates(searcher, found.hits, order), _count(found)


def _titled(searcher: tantivy.Searcher, query: Query) -> list[tantivy.Query]:
    """
    The papers whose whole title, in either language, is the query's text; nothing where there are none.

    What filters is a part of that text, but for days that a button chose, which hold here, too,
    and a minus sign, which titles are compared without.
    """
    key = "" if has_minus_sign(query.text) else title_key(query.text)
    if not key or not searcher.doc_freq("title_key", key):
        return []
    members = query.root.nodes if isinstance(query.root, And) else (query.root,)
    read = {reading.days for reading in query.readings}
    chosen = [one for one in members if isinstance(one, Days) and one not in read]
    found = tantivy.Query.term_query(schema(), "title_key", key, "basic")
    return [all_match([found, *(compile_node(one, Strength.LITERAL) for one in chosen)])]
