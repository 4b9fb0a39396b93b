"""
The grammar of the query language: one text becomes one tree, and what was left out of it.

Refuses nothing and raises nothing: depth, length and number are bounded here.
"""

import re
from collections import deque
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, takewhile

from storage.search import values
from storage.search.analysis import holds_words
from storage.search.days import OPENERS, count_of_day_words
from storage.search.folding import fold_case
from storage.search.latin import HAN
from storage.search.lexemes import Lexeme, balanced, from_first_letter, lexemes, trimmed
from storage.search.stop_words import NEWEST, asks_newest, bare, without_stop_words
from storage.search.syntax import Days, Leaf, Node, Order, Phrase, Scope, Term, all_of, any_of, none_of

MOST_CHARACTERS = 4096
MOST_TERMS = 500
DEEPEST = 40
"""Levels of parentheses; deeper ones are read as if they were not there."""

_FIELDS = "|".join([*filter(None, Scope), *sorted(values.VALUE_FIELDS), *values.CHINESE_FIELDS])
_FIELD = re.compile(rf"({_FIELDS}):(.*)", re.IGNORECASE | re.DOTALL)
_MERE_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~\s]*")
_SPACE_IN_CHINESE = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_LONGEST_REPORT = 60
_MOST_REPORTED = 20
_END = Lexeme("end", "")
_LONGEST_COMMON = 40
"""Characters of words that are worth remembering how they were read."""
_MOST_COMMON = 20_000
_WORDS_AHEAD = 2
"""How many more words than one can mean days: last 7 days."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words for days, as typed, and the days that they were taken for."""

    words: str
    days: Days


