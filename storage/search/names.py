"""
The names of a glossary's terms become translations: Chinese and English, full names and short ones.

Which of them widen a query is decided where queries are widened; here they are only put in
order, the likeliest to find more papers first.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import zip_longest

from storage.search.analysis import analyse_phrase
from storage.search.glossary import Mark, Term, glossary
from storage.search.lexicon import Lexicon, Provenance, Translation

_STEP = 0.02
"""What each place in the order of a term's names takes from the confidence."""
_LOWEST = 0.8


@cache
def glossary_translations() -> tuple[Translation, ...]:
    """Those of the glossary that comes with the program, made once."""
    return tuple(translations_between(glossary().terms, Provenance.GLOSSARY))


@cache
def glossary_lexicon() -> Lexicon:
    """What is known without any database."""
    return Lexicon(glossary_translations())


def is_misread(term: str, short: str) -> bool:
    """Whether the glossary knows both and knows `short` as something else: 微调 is no SFT."""
    known = _abbreviated().get(words_of(short))
    return known is not None and words_of(term) in _named() - known


@cache
def _abbreviated() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """All names of what each abbreviation stands for."""
    found: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}
    for term in glossary().terms:
        for short in map(words_of, term.abbreviations):
            found[short] = found.get(short, frozenset()) | _names_as_words(term)
    return found


@cache
def _named() -> frozenset[tuple[str, ...]]:
    return frozenset().union(*map(_names_as_words, glossary().terms))


def _names_as_words(term: Term) -> frozenset[tuple[str, ...]]:
    return frozenset(map(words_of, names_of(term)))


def translations_between(terms: Iterable[Term], provenance: Provenance) -> Iterator[Translation]:
    """Each name of each term by all its other names."""
    for term in terms:
        chinese = tuple("".join(name) for name in term.chinese)
        kinds = (chinese, term.english, term.abbreviations)
        for kind, names in enumerate(kinds):
            for place, name in enumerate(names):
                others = _others(kinds, kind, name)
                yield from _translations(term, name, others, provenance, place)


def words_of(text: str) -> tuple[str, ...]:
    """A term as queries and papers hold it: plurals, case and script do not matter."""
    known = _words_of_the_program().get(text)
    return _analysed(text) if known is None else known


@cache
def _words_of_the_program() -> dict[str, tuple[str, ...]]:
    """Those of each name in its glossary: every look at the lexicon asks for all of them."""
    return {name: _analysed(name) for term in glossary().terms for name in names_of(term)}


@lru_cache(maxsize=256)  # the names of one term are asked for several times in a row
def _analysed(text: str) -> tuple[str, ...]:
    return tuple(analyse_phrase(text).words)


def names_of(term: Term) -> tuple[str, ...]:
    """All names of a term, Chinese ones first."""
    return (*map("".join, term.chinese), *term.english, *term.abbreviations)


def _others(kinds: tuple[tuple[str, ...], ...], kind: int, name: str) -> list[str]:
    """The usual name of each other kind, then second names: those of the other language first."""
    chinese, english, short = kinds
    ranked = {0: (english, short, chinese), 1: (chinese, short, english), 2: (chinese, english, short)}
    first, second, own = ranked[kind]
    rest = [one for names in zip_longest(first[1:], second[1:]) for one in names if one]
    return [*first[:1], *second[:1], *rest, *(one for one in own if one != name)]


def _translations(
    term: Term, name: str, others: list[str], provenance: Provenance, place: int
) -> Iterator[Translation]:
    words = words_of(name)
    if not words:
        return
    seen = {words}
    for other in others:
        if (found := words_of(other)) in seen:
            continue
        confidence = max(1 - _STEP * (place + len(seen) - 1), _LOWEST)
        seen.add(found)
        yield Translation(
            words,
            other,
            confidence,
            provenance,
            is_ambiguous=Mark.AMBIGUOUS in term.marks,
            is_general=Mark.GENERAL in term.marks,
        )
