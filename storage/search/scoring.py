"""
How well a paper answers: BM25 over both streams, the title weighing a little more.

Scores never decide whether a paper is found, only its place.
"""

import tantivy

from storage.search.analysis import analyse_phrase
from storage.search.compiling import in_a_row
from storage.search.fields import stream_field
from storage.search.query import terms_of
from storage.search.syntax import Exact, Node, positive_leaves

TITLE_WEIGHT = 0.5
_MOST_SCORED_TERMS = 64


def scored(matching: tantivy.Query, root: Node) -> tantivy.Query:
    """The documents of `matching`, scored by how well they answer `root`."""
    leaves = (leaf for leaf in positive_leaves(root) if not isinstance(leaf, Exact))
    texts = list(dict.fromkeys(text for leaf in leaves for text in terms_of(leaf)))[:_MOST_SCORED_TERMS]
    clauses = [(tantivy.Occur.Must, matching)]
    for text in texts:
        streams = analyse_phrase(text)
        title = in_a_row(stream_field("grams", "title"), streams.grams)
        clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(title, TITLE_WEIGHT)))
    return tantivy.Query.boolean_query(clauses)
