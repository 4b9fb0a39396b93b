"""
What /search answers: word matches first, then those by characters alone, best first each.

The engine finds and scores; the best of them are put in order once more with freshness and
a little popularity, or sorts by day or upvotes where the query says so. Totals are exact. A
paper whose whole title is the query comes first unless the query sorts.
"""

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import tantivy

from storage.identifiers import PaperId
from storage.search.additions import Addition
from storage.search.compiling import Strength, all_match, any_matches, compile_node, everything, without
from storage.search.fields import schema, title_key
from storage.search.index import SearchIndex
from storage.search.lexemes import has_minus_sign
from storage.search.nearest import in_part
from storage.search.query import Query
from storage.search.scoring import Likeness, likeness, scored
from storage.search.syntax import And, Days, Node, Order
from storage.search.widening import widened

FEW = 10
"""Fewer full matches than this are followed by the nearest partial ones."""

MOST_NEAREST = 20
_LEAST_SHARE = 0.1
"""Of the information of a long query; measured: 199 of 200 papers sought by their title hold more."""
_LEAST_MEANINGS = 0.8
"""So many average words of a short query must be there."""
_LEAST_OF_BEST = 0.25
"""Of what the paper holds that holds most."""
_MOST_RERANKED = 200
_MOST_RECALLED = 60
"""Partial matches by the quick score that the exact one puts in order."""
_FULL = (Strength.WORD, Strength.LITERAL)
_FRESHNESS_WEIGHT = 0.1
"""What a paper of today gains over one of long ago, as a share of its score."""
_FRESHNESS_HALF_LIFE_DAYS = 180
_POPULARITY_WEIGHT = 0.02
"""The share that each e-fold of upvotes adds."""


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    paper_id: PaperId
    score: float
    day: int
    upvotes: int


_Found = tuple[Any, tantivy.DocAddress]
"""What the engine found it by, a score or a field's value, and where."""

_KEYS: dict[Order, Callable[[_Candidate], tuple[float, ...]]] = {
    Order.BEST: lambda one: (-one.score, -one.day, -one.paper_id),
    Order.NEW: lambda one: (-one.day, -one.paper_id),
    Order.HOT: lambda one: (-one.upvotes, -one.day, -one.paper_id),
}


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
        like = likeness(searcher, query.root, additions)
        score = like.exact if like and query.order is Order.BEST else None
        words, total_word = _matching(searcher, word, score, limit, query.order)
        total_literal = number_of(searcher, literal) - total_word
        literals = []
        if total_literal and len(words) < limit:
            literals = _matching(searcher, without(literal, [word]), score, limit, query.order)[0]
        named = {
            candidate.paper_id
            for one in titled
            for candidate in _matching(searcher, one, None, limit, Order.NEW)[0]
        }
        full = {candidate.paper_id for candidate in (*words, *literals)}
        nearest = _nearest(searcher, root, like, full) if like and total_word + total_literal < FEW else []
    if query.order is Order.BEST:
        words.sort(key=lambda candidate: candidate.paper_id not in named)
    hits = [Hit(found.paper_id, Strength.WORD, found.score) for found in words]
    hits += [Hit(found.paper_id, Strength.LITERAL, found.score) for found in literals]
    hits += [Hit(found.paper_id, Strength.NEAREST, found.score) for found in nearest]
    return SearchResult(tuple(hits[:limit]), total_word, total_literal)


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
    return int(cast(Any, found).count)  # absent from the engine's stubs


def _nearest(searcher: tantivy.Searcher, root: Node, like: Likeness, full: set[PaperId]) -> list[_Candidate]:
    """The best of the papers that match in part, without the `full` matches."""
    partly = in_part(root)
    known = sum(bool(one.forms) for one in like.meanings)
    if partly is None or len(like.meanings) < 2:  # noqa: PLR2004  (one thing is there or not)
        return []
    query = scored(partly.query, like.loose) if partly.has_filters else like.loose
    found = searcher.search(query, _MOST_RECALLED + len(full), count=False).hits
    if not found:
        return []
    hits = searcher.search(
        scored(_at(searcher, found), like.exact), MOST_NEAREST + len(full), count=False
    ).hits
    best = float(hits[0][0])
    least = max(like.information * max(_LEAST_SHARE, _LEAST_MEANINGS / max(known, 2)), best * _LEAST_OF_BEST)
    hits = [hit for hit in hits if hit[0] >= least]
    return [one for one in _candidates(searcher, hits, Order.BEST) if one.paper_id not in full]


def _at(searcher: tantivy.Searcher, found: Sequence[_Found]) -> tantivy.Query:
    """The very papers found; the engine's own query for sets of terms is several times slower."""
    numbers = searcher.fast_field_values("paper_id", [address for _, address in found])
    return any_matches(
        [tantivy.Query.term_query(schema(), "paper_id", int(number or 0), "basic") for number in numbers]
    )


def _all_papers(index: SearchIndex, order: Order, limit: int) -> SearchResult:
    """The first of all papers; none of them is asked for by a word."""
    with index.searching() as searcher:
        found, total = _matching(searcher, everything(), None, limit, order)
    return SearchResult(tuple(Hit(one.paper_id, Strength.WORD, 0.0) for one in found), total, 0)


def _matching(
    searcher: tantivy.Searcher,
    matching: tantivy.Query,
    score: tantivy.Query | None,
    limit: int,
    order: Order,
) -> tuple[list[_Candidate], int]:
    """The first of `matching` in `order`, newest first without a `score`, and the number of all."""
    if score is None:
        order = Order.HOT if order is Order.HOT else Order.NEW
        field = "upvotes" if order is Order.HOT else "day"
        found = searcher.search(matching, limit, order_by_field=field)
    else:
        found = searcher.search(scored(matching, score), max(limit, _MOST_RERANKED))
    return _candidates(searcher, found.hits, order), int(cast(Any, found).count)


def _candidates(searcher: tantivy.Searcher, hits: Sequence[_Found], order: Order) -> list[_Candidate]:
    """What was found with its final score, in `order`, and newest first among equals."""
    if not hits:
        return []
    addresses = [address for _, address in hits]
    ids, days, upvotes = (
        [int(value or 0) for value in searcher.fast_field_values(name, addresses)]
        for name in ("paper_id", "day", "upvotes")
    )
    newest = max(days)
    candidates = [
        _Candidate(
            PaperId(number), value * _boost(newest - day, votes) if order is Order.BEST else 0.0, day, votes
        )
        for (value, _), number, day, votes in zip(hits, ids, days, upvotes, strict=True)
    ]
    return sorted(candidates, key=_KEYS[order])


def _boost(age_days: int, upvotes: int) -> float:
    """What freshness and popularity make of a score; age counts from the newest paper found."""
    freshness = _FRESHNESS_WEIGHT * math.exp2(-age_days / _FRESHNESS_HALF_LIFE_DAYS)
    return (1 + freshness) * (1 + _POPULARITY_WEIGHT * math.log1p(upvotes))


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
