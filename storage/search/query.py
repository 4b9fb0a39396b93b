"""
One query language for /search, topics, inline mode and the command line.

Terms side by side must all match; OR, | or 或 binds tighter; "a phrase"; -term, NOT or 非;
parentheses; the fields of Scope and of `values`; words for days seen
from today. An arXiv id or link is an id. Chinese
punctuation and full-width forms mean the same as the Latin ones. Any text is a query: what
cannot be read is left out and listed. No user text is ever handed to an engine's own syntax.
"""

import re
from collections import deque
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, takewhile

from storage.search import syntax
from storage.search.analysis import pieces_of
from storage.search.days import OPENERS, count_of_day_words, with_openers_quoted
from storage.search.division import divide
from storage.search.folding import fold_case
from storage.search.latin import HAN
from storage.search.lexemes import Lexeme, balanced, from_first_letter, lexemes, trimmed
from storage.search.syntax import Days, Leaf, Node, Phrase, Scope, Term, all_of, any_of, none_of
from storage.search.values import (
    DAY_FIELDS,
    VALUE_FIELDS,
    days_alone,
    identifier_in,
    lone_identifier,
    value_of,
)

MOST_CHARACTERS = 4096
MOST_TERMS = 500
DEEPEST = 40
"""Levels of parentheses; deeper ones are read as if they were not there."""

_FIELDS = "|".join([*filter(None, Scope), *sorted(VALUE_FIELDS)])
_FIELD = re.compile(rf"({_FIELDS}):(.*)", re.IGNORECASE | re.DOTALL)
_MERE_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~\s]*")
_SPACE_IN_CHINESE = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_LONGEST_REPORT = 60
_MOST_REPORTED = 20
_WORDS_AHEAD = 2
"""How many more words than one can mean days: last 7 days."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words for days, as typed, and the days that they were taken for."""

    words: str
    days: Days


@dataclass(frozen=True)
class Query:
    """A query as it was understood."""

    text: str
    root: Node | None
    ignored: tuple[str, ...] = ()
    """Parts of the text without effect, in order, at most 20 and shortened to 60 characters."""
    readings: tuple["Reading", ...] = ()
    """How its dates were read, in order, at most 20."""

    @cached_property
    def canonical(self) -> str:
        """The query in its normal form; parsing it gives an equal tree."""
        return with_openers_quoted(self.root.canonical) if self.root else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self.root is None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The terms wanted in a paper's text, folded and in normal order, for highlighting."""
        leaves = syntax.positive_leaves(self.root) if self.root else ()
        texts = (leaf for leaf in leaves if isinstance(leaf, Term | Phrase))
        return tuple(dict.fromkeys(part for leaf in texts for part in terms_of(leaf)))


def parse(text: str, today: date | None = None) -> Query:
    """
    Read any text as a query, in time linear in its length; never raises.

    Words such as 近7天 are read as seen from `today`. Without it, as for topics, which must
    mean the same on every day, they are without effect.
    """
    if identifier := lone_identifier(text[:MOST_CHARACTERS]):
        return Query(text, identifier)
    return _Parser(text, today).query()


def terms_of(leaf: Term | Phrase) -> tuple[str, ...]:
    """The texts that must all stand in a paper for `leaf` to match, each in a row."""
    return divide(leaf.text) if isinstance(leaf, Term) else (leaf.text,)


