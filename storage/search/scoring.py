"""
How well a paper answers: BM25 over both streams, title words weighing a little more.

Scores never decide whether a paper matches, only its place. A word and its translations are
one thing to look for: a paper is given the best of them, not their sum, and each form weighs
the same however rare it is in the collection (an English word is rare among Chinese papers,
but no more telling for that). Weights are measured (tests/benchmarks): words and bigrams
together beat either alone, and a title weight of 1 or more ruins queries that quote the body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import tantivy

from storage.search.additions import Addition
from storage.search.analysis import MARK, analyse_phrase
from storage.search.compiling import any_matches
from storage.search.fields import schema, stream_field
from storage.search.latin import HAN
from storage.search.nearness import near_parts
from storage.search.paper_counts import PaperCounts
from storage.search.query import Query
from storage.search.score_parts import Part, Way, score_of
from storage.search.syntax import Phrase, Scope, Term, positive_leaves

_HAN = re.compile(f"[{HAN}]")

WORD_WEIGHT = 1.0
GRAM_WEIGHT = 0.7
TITLE_WEIGHT = 0.6
ADDED_WEIGHT = 0.9
"""What a sure translation weighs beside the own word."""

_BOTH_TOGETHER = 0.15
"""What of a translation still counts where the paper holds the own word too."""
_MOST_MEANINGS = 64
"""The most telling ones of longer queries: beyond them a score changes little, its cost does not."""

_Token = tuple[str, str]
"""A field and a token in it."""


@dataclass(frozen=True, slots=True)
class Form:
    """Words that say one thing together, and what they weigh in a score."""

    words: tuple[str, ...]
    weight: float
    is_own: bool = False
    papers: int = 0
    """Those that hold its words, those with several counted as often."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a query looks for: in the own words, the first form, and in those that were added."""

    scope: Scope
    forms: tuple[Form, ...]
    information: float
    """How much a paper says by holding it: the inverse document frequencies of its words; 0 if none has it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of papers with any word of a query, by how much of it they hold."""

    meanings: tuple[Meaning, ...]
    parts: tuple[Part, ...]
    """The exact score is the sum of theirs."""
    loose: tantivy.Query
    """About the same score as the plain sum that the engine is quickest with."""

    def scored(self, matching: tantivy.Query) -> tantivy.Query:
        """The documents of `matching` with their exact scores."""
        return scored(matching, score_of(self.parts))

    @property
    def information(self) -> float:
        """That of the whole query, but for words that no paper has."""
        return sum(one.information for one in self.meanings)


def likeness(searcher: tantivy.Searcher, query: Query, additions: Sequence[Addition] = ()) -> Likeness | None:
    """
    The score for what `query` wants, widened by `additions`.

    None where it asks for no words at all, as source: alone.
    """
    wanted = positive_leaves(query.root) if query.root else ()
    leaves = [leaf for leaf in wanted if isinstance(leaf, Term | Phrase)]
    counts = PaperCounts(searcher)
    weighed = [_weighted(counts, scope, forms) for scope, forms in _meanings(leaves, additions)]
    meanings = tuple(sorted(weighed, key=lambda one: -one.information)[:_MOST_MEANINGS])
    if not meanings:
        return None
    grams = islice(dict.fromkeys(token for leaf in leaves for token in _grams(leaf)), _MOST_MEANINGS)
    weights = dict.fromkeys(grams, GRAM_WEIGHT)
    exact = [Part((Way(tuple(_queries(weights))),)), *(_part(one) for one in meanings if one.forms)]
    for one in meanings:
        for form in one.forms:
            for token, weight in _word_weights(one.scope, form).items():
                weights[token] = max(weights.get(token, 0), weight)
    exact += near_parts(query, additions, counts)
    return Likeness(meanings, tuple(exact), any_matches(_queries(weights)))


def scored(matching: tantivy.Query, score: tantivy.Query) -> tantivy.Query:
    """The documents of `matching` with the scores of `score`."""
    filtered = tantivy.Query.const_score_query(matching, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, filtered), (tantivy.Occur.Should, score)])


def _meanings(
    leaves: Sequence[Term | Phrase], additions: Sequence[Addition]
) -> Iterator[tuple[Scope, list[Form]]]:
    """What is looked for, each with its forms; weights are those beside the own words."""
    free = dict.fromkeys((leaf.scope, word) for leaf in leaves for word in _words(leaf.text))
    variants: dict[tuple[Term, ...], list[Form]] = {}
    for one in additions:
        variants.setdefault(one.own, []).append(Form(_words(one.text), ADDED_WEIGHT * one.confidence))
    for own, added in variants.items():
        found = dict.fromkeys((term.scope, word) for term in own for word in _words(term.text))
        if found and all(key in free for key in found):
            for key in found:
                del free[key]
            yield own[0].scope, [Form(tuple(word for _, word in found), 1.0, is_own=True), *added]
    yield from ((scope, [Form((word,), 1.0, is_own=True)]) for scope, word in free)


def _weighted(counts: PaperCounts, scope: Scope, forms: Sequence[Form]) -> Meaning:
    """The forms with weights that let none gain from being rare in this collection."""
    field = stream_field("words", scope)
    told = [sum(counts.information(field, word) for word in form.words) for form in forms]
    known = [one for one in told if one]
    mean = sum(known) / len(known) if known else 0.0
    weighted = (
        Form(
            form.words,
            form.weight * mean / one,
            form.is_own,
            sum(counts.holding(field, word) for word in form.words),
        )
        for form, one in zip(forms, told, strict=True)
        if one
    )
    return Meaning(scope, tuple(weighted), mean)


def _part(one: Meaning) -> Part:
    ways = (Way(tuple(_queries(_word_weights(one.scope, form))), form.papers) for form in one.forms)
    return Part(tuple(ways), _BOTH_TOGETHER)


def _word_weights(scope: Scope, form: Form) -> dict[_Token, float]:
    field, in_title = stream_field("words", scope), stream_field("words", Scope.TITLE)
    weights = {
        # A Latin word is the same in both streams; looking for it in one is quicker.
        (field, word): form.weight * (WORD_WEIGHT + GRAM_WEIGHT * (form.is_own and not _is_chinese(word)))
        for word in form.words
    }
    if scope is Scope.ANYWHERE:
        weights |= {(in_title, word): TITLE_WEIGHT * form.weight for word in form.words}
    return weights


def _grams(leaf: Term | Phrase) -> Iterator[_Token]:
    # Of the whole run, not of its terms: a bigram across their border is a sign of likeness too.
    for gram in analyse_phrase(leaf.text).grams:
        if _is_chinese(gram):
            yield stream_field("grams", leaf.scope), gram


def _is_chinese(token: str) -> bool:
    return _HAN.match(token) is not None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(analyse_phrase(text).words) if word != MARK)


def _queries(weights: dict[_Token, float]) -> list[tantivy.Query]:
    return [
        tantivy.Query.boost_query(tantivy.Query.term_query(schema(), field, token, "freq"), weight)
        for (field, token), weight in weights.items()
    ]
