"""
A query in normal form, put back into the order in which a reader wrote its words.

The normal form sorts: reinforcment learning comes back as learning reinforcement.
"""

import math

from storage.search.folding import fold_case
from storage.search.query import Query, parse
from storage.search.syntax import And, Node, Phrase, Term, positive_leaves


def in_order_of(query: Query, text: str) -> str:
    """
    `text`, a normal form made from `query`, with its parts in the order of the query's own text.

    A word that came in the place of another stands there; what was written nowhere, as days
    and numbers in full, comes last. Where that would mean something else, `text` is given back.
    """
    root = parse(text).root
    if not isinstance(root, And) or query.root is None:
        return text
    written, rest = fold_case(query.text), text.removeprefix(root.canonical)
    kept = {leaf.canonical for leaf in positive_leaves(root)}
    gone = (_place(leaf, written) for leaf in positive_leaves(query.root) if leaf.canonical not in kept)
    replaced = min(gone, default=math.inf)

    def place(node: Node) -> float:
        found = _place(node, written)
        return replaced if found == math.inf and _holds_words(node) else found

    ordered = " ".join(node.canonical for node in sorted(root.nodes, key=place)) + rest
    return ordered if parse(ordered).root == root else text


def _place(node: Node, written: str) -> float:
    """Where the first of a node's words stands in a text."""
    leaves = (leaf.text for leaf in positive_leaves(node) if isinstance(leaf, Term | Phrase))
    return min((place for text in leaves if (place := written.find(text)) >= 0), default=math.inf)


def _holds_words(node: Node) -> bool:
    return any(isinstance(leaf, Term | Phrase) for leaf in positive_leaves(node))
