"""
A score as parts that add up, for all papers or, quicker, for a few that are known.

Where ways to say one thing stand side by side, the engine reads each in whole blocks, and a phrase
up to its next place, however few papers it is asked for. So among a few papers what many papers
hold is looked up in these alone. The scores are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy

from storage.search.compiling import all_match, any_matches

_PAPERS_A_LOOK_UP = 100
"""How many papers the engine reads in the time in which it looks one up by its id."""


@dataclass(frozen=True, slots=True)
class Way:
    """Queries whose scores add up, and how many papers are read for them wherever they are sought."""

    queries: tuple[tantivy.Query, ...]
    papers: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be said in several ways: the best counts, and a share of the others."""

    ways: tuple[Way, ...]
    others: float = 0.0


def score_of(parts: Iterable[Part]) -> tantivy.Query:
    """Papers with anything of `parts`, each with its score."""
    return any_matches([query for part in parts for query in _queries(part)])


def scored_few(papers: tantivy.Query, count: int, parts: Iterable[Part]) -> tantivy.Query:
    """The few `papers`, `count` of them, with their scores."""
    these = tantivy.Query.const_score_query(papers, 0.0)
    return _with_scores(these, [query for part in parts for query in _queries(_among(part, these, count))])


def _queries(part: Part) -> Sequence[tantivy.Query]:
    if len(part.ways) == 1:
        return part.ways[0].queries
    ways = [any_matches(list(way.queries)) for way in part.ways]
    return [tantivy.Query.disjunction_max_query(ways, part.others)]


def _among(part: Part, these: tantivy.Query, count: int) -> Part:
    ways = (_looked_up(way, these) if way.papers > count * _PAPERS_A_LOOK_UP else way for way in part.ways)
    return Part(tuple(ways), part.others)


def _looked_up(way: Way, these: tantivy.Query) -> Way:
    if len(way.queries) == 1:
        return Way((all_match([these, *way.queries]),))
    return Way((_with_scores(these, way.queries),))


def _with_scores(these: tantivy.Query, queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """`these` with the scores of each query, in which the engine goes from one of them to the next."""
    nothing = (tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0))
    scores = (tantivy.Query.boolean_query([nothing, (tantivy.Occur.Should, one)]) for one in queries)
    return all_match([these, *scores])
