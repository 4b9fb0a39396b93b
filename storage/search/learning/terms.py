"""
Translations of words and of terms of several words, counted from alignments.

A term is up to four neighbouring words whose links, all of them, lead to up to four neighbouring
words of the translation and back (as phrases are found for translation: Koehn, Och and Marcu,
2003). It is kept only where its words alone would not have led there: 基准测试 is benchmark.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from storage.search.latin import HAN
from storage.search.learning.alignment import StrongLinks
from storage.search.learning.bitext import Bitext
from storage.search.learning.function_words import CONNECTIVES, FUNCTION_WORDS
from storage.search.learning.runs import LONGEST, Runs

_FEWEST_PAPERS = 2
"""In which a term of several words has the same translation: authors name their own inventions."""
_DOUBT = 0.5
_TERM_DOUBT = 1.0
"""Occurrences that a word or a term must outweigh: seen once with it, a translation may be chance."""
LOWEST = 0.1
LOWEST_TERM = 0.25
_KNOWN_TRANSLATIONS = 2
"""Of each word of a term, those that would be found without it."""

_HAN = re.compile(f"[{HAN}]")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A Chinese and an English term that stood for each other; good in both directions."""

    chinese: Words
    english: Words
    confidence: float
    """From 0 to 1: how often each stood for the other, less where that was seldom."""
    seen: int
    """Papers that say so."""


def translations_in(bitext: Bitext, blocks: Iterable[StrongLinks]) -> list[Counted]:
    """Word pairs and terms that aligned sentences speak for, surest first."""
    word_pairs, term_pairs = _Tally(), _Tally()
    chinese, english = Runs(bitext.chinese), Runs(bitext.english)
    for links in blocks:
        for pair, paper, belief in _word_links(bitext, links):
            word_pairs.add(pair, paper, belief)
        for pair, sentence in _term_pairs(chinese, english, links):
            term_pairs.add(pair, int(bitext.papers[sentence]), 1.0)
    words = list(_word_translations(bitext, word_pairs))
    terms = list(_term_translations(chinese, english, term_pairs, words))
    return sorted([*words, *terms], key=lambda one: (-one.confidence, -one.seen, one.chinese, one.english))


class _Tally:
    """Counts of pairs, and in how many papers they occur; papers come one after the other."""

    def __init__(self) -> None:
        self.amounts: dict[tuple[int, int], float] = defaultdict(float)
        self.papers: Counter[tuple[int, int]] = Counter()
        self._last_papers: dict[tuple[int, int], int] = {}

    def add(self, pair: tuple[int, int], paper: int, amount: float) -> None:
        self.amounts[pair] += amount
        if self._last_papers.get(pair) != paper:
            self._last_papers[pair] = paper
            self.papers[pair] += 1


def _word_links(bitext: Bitext, links: StrongLinks) -> Iterator[tuple[tuple[int, int], int, float]]:
    chinese = bitext.chinese.words[links.chinese_at].tolist()
    english = bitext.english.words[links.english_at].tolist()
    papers = bitext.papers[links.sentence].tolist()
    yield from zip(zip(chinese, english, strict=True), papers, links.belief.tolist(), strict=True)


def _word_translations(bitext: Bitext, tally: _Tally) -> Iterator[Counted]:
    counts = [
        np.bincount(side.words, minlength=len(side.vocabulary)) for side in (bitext.chinese, bitext.english)
    ]
    for (one, other), belief in tally.amounts.items():
        chinese, english = bitext.chinese.vocabulary[one], bitext.english.vocabulary[other]
        confidence = _confidence(belief, counts[0][one], counts[1][other], _DOUBT)
        if confidence >= LOWEST and names_something(chinese, english):
            yield Counted((chinese,), (english,), confidence, tally.papers[one, other])


def _term_pairs(chinese: Runs, english: Runs, links: StrongLinks) -> Iterator[tuple[tuple[int, int], int]]:
    columns = (links.sentence.tolist(), links.chinese_at.tolist(), links.english_at.tolist())
    for sentence, some in groupby(zip(*columns, strict=True), key=itemgetter(0)):
        for pair in _terms_of_sentence(chinese, english, [(one, other) for _, one, other in some]):
            yield pair, sentence


