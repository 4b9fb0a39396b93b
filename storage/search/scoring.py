"""
How well a paper answers: BM25 over both streams, title words weighing a little more.

Scores never decide whether a paper matches, only its place. Weights are measured
(tests/benchmarks): words and bigrams together beat either alone, and a title weight of 1 or
more ruins queries that quote the body.
"""

from collections.abc import Sequence

import tantivy

from storage.search.analysis import MARK, analyse_phrase
from storage.search.compiling import any_matches
from storage.search.fields import schema, stream_field
from storage.search.syntax import Node, Phrase, Scope, Term, positive_leaves
from storage.search.widening import Addition

WORD_WEIGHT = 1.0
GRAM_WEIGHT = 0.5
TITLE_WEIGHT = 0.5
_ADDED_WEIGHT = 0.5

_MOST_TOKENS = 200
"""Beyond so many different tokens a query's score changes little, its cost does not."""


def likeness(root: Node, additions: Sequence[Addition] = ()) -> tantivy.Query | None:
    """
    Documents with any word that `root` wants or that was added, scored by how much of it they hold.

    None where it asks for no words at all, as source: alone.
    """
    weights = _weights(root, additions)
    clauses = [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema(), field, token, "freq"), weight)
        for (field, token), weight in weights.items()
    ]
    return any_matches(clauses) if clauses else None


def scored(matching: tantivy.Query, score: tantivy.Query) -> tantivy.Query:
    """The documents of `matching` with the scores of `score`."""
    filtered = tantivy.Query.const_score_query(matching, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, filtered), (tantivy.Occur.Should, score)])


def _weights(root: Node, additions: Sequence[Addition]) -> dict[tuple[str, str], float]:
    weights: dict[tuple[str, str], float] = {}
    for leaf in positive_leaves(root):
        if not isinstance(leaf, Term | Phrase):
            continue
        for field, token, weight in _scored_tokens(leaf):
            if len(weights) < _MOST_TOKENS and token != MARK:
                weights[field, token] = weight
    for one in additions:
        for field, token, weight in _scored_tokens(Term(one.text)):
            if len(weights) < _MOST_TOKENS and token != MARK:
                weights.setdefault((field, token), weight * _ADDED_WEIGHT * one.confidence)
    return weights


def _scored_tokens(leaf: Term | Phrase) -> list[tuple[str, str, float]]:
    # Of the whole run, not of its terms: a bigram across their border is a sign of likeness too.
    streams, scope = analyse_phrase(leaf.text), str(leaf.scope)
    tokens = [(stream_field("words", scope), word, WORD_WEIGHT) for word in streams.words]
    tokens += [(stream_field("grams", scope), gram, GRAM_WEIGHT) for gram in streams.grams]
    if leaf.scope is Scope.ANYWHERE:
        tokens += [(stream_field("words", Scope.TITLE), word, TITLE_WEIGHT) for word in streams.words]
    return tokens
