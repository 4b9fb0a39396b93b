"""
A query together with the papers and the words that it is looked at against.

Counts are by characters, as the total of a search is.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import tantivy

from storage.search.additions import Addition
from storage.search.compiling import Strength, compile_node, in_characters
from storage.search.fields import stream_field
from storage.search.lexicon import Lexicon
from storage.search.query import Query, terms_of
from storage.search.ranking import number_of
from storage.search.syntax import Node, Phrase, Scope, Term, leaf_count, positive_leaves
from storage.search.translating import additions_for
from storage.search.widening import widened

MOST_LEAVES = 30
"""Leaves of a query that is still widened and counted, before or after it was changed."""

_MOST_TEXTS = 40


@dataclass(frozen=True)
class Asked:
    """A query that found hardly anything."""

    query: Query
    root: Node
    searcher: tantivy.Searcher
    lexicon: Lexicon

    @cached_property
    def additions(self) -> tuple[Addition, ...]:
        """What a search for it adds; nothing for a query of so many words that it would cost too much."""
        return additions_for(self.query, self.lexicon) if leaf_count(self.root) <= MOST_LEAVES else ()

    def widened(self, node: Node) -> Node:
        """`node` as a search for it alone would be widened."""
        query = Query("", node)
        return widened(query, additions_for(query, self.lexicon)).root or node

    def papers(self, node: Node) -> int:
        """How many papers hold `node`, not widened."""
        return number_of(self.searcher, compile_node(node, Strength.LITERAL))

    def papers_at_most(self, leaf: Term | Phrase) -> int:
        """No fewer papers than hold `leaf`, cheaply: those of its rarest token."""
        rows = (in_characters(text) for text in terms_of(leaf))
        scopes = (leaf.scope, Scope.AUTHOR) if leaf.scope is Scope.ANYWHERE else (leaf.scope,)
        counts = (
            sum(self.searcher.doc_freq(stream_field(stream, scope), token) for scope in scopes)
            for stream, tokens in rows
            for token in tokens
        )
        return min(counts, default=0)


def texts_in(node: Node) -> list[Term | Phrase]:
    """The first terms and phrases that `node` wants."""
    leaves = (leaf for leaf in positive_leaves(node) if isinstance(leaf, Term | Phrase))
    return list(dict.fromkeys(islice(leaves, _MOST_TEXTS)))
