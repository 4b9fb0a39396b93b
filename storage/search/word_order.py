"""
A query in normal form, put back into the order in which a reader wrote its words.

The normal form sorts: reinforcment learning comes back as learning reinforcement.
"""

import math
from difflib import get_close_matches

from storage.search.folding import fold_case
from storage.search.query import Query, parse
from storage.search.syntax import And, Node, Phrase, Term, positive_leaves

_LONGEST_COMPARED, _MOST_COMPARED = 40, 8
"""Words that are compared with one that was put in; the comparison is slow."""


def in_order_of(query: Query, text: str) -> str:
    """
    `text`, a normal form made from `query`, with its parts in the order of the query's own text.

    A word that came in the place of another like it stands there; what was written nowhere, as days
    and numbers in full, comes last. Where that would mean something else, `text` is given back.
    """
    root = parse(text).root
    if not isinstance(root, And) or query.root is None:
        return text
    written, rest = fold_case(query.text), text.removeprefix(root.canonical)
    kept = set(_texts(root))
    gone = [one for one in _texts(query.root) if one not in kept and len(one) <= _LONGEST_COMPARED]

    def place(node: Node) -> float:
        texts = _texts(node)
        found = [written.find(one) for one in texts if one in written]
        likest = (
            get_close_matches(texts[0], gone[:_MOST_COMPARED], n=1, cutoff=0) if texts and not found else ()
        )
        return min([*found, *map(written.find, likest)], default=math.inf)

    ordered = " ".join(node.canonical for node in sorted(root.nodes, key=place)) + rest
    return ordered if parse(ordered).root == root else text


def _texts(node: Node) -> list[str]:
    return [leaf.text for leaf in positive_leaves(node) if isinstance(leaf, Term | Phrase)]
