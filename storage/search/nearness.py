"""
What a paper gains by holding a query's words in a row, as they were typed, or their translation.

Only places change by it, never what matches: deep research finds papers with both words
anywhere, and first those on deep research.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import tantivy

from storage.search.additions import Addition
from storage.search.analysis import MARK, analyse_phrase
from storage.search.compiling import in_a_row
from storage.search.fields import stream_field
from storage.search.paper_counts import PaperCounts
from storage.search.parsing import MOST_CHARACTERS
from storage.search.query import Query, terms_of
from storage.search.score_parts import Part, Way
from storage.search.syntax import Phrase, Scope, Term, positive_leaves

NEAR_WEIGHT = 0.5
"""What all pairs of neighbours weigh together beside the words alone; measured: more harms long questions."""
_MOST_OF_A_PAIR = 0.5

_MOST_PAIRS = 16
"""Of a longer query the first ones tell enough."""
_ONE_OF_THEM = 0.15
"""What a second way to say the same still counts."""

_FIELD = stream_field("words", Scope.ANYWHERE)
_Words = tuple[str, ...]


def near_parts(query: Query, additions: Sequence[Addition], counts: PaperCounts) -> list[Part]:
    """What scores papers with neighbouring words of `query` in a row, each pair apart; none of one word."""
    seen: set[_Words] = set()
    rows = []
    for ways in (*_pairs(query, additions), *_translated_together(additions)):
        if fresh := [words for words in dict.fromkeys(ways) if words not in seen]:
            rows.append(fresh)
        seen.update(fresh)
    weight = min(NEAR_WEIGHT / max(len(rows), 1), _MOST_OF_A_PAIR)
    return [Part(tuple(_in_a_row(words, weight, counts) for words in ways), _ONE_OF_THEM) for ways in rows]


def _pairs(query: Query, additions: Sequence[Addition]) -> Iterator[list[_Words]]:
    """Neighbouring words, and the best translations of the two side by side."""
    wanted = _wanted(query)
    within = {pair for words in wanted for pair in pairwise(words)}  # these must stand in a row as it is
    known = frozenset().union(*wanted)
    typed = [word for word in analyse_phrase(query.text[:MOST_CHARACTERS]).words if word != MARK]
    best = _best_translations(additions)
    neighbours = (pair for pair in dict.fromkeys(pairwise(typed)) if pair[0] != pair[1])
    near = (pair for pair in neighbours if known.issuperset(pair) and pair not in within)
    for one, other in islice(near, _MOST_PAIRS):
        is_translated = one in best and other in best
        yield [(one, other), *([best[one] + best[other]] if is_translated else [])]


def _wanted(query: Query) -> list[_Words]:
    """The words of each term."""
    leaves = positive_leaves(query.root) if query.root else ()
    found = (leaf for leaf in leaves if isinstance(leaf, Term | Phrase) and leaf.scope is Scope.ANYWHERE)
    return [_words(text) for leaf in found for text in terms_of(leaf)]


def _best_translations(additions: Sequence[Addition]) -> dict[str, _Words]:
    """The first ones of single words."""
    found: dict[str, _Words] = {}
    for one in additions:
        own = [word for term in one.own for word in _words(term.text)]
        if len(own) == 1:
            found.setdefault(own[0], _words(one.text))
    return found


def _translated_together(additions: Sequence[Addition]) -> Iterator[list[_Words]]:
    """Translations of several words, in their own order, of terms that were also taken apart."""
    parts = {text for one in additions for text in one.terms}
    by_terms: dict[tuple[str, ...], list[_Words]] = {}
    for one in additions:
        words, whole = _words(one.text), "".join(one.terms)
        if len(words) > 1 and any(part in whole and part != whole for part in parts):
            by_terms.setdefault(one.terms, []).append(words)
    yield from islice(by_terms.values(), _MOST_PAIRS)


def _words(text: str) -> _Words:
    return tuple(word for word in analyse_phrase(text).words if word != MARK)


def _in_a_row(words: _Words, weight: float, counts: PaperCounts) -> Way:
    row = tantivy.Query.boost_query(in_a_row(_FIELD, list(words)), weight)
    return Way((row,), min(counts.holding(_FIELD, word) for word in words))
