"""
For want of papers that match in full: those that match in part.

Only words without a field can be missing. Fields, phrases, days and numbers are filters that
hold whatever else is missing, and what is excluded stays so.
"""

from dataclasses import dataclass

import tantivy

from storage.search.analysis import MARK, analyse_phrase
from storage.search.compiling import (
    Strength,
    all_match,
    any_matches,
    compile_node,
    exclusions,
    in_a_row,
    without,
)
from storage.search.syntax import And, Node, Not, Or, Scope, Term


@dataclass(frozen=True, slots=True)
class Partly:
    """Papers with any of the words that a query wants, and all else of it."""

    query: tantivy.Query
    has_filters: bool
    """Whether there is anything else."""


def in_part(root: Node) -> Partly | None:
    """The papers that match `root` in part; None where no word of it can be missing."""
    return Partly(_some_of(root), has_filters=_has_filters(root)) if _can_be_missing(root) else None


def _has_filters(node: Node) -> bool:
    match node:
        case And(nodes):
            return any(map(_has_filters, nodes))
        case Or(nodes) if _can_be_missing(node):
            return any(_has_filters(member) for member in nodes if isinstance(member, And))
    return not _can_be_missing(node)


def _can_be_missing(node: Node) -> bool:
    match node:
        case Term(scope=scope):
            return scope is Scope.ANYWHERE
        case And(nodes) | Or(nodes):
            return any(map(_can_be_missing, nodes))
    return False


def _some_of(node: Node) -> tantivy.Query:
    match node:
        case Term(text, Scope.ANYWHERE):
            words = dict.fromkeys(word for word in analyse_phrase(text).words if word != MARK)
            return any_matches([in_a_row("words", [word]) for word in words])
        case Or(nodes):
            return any_matches([_some_of(member) for member in nodes])
        case And(nodes):
            wanted = [member for member in nodes if not isinstance(member, Not)]
            firm = [
                compile_node(member, Strength.LITERAL) for member in wanted if not _can_be_missing(member)
            ]
            loose = [_some_of(member) for member in wanted if _can_be_missing(member)]
            parts = [*firm, any_matches(loose)] if loose else firm
            return without(all_match(parts), exclusions(node))
    return compile_node(node, Strength.LITERAL)
