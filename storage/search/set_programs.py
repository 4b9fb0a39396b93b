"""
A saved search as arithmetic on sets of papers: AND is &, OR is |, an exclusion is all but those.

A set is an integer whose bit n stands for the n-th paper. What a single word, phrase or value
finds is not decided here but by the engine's query that `compiling` makes for it, once
for all the saved searches that share it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

import tantivy

from storage.search.compiling import Strength, compile_node, in_words
from storage.search.fields import stream_field
from storage.search.query import terms_of
from storage.search.syntax import And, Leaf, Node, Not, Or, Phrase, Scope, Term

_MOST_REMEMBERED = 200_000
"""Words and phrases of saved searches, each a few hundred bytes; many of them share each."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Tokens in a row of one stream of one scope; itself only, so that it is a cheap key."""

    stream: str
    scope: str
    tokens: tuple[str, ...]

    @property
    def field(self) -> str:
        """The field of the index that holds the tokens."""
        return stream_field(self.stream, self.scope)


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A leaf that asks for no words; itself only, so that it is a cheap key."""

    leaf: Leaf

    @property
    def query(self) -> tantivy.Query:
        """What finds it."""
        return compile_node(self.leaf, Strength.WORD)


Atom = Row | Value
Sets = Mapping[Atom, int]
"""The papers of each atom."""


class Operator(Enum):
    """What is done with the sets of the parts."""

    ALL = auto()
    ANY = auto()
    NONE = auto()


class Step(NamedTuple):
    """One operation; in a conjunction the exclusions stand last."""

    operator: Operator
    parts: tuple["Program", ...]


Program = Atom | Step


def program_of(node: Node) -> Program:
    """The program that finds the word matches of `node`."""
    match node:
        case Term() | Phrase():
            return _words(node.text, node.scope, isinstance(node, Term))
        case And() | Or():
            operator = Operator.ALL if isinstance(node, And) else Operator.ANY
            return _joined(operator, map(program_of, node.nodes))
        case Not():
            return Step(Operator.NONE, (program_of(node.node),))
    return _value(node)


def run(program: Program, sets: Sets, everything: int, excluded_by: Sets | None = None) -> int:
    """The papers that `program` finds among `everything`; exclusions look into `excluded_by` if given."""
    if not isinstance(program, Step):
        return sets[program]
    match program.operator:
        case Operator.ANY:
            found = 0
            for part in program.parts:
                found |= run(part, sets, everything, excluded_by)
            return found
        case Operator.ALL:
            found = everything
            for part in program.parts:
                found &= run(part, sets, everything, excluded_by)
                if not found:
                    break
            return found
    return everything & ~run(program.parts[0], sets if excluded_by is None else excluded_by, everything)


@lru_cache(_MOST_REMEMBERED)
def _words(text: str, scope: Scope, is_divided: bool) -> Program:
    parts = terms_of(Term(text) if is_divided else Phrase(text))
    return _joined(Operator.ALL, (_row(part, scope) for part in parts))


@lru_cache(_MOST_REMEMBERED)
def _row(text: str, scope: Scope) -> Row:
    stream, tokens = in_words(text)
    return Row(stream, str(scope), tuple(tokens))


@lru_cache(_MOST_REMEMBERED)
def _value(leaf: Leaf) -> Value:
    return Value(leaf)


def _joined(operator: Operator, parts: Iterable[Program]) -> Program:
    found = tuple(parts)
    return found[0] if len(found) == 1 else Step(operator, found)
