"""
Which of a query's conditions papers meet together, when none meets all.

The engine scores each paper by the number of conditions it meets and by which they are,
exactly: the scores are whole numbers that its floats hold. Only papers that meet one rare
condition are looked at in one pass, so the frequent ones cost little.
"""

from collections.abc import Sequence

import tantivy

from storage.search.compiling import without

MOST_CONDITIONS = 10

_MOST_PASSES = 3
_MOST_PAPERS = 100


def best_subsets(
    searcher: tantivy.Searcher,
    conditions: Sequence[tantivy.Query],
    required: Sequence[tantivy.Query],
    excluded: Sequence[tantivy.Query],
) -> list[tuple[int, ...]]:
    """
    The largest sets of `conditions` that a paper meets, by their numbers.

    Conditions are given from the most frequent to the rarest, at most MOST_CONDITIONS of
    them; of equally large sets those without the rarest come first. All `required` must
    match and nothing `excluded`. Beyond a few of the rarest, which may be met by no paper
    at all, a condition is not tried without them.
    """
    best: dict[tuple[int, ...], None] = {}
    size = 1
    for last in list(range(len(conditions) - 1, -1, -1))[:_MOST_PASSES]:
        if last + 1 < size:
            break
        found = _with_rarest(searcher, conditions[: last + 1], required, excluded)
        size = max([size, *map(len, found)])
        best.update(dict.fromkeys(found))
    return sorted((numbers for numbers in best if len(numbers) == size), key=lambda one: one[::-1])


def _with_rarest(
    searcher: tantivy.Searcher,
    conditions: Sequence[tantivy.Query],
    required: Sequence[tantivy.Query],
    excluded: Sequence[tantivy.Query],
) -> list[tuple[int, ...]]:
    """The largest sets that papers of the last condition meet."""
    count = len(conditions)
    scores = [
        tantivy.Query.const_score_query(one, float(2**count + 2**number))
        for number, one in enumerate(conditions)
    ]
    clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in required]
    clauses += [(tantivy.Occur.Should, score) for score in scores[:-1]]
    query = tantivy.Query.boolean_query([*clauses, (tantivy.Occur.Must, scores[-1])])
    hits = searcher.search(without(query, list(excluded)), _MOST_PAPERS, count=False).hits
    found = dict.fromkeys(int(score) for score, _ in hits)
    return [tuple(number for number in range(count) if score & 2**number) for score in found]
