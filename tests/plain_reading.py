"""The query language read word by word over one paper, without any index: slow, and easy to believe."""

from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar

from storage.records import Paper
from storage.search.analysis import analyse, analyse_phrase
from storage.search.compiling import Strength
from storage.search.query import terms_of
from storage.search.syntax import (
    And,
    DayField,
    Days,
    Exact,
    ExactField,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    RangeField,
    Scope,
    Term,
)

Bound = TypeVar("Bound", int, date)


class PlainReading:
    """The language read word by word over a paper's texts, without any index."""

    def __init__(self, paper: Paper) -> None:
        titles = (paper.title, paper.title_zh)
        keywords = (*paper.keywords, *paper.keywords_zh, *paper.areas)
        about = (*titles, *keywords, paper.tldr, paper.tldr_zh)
        sections = [text for section in paper.sections for text in (section.heading, section.markdown)]
        whole = (*about, paper.abstract, paper.abstract_zh, paper.organization, *sections)
        self._paper = paper
        self._texts = {
            Scope.ANYWHERE: whole, Scope.TITLE: titles, Scope.KEYWORD: keywords, Scope.AUTHOR: paper.authors,
            Scope.ORG: (paper.organization,), Scope.AREA: paper.areas,
        }  # fmt: skip
        self._about = about
        self._days = {DayField.DIGEST: paper.first_digest_on, DayField.PUBLISHED: paper.published_on}
        self._numbers = {RangeField.UPVOTES: paper.upvotes}

    def matches(self, node: Node, strength: Strength, *, is_about: bool = False) -> bool:
        """Whether the paper matches."""
        match node:
            case And(nodes):
                return all(self.matches(part, strength, is_about=is_about) for part in nodes)
            case Or(nodes):
                return any(self.matches(part, strength, is_about=is_about) for part in nodes)
            case Not(inner):
                return not self.matches(inner, Strength.WORD)
            case Exact(field, value):
                return self._exact(field, value)
            case Range(field, lowest, highest):
                return _is_within(self._numbers[field], lowest, highest)
            case Days(field, first, last):
                return _is_within(self._days[field], first, last)
            case Term() | Phrase():
                return self._leaf(node, strength, is_about=is_about)

    def _exact(self, field: ExactField, value: str) -> bool:
        paper = self._paper
        chinese = (paper.title_zh, paper.tldr_zh, paper.abstract_zh, paper.keywords_zh, paper.areas)
        has = {"code": bool(paper.code_url), "zh": any(chinese)}
        match field:
            case ExactField.ID:
                return paper.arxiv_id == value
            case ExactField.SOURCE:
                return value in {mention.source for mention in paper.digests}
            case ExactField.HAS:
                return has[value]

    def _leaf(self, leaf: Term | Phrase, strength: Strength, *, is_about: bool) -> bool:
        is_anywhere = leaf.scope is Scope.ANYWHERE
        texts = self._about if is_about and is_anywhere else self._texts[leaf.scope]
        if strength is Strength.WORD:
            return all(_has_words(texts, part) for part in terms_of(leaf))
        if is_anywhere and not is_about:
            texts = (*texts, *self._paper.authors)
        return all(_has_literally(texts, part) for part in terms_of(leaf)) or _has_literally(texts, leaf.text)


def _is_within(number: Bound | None, lowest: Bound | None, highest: Bound | None) -> bool:
    if number is None or (lowest is not None and number < lowest):
        return False
    return highest is None or number <= highest


def _has_words(texts: tuple[str, ...], wanted: str) -> bool:
    words = analyse_phrase(wanted).words
    singles = [len(word) == 1 and not word.isascii() for word in words]
    if any(one and other for one, other in pairwise(singles)):
        return _has_literally(texts, wanted)
    return _in_a_row(_streams(texts)[0], words)


def _has_literally(texts: tuple[str, ...], wanted: str) -> bool:
    streams = analyse_phrase(wanted)
    if len(wanted) == 1:
        return _in_a_row(_streams(texts)[0], streams.words)
    return _in_a_row(_streams(texts)[1], streams.grams)


@cache
def _streams(texts: tuple[str, ...]) -> tuple[list[str], list[str]]:
    streams = analyse(texts)
    return streams.words, streams.grams


def _in_a_row(stream: list[str], phrase: list[str]) -> bool:
    return any(stream[at : at + len(phrase)] == phrase for at in range(len(stream) - len(phrase) + 1))