class _Parser:
    """Reads one text once; recursion is bounded by DEEPEST."""

    def __init__(self, text: str, today: date | None) -> None:
        self._text = text
        self._today = today
        self._readings: dict[str, Days] = {}
        self._ignored: dict[str, None] = {}
        self._terms = 0
        kept, dropped = balanced(lexemes(text[:MOST_CHARACTERS]), DEEPEST)
        self._lexemes = deque(kept)
        for lexeme in dropped:
            self._ignore(lexeme.text)
        if len(text) > MOST_CHARACTERS:
            self._ignore(text[MOST_CHARACTERS:])

    def query(self) -> Query:
        root = self._conjunction(Scope.ANYWHERE)
        readings = tuple(Reading(words, days) for words, days in self._readings.items())
        return Query(self._text, root, tuple(self._ignored), readings)

    def _conjunction(self, scope: Scope) -> Node | None:
        nodes: list[Node | None] = []
        while self._kind not in ("end", "close"):
            if self._kind == "both" and nodes:
                both = self._take()
                if self._kind in ("end", "close"):
                    self._ignore(both.text)
            else:
                nodes.append(self._alternatives(scope))
        return all_of(node for node in nodes if node)

    def _alternatives(self, scope: Scope) -> Node | None:
        nodes = [self._factor(scope)]
        while self._kind == "either":
            operator = self._take()
            if self._kind in ("end", "close", "either"):
                self._ignore(operator.text)
            else:
                nodes.append(self._factor(scope))
        return any_of(node for node in nodes if node)

    def _factor(self, scope: Scope) -> Node | None:
        minus = None
        while self._kind == "minus":
            minus = self._take()
        if self._kind in ("end", "close"):
            self._ignore(minus.text if minus else "")
            return None
        node = self._atom(scope)
        return none_of(node) if node and minus else node

    def _atom(self, scope: Scope) -> Node | None:
        lexeme = self._take()
        match lexeme.kind:
            case "open":
                node = self._conjunction(scope)
                self._take()
                return node
            case "phrase":
                text = _SPACE_IN_CHINESE.sub("", " ".join(fold_case(lexeme.text).split()))
                is_opener = text in OPENERS and scope is Scope.ANYWHERE
                return self._leaf(Term(text) if is_opener else Phrase(text, scope), lexeme.text)
            case "word":
                return self._word(lexeme.text, scope)
        self._ignore(lexeme.text)
        return None

    def _word(self, text: str, scope: Scope) -> Node | None:
        if field := _FIELD.match(from_first_letter(text)):
            return self._field(field[1].lower(), field[2])
        word = trimmed(text)
        if scope is Scope.ANYWHERE:
            are_days, days = self._relative_days(word)
            if are_days:
                return days
            if identifier := identifier_in(word):
                return self._leaf(identifier, text)
        return self._leaf(Term(trimmed(fold_case(word)), scope), text)

    def _field(self, name: str, value: str) -> Node | None:
        holds_words = name not in VALUE_FIELDS
        if not trimmed(value):
            if self._kind not in ("word", "phrase", "open") or (self._kind == "open" and not holds_words):
                self._ignore(f"{name}:")
                return None
            if holds_words:
                return self._atom(Scope(name))
            while not trimmed(value) and self._kind in ("word", "phrase"):
                value += self._take().text
        if holds_words:
            return self._leaf(Term(trimmed(fold_case(value)), Scope(name)), value)
        return self._value(name, value)

    def _value(self, name: str, value: str) -> Node | None:
        words = self._days_from(value) or value if name in DAY_FIELDS else value
        leaf = value_of(name, words, self._today)
        if leaf is None:
            self._ignore(f"{name}:{words}")
            return None
        return self._read_days(f"{name}:{words}", leaf) if isinstance(leaf, Days) else self._leaf(leaf, words)

    def _relative_days(self, text: str) -> tuple[bool, Node | None]:
        """Whether `text` and what follows it are words for days, and what they mean."""
        words = self._days_from(text, is_alone=True)
        if words is None:
            return False, None
        days = days_alone(words, self._today)
        if days is None:
            self._ignore(words)
        return True, self._read_days(words, days) if days else None

    def _days_from(self, text: str, *, is_alone: bool = False) -> str | None:
        """The longest words for days that begin with `text`; those behind it are taken."""
        following = takewhile(lambda lexeme: lexeme.kind == "word", islice(self._lexemes, _WORDS_AHEAD))
        words = [text, *(trimmed(lexeme.text) for lexeme in following)]
        count = count_of_day_words(words, is_alone=is_alone)
        for _ in range(count - 1):
            self._take()
        return " ".join(words[:count]) or None

    def _read_days(self, words: str, days: Days) -> Node | None:
        node = self._leaf(days, words)
        if node and len(self._readings) < _MOST_REPORTED:
            self._readings.setdefault(words[:_LONGEST_REPORT], days)
        return node

    def _leaf(self, leaf: Leaf, typed: str) -> Node | None:
        self._terms += 1
        is_meant = not isinstance(leaf, Term | Phrase) or next(pieces_of(leaf.text), None) is not None
        if is_meant and self._terms <= MOST_TERMS:
            return leaf
        if not _MERE_PUNCTUATION.fullmatch(typed):
            self._ignore(typed)
        return None

    @property
    def _kind(self) -> str:
        return self._lexemes[0].kind if self._lexemes else "end"

    def _take(self) -> Lexeme:
        return self._lexemes.popleft()

    def _ignore(self, text: str) -> None:
        shown = text.strip()
        if shown and len(self._ignored) < _MOST_REPORTED:
            cut = shown if len(shown) <= _LONGEST_REPORT else shown[:_LONGEST_REPORT] + "…"
            self._ignored.setdefault(cut)
