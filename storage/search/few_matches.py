"""
The papers of a query that hardly any paper matches in full: these, and the nearest to it.

The exact score takes the engine longest, so all of them get it in one pass.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import tantivy

from storage.search.candidates import Candidate, Found, candidates, ids_of, these_papers
from storage.search.compiling import all_match
from storage.search.nearest import in_part
from storage.search.score_parts import scored_few
from storage.search.scoring import Likeness, scored
from storage.search.syntax import Node, Order

MOST_FULL = 50
"""Full matches that are few enough to be known by their ids."""
FEW = 10
"""Fewer full matches than this are followed by the nearest partial ones."""

MOST_NEAREST = 20
_LEAST_SHARE = 0.1
"""Of the information of a long query; measured: 199 of 200 papers sought by their title hold more."""
_LEAST_MEANINGS = 0.8
"""So many average words of a short query must be there."""
_LEAST_OF_BEST = 0.25
"""Of what the paper holds that holds most."""
_MOST_RECALLED = 60
"""Partial matches by the quick score that the exact one puts in order."""


@dataclass(frozen=True, slots=True)
class FewMatches:
    """Papers by how they match, each in the order asked for, the nearest best first."""

    words: list[Candidate]
    literals: list[Candidate]
    nearest: list[Candidate]


def few_matches(
    searcher: tantivy.Searcher,
    root: Node,
    like: Likeness,
    word: tantivy.Query,
    full: list[Found],
    *,
    order: Order,
) -> FewMatches:
    """The papers `full`, of which `word` finds the word matches, and the nearest to `root` beside them."""
    full_ids = ids_of(searcher, full)
    in_words = frozenset(_among(searcher, full_ids, word))
    recalled = frozenset(_recalled(searcher, root, like, len(full)) if len(full) < FEW else ())
    hits = _exactly_scored(searcher, recalled.union(full_ids), like)
    numbered = list(zip(ids_of(searcher, hits), hits, strict=True))
    words = [hit for number, hit in numbered if number in in_words]
    literals = [hit for number, hit in numbered if number in full_ids and number not in in_words]
    best = [(number, hit) for number, hit in numbered if number in recalled][: MOST_NEAREST + len(full)]
    least = _least_score(like, float(best[0][1][0])) if best else 0.0
    partly = candidates(searcher, [hit for _, hit in best if hit[0] >= least], Order.BEST)
    return FewMatches(
        candidates(searcher, words, order),
        candidates(searcher, literals, order),
        [one for one in partly if one.paper_id not in full_ids],
    )


def _among(searcher: tantivy.Searcher, ids: Sequence[int], matching: tantivy.Query) -> list[int]:
    """Those of the papers that match; quicker than finding them among all."""
    if not ids:
        return []
    both = all_match([these_papers(ids), matching])
    return ids_of(searcher, searcher.search(both, len(ids), count=False, order_by_field="day").hits)


def _recalled(searcher: tantivy.Searcher, root: Node, like: Likeness, full: int) -> list[int]:
    """Papers that match in part, by the quick score; none where one thing is asked for: it is there or not."""
    partly = in_part(root)
    if partly is None or len(like.meanings) < 2:  # noqa: PLR2004
        return []
    query = scored(partly.query, like.loose) if partly.has_filters else like.loose
    return ids_of(searcher, searcher.search(query, _MOST_RECALLED + full, count=False).hits)


def _exactly_scored(searcher: tantivy.Searcher, ids: Collection[int], like: Likeness) -> list[Found]:
    """The papers by the exact score, best first."""
    if not ids:
        return []
    query = scored_few(these_papers(ids), len(ids), like.parts)
    return searcher.search(query, len(ids), count=False).hits


def _least_score(like: Likeness, best: float) -> float:
    """What a paper that matches in part must reach to be worth showing."""
    known = sum(bool(one.forms) for one in like.meanings)
    share = max(_LEAST_SHARE, _LEAST_MEANINGS / max(known, 2))
    return max(like.information * share, best * _LEAST_OF_BEST)
