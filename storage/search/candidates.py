"""What the engine found, with what decides its place: score, day and upvotes."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from storage.identifiers import PaperId
from storage.search.compiling import any_matches
from storage.search.fields import schema
from storage.search.syntax import Order

Found = tuple[Any, tantivy.DocAddress]
"""What the engine found it by, a score or a field's value, and where."""

_FRESHNESS_WEIGHT = 0.1
"""What a paper of today gains over one of long ago, as a share of its score."""
_FRESHNESS_HALF_LIFE_DAYS = 180
_POPULARITY_WEIGHT = 0.02
"""The share that each e-fold of upvotes adds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may be given."""

    paper_id: PaperId
    score: float
    day: int
    upvotes: int


_KEYS: dict[Order, Callable[[Candidate], tuple[float, ...]]] = {
    Order.BEST: lambda one: (-one.score, -one.day, -one.paper_id),
    Order.NEW: lambda one: (-one.day, -one.paper_id),
    Order.HOT: lambda one: (-one.upvotes, -one.day, -one.paper_id),
}


def candidates(searcher: tantivy.Searcher, hits: Sequence[Found], order: Order) -> list[Candidate]:
    """What was found with its final score, in `order`, and newest first among equals."""
    if not hits:
        return []
    addresses = [address for _, address in hits]
    ids, days, upvotes = (
        [int(value or 0) for value in searcher.fast_field_values(name, addresses)]
        for name in ("paper_id", "day", "upvotes")
    )
    newest = max(days)
    found = [
        Candidate(
            PaperId(number), value * _boost(newest - day, votes) if order is Order.BEST else 0.0, day, votes
        )
        for (value, _), number, day, votes in zip(hits, ids, days, upvotes, strict=True)
    ]
    return sorted(found, key=_KEYS[order])


def ids_of(searcher: tantivy.Searcher, hits: Sequence[Found]) -> list[int]:
    """The ids of the papers found, in order."""
    if not hits:
        return []
    return [int(number or 0) for number in searcher.fast_field_values("paper_id", [hit[1] for hit in hits])]


def these_papers(ids: Iterable[int]) -> tantivy.Query:
    """The very papers; the engine's own query for sets of terms is several times slower."""
    return any_matches([tantivy.Query.term_query(schema(), "paper_id", number, "basic") for number in ids])


def _boost(age_days: int, upvotes: int) -> float:
    """What freshness and popularity make of a score; age counts from the newest paper found."""
    freshness = _FRESHNESS_WEIGHT * math.exp2(-age_days / _FRESHNESS_HALF_LIFE_DAYS)
    return (1 + freshness) * (1 + _POPULARITY_WEIGHT * math.log1p(upvotes))