class Parser:
    """Reads one text once; recursion is bounded by DEEPEST."""

    def __init__(self, text: str, today: date | None) -> None:
        self._today = today
        self._readings: dict[str, Days] = {}
        self._order: Order | None = None
        self.asks_newest = False
        """Whether words that were left out asked for the latest papers."""
        self._ignored: dict[str, None] = {}
        self._terms = 0
        kept, dropped = balanced(lexemes(text[:MOST_CHARACTERS]), DEEPEST)
        self._lexemes = deque([*kept, _END])
        self._kind = self._lexemes[0].kind
        for lexeme in dropped:
            self._ignore(lexeme.text)
        if len(text) > MOST_CHARACTERS:
            self._ignore(text[MOST_CHARACTERS:])

    def tree(self) -> Node | None:
        """What the text asks for; to be called once, the properties tell the rest after it."""
        root = self._conjunction(Scope.ANYWHERE)
        kept = without_stop_words(root)
        self.asks_newest |= asks_newest(root, kept)
        return kept

    @property
    def ignored(self) -> tuple[str, ...]:
        """Parts of the text without effect, in order."""
        return tuple(self._ignored)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """How words for days were read, in order."""
        return tuple(Reading(words, days) for words, days in self._readings.items())

    @property
    def order(self) -> Order:
        """How the answers shall be sorted."""
        return self._order or (Order.NEW if self.asks_newest and self._today else Order.BEST)

    def _conjunction(self, scope: Scope) -> Node | None:
        nodes: list[Node | None] = []
        while self._kind not in ("end", "close"):
            if self._kind == "both" and nodes:
                both = self._take()
                if self._kind in ("end", "close"):
                    self._ignore(both.text)
            else:
                nodes.append(self._alternatives(scope))
        return nodes[0] if len(nodes) == 1 else all_of(node for node in nodes if node)

    def _alternatives(self, scope: Scope) -> Node | None:
        nodes = [self._factor(scope)]
        while self._kind == "either":
            operator = self._take()
            if self._kind in ("end", "close", "either"):
                self._ignore(operator.text)
            else:
                nodes.append(self._factor(scope))
        return nodes[0] if len(nodes) == 1 else any_of(node for node in nodes if node)

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
        if scope is Scope.ANYWHERE and NEWEST in text and NEWEST not in bare(trimmed(text)):
            self.asks_newest = True
        if scope is Scope.ANYWHERE and len(text) <= _LONGEST_COMMON and (term := _plain_term(text)):
            return self._counted(term, text)
        if ":" in text and (field := _FIELD.match(from_first_letter(text))):
            name = field[1].lower()
            return self._field(values.CHINESE_FIELDS.get(name, name), field[2])
        word = trimmed(text)
        if scope is Scope.ANYWHERE:
            if (rest := bare(word)) != word:
                return self._word(rest, scope)
            are_days, days = self._relative_days(word)
            if are_days:
                return days
            if identifier := values.identifier_in(word):
                return self._leaf(identifier, text)
        return self._leaf(Term(trimmed(fold_case(word)), scope), text)

    def _field(self, name: str, value: str) -> Node | None:
        holds_words = name not in values.VALUE_FIELDS
        if not trimmed(value):
            if self._kind not in ("word", "phrase", "open") or (self._kind == "open" and not holds_words):
                self._ignore(f"{name}:")
                return None
            if holds_words:
                return self._atom(Scope(name))
            count = self._count_of_value(name, value)
            if not count:
                self._ignore(f"{name}:{value}")
                return None
            value += "".join(self._take().text for _ in range(count))
        if holds_words:
            return self._leaf(Term(trimmed(fold_case(value)), Scope(name)), value)
        return self._value(name, value)

    def _count_of_value(self, name: str, sign: str) -> int:
        """How many lexemes behind `field:` and a space are its value; other words stay words."""
        following = takewhile(lambda one: one.kind in ("word", "phrase"), islice(self._lexemes, 2))
        texts = [one.text for one in following]
        sizes = range(1, len(texts) + 1)
        return next((n for n in sizes if values.is_value(name, sign + "".join(texts[:n]))), 0)

    def _value(self, name: str, value: str) -> Node | None:
        if name == values.ORDER_FIELD:
            self._sort(value)
            return None
        words = self._days_from(value) or value if name in values.DAY_FIELDS else value
        leaf = values.value_of(name, words, self._today)
        if leaf is None:
            self._ignore(f"{name}:{words}")
            return None
        return self._read_days(f"{name}:{words}", leaf) if isinstance(leaf, Days) else self._leaf(leaf, words)

    def _sort(self, value: str) -> None:
        order = values.order_named(value) if self._today and self._order is None else None
        if order is None:
            self._ignore(f"{values.ORDER_FIELD}:{value}")
        self._order = self._order or order

    def _relative_days(self, text: str) -> tuple[bool, Node | None]:
        """Whether `text` and what follows it are words for days, and what they mean."""
        words = self._days_from(text, is_alone=True)
        if words is None:
            return False, None
        days = values.days_alone(words, self._today)
        if days is None:
            self._ignore(words)
        return True, self._read_days(words, days) if days else None

    def _days_from(self, text: str, *, is_alone: bool = False) -> str | None:
        """The longest words for days that begin with `text`; those behind it are taken."""
        words = [text]
        if fold_case(text) in OPENERS:
            following = takewhile(lambda lexeme: lexeme.kind == "word", islice(self._lexemes, _WORDS_AHEAD))
            words += (trimmed(lexeme.text) for lexeme in following)
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
        is_meant = not isinstance(leaf, Term | Phrase) or holds_words(leaf.text)
        return self._counted(leaf if is_meant else None, typed)

    def _counted(self, leaf: Leaf | None, typed: str) -> Node | None:
        self._terms += 1
        if leaf and self._terms <= MOST_TERMS:
            return leaf
        if not _MERE_PUNCTUATION.fullmatch(typed):
            self._ignore(typed)
        return None

    def _take(self) -> Lexeme:
        taken = self._lexemes.popleft()
        self._kind = self._lexemes[0].kind
        return taken

    def _ignore(self, text: str) -> None:
        shown = text.strip()
        if shown and len(self._ignored) < _MOST_REPORTED:
            cut = shown if len(shown) <= _LONGEST_REPORT else shown[:_LONGEST_REPORT] + "…"
            self._ignored.setdefault(cut)


@lru_cache(_MOST_COMMON)
def _plain_term(text: str) -> Term | None:
    """The term that a word is, wherever it stands; None for one that may be, or begin, something else."""
    word = bare(trimmed(text))
    folded = fold_case(word)
    if ":" in text or folded in OPENERS or not holds_words(folded) or values.identifier_in(word):
        return None
    return None if count_of_day_words([word], is_alone=True) else Term(trimmed(folded))
