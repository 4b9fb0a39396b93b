"""Filters of a query: the fields that hold values, not words, and only narrow what its words find."""

from dataclasses import replace

from storage.search.query import Query
from storage.search.syntax import And, Days, Exact, ExactField, Node, Not, Range, all_of


def without_filters(query: Query) -> Query | None:
    """
    `query` with its words alone, days, numbers, has: and source: left out.

    None where nothing would be left out, or no word would be left.
    """
    if not isinstance(query.root, And):
        return None
    kept = [node for node in query.root.nodes if not _is_filter(node)]
    if len(kept) == len(query.root.nodes) or all(isinstance(node, Not) for node in kept):
        return None
    bare = replace(query, root=all_of(kept), readings=(), ignored=())
    return replace(bare, text=bare.canonical)


def _is_filter(node: Node) -> bool:
    leaf = node.node if isinstance(node, Not) else node
    return isinstance(leaf, Days | Range) or (isinstance(leaf, Exact) and leaf.field is not ExactField.ID)
