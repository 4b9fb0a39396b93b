"""
The words that a query wants in a paper, its own and added ones, and the tokens they stand for.

What a match is, `compiling` decides; this only takes the query apart, exclusions left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.search.additions import Addition
from storage.search.analysis import MARK
from storage.search.compiling import Strength, in_characters, in_words
from storage.search.query import Query, terms_of
from storage.search.syntax import Node, Phrase, Scope, Term, positive_leaves
from storage.search.widening import widened

Row = tuple[str, tuple[str, ...]]
"""A stream and the tokens that must stand in a row in it."""

_SHORTEST_LATIN = 3
"""Letters of a word that is worth showing where it matches alone what was asked for in a row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for: a place of any of its rows, or places of all of its pieces."""

    text: str
    """As typed."""
    scope: Scope
    is_own: bool
    rows: tuple[Row, ...]
    pieces: tuple[Row, ...] = ()
    """The words of an added term of several, which may also stand apart."""


def wanted_words(query: Query, additions: Sequence[Addition], strength: Strength) -> tuple[Wanted, ...]:
    """The words by which a paper matches `query` at `strength`, each once, own ones first."""
    own, whole = _leaves(query.root), _leaves(widened(query, additions).root)
    there = frozenset(whole)
    variants = {one: leaves for one in additions if there.issuperset(leaves := _variant(one))}
    # A run of which only a part was translated stands in the widened query with its parts, too.
    added = {leaf for leaves in variants.values() for leaf in leaves} - set(own)
    typed = dict.fromkeys([*own, *(leaf for leaf in whole if leaf not in added)])
    found = [one for leaf in typed for one in _own(leaf, query, strength)]
    found += [one for addition, leaves in variants.items() for one in _added(addition, leaves, strength)]
    return tuple({(one.scope, one.rows): one for one in reversed(found)}.values())[::-1]


def _own(leaf: Term | Phrase, query: Query, strength: Strength) -> Iterator[Wanted]:
    for text in terms_of(leaf):
        yield Wanted(_as_typed(text, query.text), leaf.scope, is_own=True, rows=_rows(text, strength))


def _added(addition: Addition, leaves: Sequence[Term | Phrase], strength: Strength) -> Iterator[Wanted]:
    texts = [text for leaf in leaves for text in terms_of(leaf)]
    if len(texts) == 1:
        yield Wanted(addition.text, leaves[0].scope, is_own=False, rows=_rows(texts[0], strength))
    elif texts:
        rows = _rows(addition.text, strength)
        pieces = tuple(in_words(text) for text in texts)
        yield Wanted(addition.text, leaves[0].scope, is_own=False, rows=rows, pieces=_frozen(pieces))


def _variant(addition: Addition) -> list[Term | Phrase]:
    """The added words in the scope of those that they translate."""
    variant = addition.variant
    return [variant] if variant else []


def _rows(text: str, strength: Strength) -> tuple[Row, ...]:
    rows = [in_words(text)]
    # Of Latin words both streams hold the same.
    if strength is not Strength.WORD and not (text.isascii() and rows[0][0] == "words"):
        rows.append(in_characters(text))
    if strength is Strength.NEAREST:
        rows += [(stream, [token]) for stream, tokens in rows[:1] for token in tokens if _is_telling(token)]
    return _frozen(rows)


def _frozen(rows: Iterable[tuple[str, list[str]]]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys((stream, tuple(tokens)) for stream, tokens in rows if tokens))


def _is_telling(token: str) -> bool:
    return len(token) >= (_SHORTEST_LATIN if token.isascii() else 2) and token != MARK


def _as_typed(text: str, query: str) -> str:
    """A word of the tree, which is folded, as the reader wrote it, if it stands there letter for letter."""
    if text.upper() == text.lower():
        return text
    if text.isascii() and query.isascii():
        start = query.lower().find(text)
        return query[start : start + len(text)] if start >= 0 else text
    typed = re.search(re.escape(text), query, re.IGNORECASE)
    return typed.group() if typed else text


def _leaves(root: Node | None) -> list[Term | Phrase]:
    leaves = positive_leaves(root) if root else ()
    return list(dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Term | Phrase)))
