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
from storage.search.compiling import Strength, all_match, any_matches, compile_node, without
from storage.search.fields import schema, title_key
from storage.search.index import SearchIndex
from storage.search.nearest import in_part
from storage.search.query import Query
from storage.search.scoring import Likeness, likeness, scored
from storage.search.syntax import Node, Order
from storage.search.widening import Addition, widened

FEW = 10
"""Fewer full matches than this are followed by the nearest partial ones."""

MOST_NEAREST = 20
_MOST_WEIGHED = 50
_LEAST_SHARE = 0.1
"""Of the information of a long query; measured: 199 of 200 papers sought by their title hold more."""
_LEAST_MEANINGS = 0.8
"""So many average words of a short query must be there."""
_LEAST_OF_BEST = 0.25
"""Of what the paper holds that holds most."""
_MOST_RERANKED = 200
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
        return SearchResult((), 0, 0)
    titled = _titled(query.text)
    word = any_matches([compile_node(root, Strength.WORD), titled])
    literal = without(compile_node(root, Strength.LITERAL), [word])
    with index.searching() as searcher:
        like = likeness(searcher, query.root, additions) if query.order is Order.BEST else None
        score = like.exact if like else None
        words, total_word = _matching(searcher, word, score, limit, query.order)
        literals, total_literal = _matching(searcher, literal, score, limit, query.order)
        named = {candidate.paper_id for candidate in _matching(searcher, titled, None, limit, Order.NEW)[0]}
        is_few = total_word + total_literal < FEW
        nearest = _nearest(searcher, root, like, [word, literal]) if like and is_few else []
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
    matching = any_matches([compile_node(root, Strength.LITERAL), _titled(query.text)])
    return number_of(searcher, matching)


def number_of(searcher: tantivy.Searcher, matching: tantivy.Query) -> int:
    """How many papers match."""
    found = searcher.search(tantivy.Query.const_score_query(matching, 0.0), 1)
    return int(cast(Any, found).count)  # absent from the engine's stubs


def _nearest(
    searcher: tantivy.Searcher, root: Node, like: Likeness, full: list[tantivy.Query]
) -> list[_Candidate]:
    """The best of the papers that match in part and are none of the `full` matches."""
    partly = in_part(root)
    if partly is None or len(like.meanings) < 2:  # noqa: PLR2004  (one thing is there or not)
        return []
    # The plain sum picks, at a tenth of the cost, those that the exact score then puts in order.
    picking = scored(partly.query, like.loose) if partly.has_filters else like.loose
    among = _papers(_ids(searcher, searcher.search(picking, _MOST_RERANKED, count=False)))
    wanted = without(all_match([among, partly.query]), full)
    found = searcher.search(scored(wanted, like.exact), _MOST_WEIGHED, count=False)
    candidates = _candidates(searcher, found, Order.BEST)
    shares = _shares(searcher, like, [candidate.paper_id for candidate in candidates])
    known = sum(bool(one.forms) for one in like.meanings)
    least = max(
        _LEAST_SHARE, _LEAST_MEANINGS / max(known, 2), _LEAST_OF_BEST * max(shares.values(), default=0)
    )
    return [one for one in candidates if shares.get(one.paper_id, 0) >= least][:MOST_NEAREST]


def _shares(searcher: tantivy.Searcher, like: Likeness, ids: list[PaperId]) -> dict[PaperId, float]:
    """How much of the query's information each paper holds, from 0 to 1."""
    found = searcher.search(scored(_papers(ids), like.held), max(len(ids), 1), count=False)
    scores = (value / like.information if like.information else 0.0 for value, _ in found.hits)
    return dict(zip(_ids(searcher, found), scores, strict=True))


def _papers(ids: list[PaperId]) -> tantivy.Query:
    return tantivy.Query.term_set_query(schema(), "paper_id", ids)


def _ids(searcher: tantivy.Searcher, found: tantivy.SearchResult) -> list[PaperId]:
    addresses = [address for _, address in found.hits]
    numbers = searcher.fast_field_values("paper_id", addresses) if addresses else []
    return [PaperId(int(number or 0)) for number in numbers]


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
    return _candidates(searcher, found, order), cast(Any, found).count  # absent from the engine's stubs


def _candidates(searcher: tantivy.Searcher, found: tantivy.SearchResult, order: Order) -> list[_Candidate]:
    """What was found with its final score, in `order`, and newest first among equals."""
    if not found.hits:
        return []
    addresses = [address for _, address in found.hits]
    ids, days, upvotes = (
        [int(value or 0) for value in searcher.fast_field_values(name, addresses)]
        for name in ("paper_id", "day", "upvotes")
    )
    newest = max(days)
    candidates = [
        _Candidate(
            PaperId(number), value * _boost(newest - day, votes) if order is Order.BEST else 0.0, day, votes
        )
        for (value, _), number, day, votes in zip(found.hits, ids, days, upvotes, strict=True)
    ]
    return sorted(candidates, key=_KEYS[order])


def _boost(age_days: int, upvotes: int) -> float:
    """What freshness and popularity make of a score; age counts from the newest paper found."""
    freshness = _FRESHNESS_WEIGHT * math.exp2(-age_days / _FRESHNESS_HALF_LIFE_DAYS)
    return (1 + freshness) * (1 + _POPULARITY_WEIGHT * math.log1p(upvotes))


def _titled(text: str) -> tantivy.Query:
    """Papers whose whole title, in either language, is `text`."""
    key = title_key(text)
    return (
        tantivy.Query.term_query(schema(), "title_key", key, "basic") if key else tantivy.Query.empty_query()
    )
