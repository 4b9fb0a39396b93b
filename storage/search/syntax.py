"""
The tree that a query becomes: frozen nodes, each with the text that would give it again.

Groups are flat, free of repetitions and in one order, so that queries that differ only in
writing give equal trees and equal texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property


class Scope(StrEnum):
    """The part of a paper in which a term is looked for; the value is the field's word."""

    ANYWHERE = ""
    TITLE = "title"
    AUTHOR = "author"
    KEYWORD = "keyword"
    ORG = "org"
    AREA = "area"

    __hash__ = str.__hash__  # that of an enumeration is slow, and every leaf is hashed by its scope


@dataclass(frozen=True)
class Term:
    """A word as typed, folded; a long Chinese run is divided into its terms when it is looked up."""

    text: str
    scope: Scope = Scope.ANYWHERE

    @property
    def canonical(self) -> str:
        """The query text of this node."""
        return f"{self.scope}:{self.text}" if self.scope else self.text


@dataclass(frozen=True)
class Phrase:
    """Words that must stand in a row; never divided, never widened."""

    text: str
    scope: Scope = Scope.ANYWHERE

    @property
    def canonical(self) -> str:
        """The query text of this node."""
        return f'{self.scope}:"{self.text}"' if self.scope else f'"{self.text}"'


class ExactField(StrEnum):
    """Fields that hold a value, not words; the value is the field's word."""

    SOURCE = "source"
    ID = "id"
    HAS = "has"


@dataclass(frozen=True)
class Exact:
    """A field that must have this very value."""

    field: ExactField
    value: str

    @cached_property
    def canonical(self) -> str:
        """The query text of this node."""
        return f"{self.field}:{self.value}"


class RangeField(StrEnum):
    """Fields that hold a number; the value is the field's word."""

    UPVOTES = "upvotes"


@dataclass(frozen=True)
class Range:
    """A number between two bounds, both inclusive, at least one given; papers without one never match."""

    field: RangeField
    lowest: int | None
    highest: int | None

    @cached_property
    def canonical(self) -> str:
        """The query text of this node."""
        if self.lowest == self.highest:
            return f"{self.field}:={self.lowest}"
        if self.highest is None:
            return f"{self.field}:>={self.lowest}"
        return f"{self.field}:<={self.highest}" if self.highest >= 0 else f"{self.field}:<0"


class DayField(StrEnum):
    """Days of a paper's life; the value is the field's word."""

    DIGEST = "on"
    """The day of its earliest digest."""
    PUBLISHED = "published"
    """The day on which it came out; not known of every paper."""


@dataclass(frozen=True)
class Days:
    """A day between two bounds, both inclusive, at least one given."""

    field: DayField
    first: date | None
    last: date | None

    @cached_property
    def canonical(self) -> str:
        """The query text of this node."""
        if self.first and self.last:
            until = "" if self.first == self.last else f"..{self.last}"
            return f"{self.field}:{self.first}{until}"
        if self.field is DayField.PUBLISHED:
            return f"{self.field}:>={self.first}" if self.first else f"{self.field}:<={self.last}"
        return f"after:{self.first}" if self.last is None else f"before:{self.last + timedelta(days=1)}"


class Order(StrEnum):
    """How the answers of a search are sorted; no part of the tree, for it never decides what matches."""

    NEW = "new"
    """By the day of the earliest digest, latest first."""
    HOT = "hot"
    """By upvotes, most first."""
    BEST = "best"


@dataclass(frozen=True)
class Not:
    """Everything but the papers of `node`."""

    node: "Node"

    @cached_property
    def canonical(self) -> str:
        """The query text of this node."""
        inner = self.node.canonical
        return f"-({inner})" if isinstance(self.node, And | Or) else f"-{inner}"


@dataclass(frozen=True)
class And:
    """Papers of all nodes; at least two of them, none an And."""

    nodes: tuple["Node", ...]

    @cached_property
    def canonical(self) -> str:
        """The query text of this node."""
        return " ".join(node.canonical for node in self.nodes)


@dataclass(frozen=True)
class Or:
    """Papers of any node; at least two of them, none an Or."""

    nodes: tuple["Node", ...]

    @cached_property
    def canonical(self) -> str:
        """The query text of this node; binds tighter than And."""
        return " | ".join(
            f"({node.canonical})" if isinstance(node, And) else node.canonical for node in self.nodes
        )


Leaf = Term | Phrase | Exact | Range | Days
Node = Leaf | Not | And | Or


def all_of(nodes: Iterable[Node]) -> Node | None:
    """The conjunction of `nodes`; None of none."""
    members = [member for node in nodes for member in (node.nodes if isinstance(node, And) else (node,))]
    unique = _unique(members)
    return And(unique) if len(unique) > 1 else next(iter(unique), None)


def any_of(nodes: Iterable[Node]) -> Node | None:
    """The disjunction of `nodes`; None of none."""
    members = [member for node in nodes for member in (node.nodes if isinstance(node, Or) else (node,))]
    unique = _unique(members)
    return Or(unique) if len(unique) > 1 else next(iter(unique), None)


def none_of(node: Node) -> Node:
    """The exclusion of `node`."""
    return node.node if isinstance(node, Not) else Not(node)


def positive_leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that a paper is wanted for, exclusions left out."""
    match node:
        case And(nodes) | Or(nodes):
            for member in nodes:
                yield from positive_leaves(member)
        case Term() | Phrase() | Exact() | Range() | Days():
            yield node


def leaf_count(node: Node) -> int:
    """The number of leaves, excluded ones too."""
    match node:
        case And(nodes) | Or(nodes):
            return sum(map(leaf_count, nodes))
        case Not(inner):
            return leaf_count(inner)
    return 1


def depth_of(node: Node) -> int:
    """The levels of parentheses in the canonical text."""
    match node:
        case And(nodes):
            return max(map(depth_of, nodes))
        case Or(nodes):
            return max(depth_of(member) + isinstance(member, And) for member in nodes)
        case Not(inner):
            return depth_of(inner) + isinstance(inner, And | Or)
    return 0


def _unique(nodes: Sequence[Node]) -> tuple[Node, ...]:
    if len(nodes) <= 1:
        return tuple(nodes)
    by_text = {node.canonical: node for node in nodes}
    in_order = map(by_text.__getitem__, sorted(by_text))
    return tuple(sorted(in_order, key=lambda node: isinstance(node, Not)))