def _terms_of_sentence(
    chinese: Runs, english: Runs, links: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    forward, backward = _reaches(links), _reaches([(other, one) for one, other in links])
    for start in range(min(forward), max(forward) + 1):
        low, high = len(english.side.words), -1
        for end in range(start, start + LONGEST):
            number = chinese.number_of(start, end - start + 1)
            first, last = forward.get(end, (low, high))
            low, high = min(low, first), max(high, last)
            if number < 0 or high - low >= LONGEST:
                break
            if (
                high < 0
                or not chinese.has_borders(start, end)
                or not _leads_back(backward, low, high, start, end)
            ):
                continue
            is_linked = start in forward and end in forward
            for other_start, other_end in _spans(low, high, backward, may_grow=is_linked):
                other = english.number_of(other_start, other_end - other_start + 1)
                is_term = end > start or other_end > other_start
                if is_term and other >= 0 and english.has_borders(other_start, other_end):
                    yield number, other


def _spans(low: int, high: int, linked: Container[int], *, may_grow: bool) -> Iterator[tuple[int, int]]:
    """The span itself, and with a neighbour that is linked to nothing: in 微调 is tuning, and fine."""
    yield low, high
    if may_grow and high - low + 1 < LONGEST:
        if low and low - 1 not in linked:
            yield low - 1, high
        if high + 1 not in linked:
            yield low, high + 1


def _reaches(links: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """To each place the first and last place that it is linked to."""
    found: dict[int, tuple[int, int]] = {}
    for one, other in links:
        low, high = found.get(one, (other, other))
        found[one] = (min(low, other), max(high, other))
    return found


def _leads_back(backward: dict[int, tuple[int, int]], low: int, high: int, start: int, end: int) -> bool:
    reached = [backward[place] for place in range(low, high + 1) if place in backward]
    return all(start <= first and last <= end for first, last in reached)


def _term_translations(
    chinese: Runs, english: Runs, tally: _Tally, words: Sequence[Counted]
) -> Iterator[Counted]:
    known = _Known()
    for one in sorted(words, key=lambda one: -one.confidence):
        known.add(one)
    for one in sorted(_term_candidates(chinese, english, tally), key=_shortest_and_surest):
        if not known.tells(one):
            known.add(one)
            yield one


def _term_candidates(chinese: Runs, english: Runs, tally: _Tally) -> Iterator[Counted]:
    for (one, other), papers in tally.papers.items():
        if papers < _FEWEST_PAPERS:
            continue
        count = tally.amounts[one, other]
        confidence = _confidence(count, chinese.counts[one], english.counts[other], _TERM_DOUBT)
        pair = (chinese.words_of(one), english.words_of(other))
        if confidence >= LOWEST_TERM and names_something("".join(pair[0]), "".join(pair[1])):
            yield Counted(*pair, confidence, papers)


def _shortest_and_surest(one: Counted) -> tuple[int, float]:
    return len(one.chinese) + len(one.english), -one.confidence


class _Known:
    """The surest translations of terms, in both directions, by which longer ones are found too."""

    def __init__(self) -> None:
        self._found: dict[Words, list[tuple[Words, float]]] = defaultdict(list)

    def add(self, one: Counted) -> None:
        """Surest first; later ones are not used."""
        for term, translation in ((one.chinese, one.english), (one.english, one.chinese)):
            if len(self._found[term]) < _KNOWN_TRANSLATIONS:
                self._found[term].append((translation, one.confidence))

    def tells(self, one: Counted) -> bool:
        """
        Whether translating the shorter terms within `one` gives the same, in both directions.

        A part that is less sure to mean the whole translation is no such term: in 基准测试 each
        word would mean benchmark.
        """
        return self._leads_to(one.chinese, one.english, one.confidence) and self._leads_to(
            one.english, one.chinese, one.confidence
        )

    def _leads_to(self, term: Words, translation: Words, confidence: float) -> bool:
        parts = (
            term[start : start + size]
            for size in range(1, max(len(term), 2))
            for start in range(len(term) - size + 1)
        )
        found = (known for part in parts for known in self._found.get(part, ()))
        reached = {
            word for text, sureness in found if text != translation or sureness >= confidence for word in text
        }
        return {word for word in translation if word not in CONNECTIVES} <= reached


def names_something(chinese: str, english: str) -> bool:
    """Whether both could be terms: Chinese characters, a Latin word, neither a function word."""
    is_chinese = all(_is_han(character) for character in chinese)
    is_english = len(english) > 1 and english.isascii() and any(map(str.isalpha, english))
    return is_chinese and is_english and not {chinese, english} & FUNCTION_WORDS


def _is_han(character: str) -> bool:
    return _HAN.fullmatch(character) is not None


def _confidence(together: float, count: int, other_count: int, doubt: float) -> float:
    share = min(together / count, 1.0) * min(together / other_count, 1.0)
    return float(share**0.5 * together / (together + doubt))
