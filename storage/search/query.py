"""
One query language for /search, topics, inline mode and the command line.

Terms side by side must all match; OR, | or 或 binds tighter; "a phrase"; -term, NOT or 非;
parentheses; the fields of Scope and of `values`; words for days, seen from today. An arXiv
id or link is an id. Chinese punctuation and full-width forms mean the same as the Latin
ones. Any text is a query: what cannot be read is left out and listed. No user text is ever
handed to an engine's own syntax. Words by which people ask for papers (`stop_words`) are
left out without a word.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from storage.search import syntax, values
from storage.search.days import with_openers_quoted
from storage.search.division import divide
from storage.search.parsing import MOST_CHARACTERS, Parser, Reading
from storage.search.syntax import And, DayField, Days, Node, Order, Phrase, Term, all_of

_MOST_REMEMBERED = 500
"""One search reads its text several times: to look, to mark, to offer buttons."""


@dataclass(frozen=True)
class Query:
    """A query as it was understood."""

    text: str
    root: Node | None
    ignored: tuple[str, ...] = ()
    """Parts of the text without effect, in order, at most 20 and shortened to 60 characters."""
    readings: tuple[Reading, ...] = ()
    """How its dates were read, in order, at most 20."""
    order: Order = Order.BEST
    asks_newest: bool = False
    """Whether its order comes from words such as "latest"."""

    @cached_property
    def canonical(self) -> str:
        """The query in its normal form; parsing it gives an equal tree."""
        return with_openers_quoted(self.root.canonical) if self.root else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for; sort:new alone asks for all papers, newest first."""
        return self.root is None and self.order is Order.BEST

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The terms wanted in a paper's text, folded and in normal order, for highlighting."""
        leaves = syntax.positive_leaves(self.root) if self.root else ()
        texts = (leaf for leaf in leaves if isinstance(leaf, Term | Phrase))
        return tuple(dict.fromkeys(part for leaf in texts for part in terms_of(leaf)))


@lru_cache(_MOST_REMEMBERED)
def parse(text: str, today: date | None = None) -> Query:
    """
    Read any text as a query, in time linear in its length; never raises.

    Words such as 近7天 are read as seen from `today`. Without it, as for topics, which must
    mean the same on every day and have no order, they and sort: are without effect.
    """
    if identifier := values.lone_identifier(text[:MOST_CHARACTERS]):
        return Query(text, identifier)
    parser = Parser(text, today)
    root = parser.tree()
    is_newest = parser.asks_newest and parser.order is Order.NEW
    return Query(text, root, parser.ignored, parser.readings, parser.order, is_newest)


def refined(query: Query, *, order: Order | None, within_days: int | None, today: date) -> Query:
    """
    `query` in another order, or asking only for papers of the last days; None changes nothing.

    The last days take the place of a day that the query asks for beside its words, so that
    a reader can go from a week to a month and back.
    """
    root = query.root
    if within_days is not None:
        days = Days(DayField.DIGEST, today - timedelta(days=within_days - 1), today)
        members = root.nodes if isinstance(root, And) else (root,)
        root = all_of([*(node for node in members if node and not _is_digest_day(node)), days])
    return replace(query, root=root, order=order or query.order)


def _is_digest_day(node: Node) -> bool:
    return isinstance(node, Days) and node.field is DayField.DIGEST


def terms_of(leaf: Term | Phrase) -> tuple[str, ...]:
    """The texts that must all stand in a paper for `leaf` to match, each in a row."""
    return divide(leaf.text) if isinstance(leaf, Term) else (leaf.text,)
