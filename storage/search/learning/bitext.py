"""
Sentence pairs as numbers: what the alignment of words works on.

A word is its number in the vocabulary of its language; all sentences of a language stand one
after the other in one array. Links, every word of a sentence with every word of its
translation, are far too many to keep and are made block by block.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Numbers = NDArray[np.int32]
"""Integers of which there is one a word of all texts."""
Floats = NDArray[np.float32]
LONGEST = 120
"""Words on either side beyond which a pair is left out: its sentences were not told apart."""
_LINKS_AT_ONCE = 100_000
_MIXER, _MASK = 0x9E3779B1, 0xFFFFFFFF
"""Knuth's multiplicative hashing: the upper bits of the product scatter neighbouring keys."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a paper in both languages; a heavier pair counts as several."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    paper: int
    weight: float = 1.0


@dataclass(frozen=True)
class Side:
    """All sentences of one language."""

    vocabulary: Sequence[str]
    words: Numbers
    starts: Integers
    """Where each sentence begins in `words`, and at last their end."""

    def first(self, count: int) -> "Side":
        """The first so many sentences alone, with the same vocabulary."""
        return Side(self.vocabulary, self.words[: self.starts[count]], self.starts[: count + 1])


@dataclass(frozen=True, slots=True)
class Links:
    """Every word of some sentences with every word of their translations; one array entry a link."""

    first: int
    """The sentence that the block begins with."""
    sentence: Integers
    chinese_at: Integers
    """Places in `Side.words`."""
    english_at: Integers
    distance: Floats
    """How far the two words are apart in the courses of their sentences, from 0 to 1."""
    slot: Integers
    """Where what is known of the two words stands in a table of `Bitext.slots` entries."""


@dataclass(frozen=True)
class Bitext:
    """Sentence pairs, those of a paper in a row; one entry of `papers` and `weights` each."""

    chinese: Side
    english: Side
    papers: Integers
    weights: Floats

    @cached_property
    def link_count(self) -> int:
        """The number of all links."""
        return int(np.sum(np.diff(self.chinese.starts) * np.diff(self.english.starts)))

    @cached_property
    def slots(self) -> int:
        """
        The size of a table over pairs of words, a power of two and at most 8 million.

        Pairs are not numbered but scattered over it: where there are many, some share an entry,
        which blurs what is rare and bounds the memory.
        """
        return 1 << min(max(self.link_count.bit_length(), 16), 23)

    def blocks(self) -> Iterator[Links]:
        """All links, sentence after sentence, in blocks of bounded size."""
        counts = np.diff(self.chinese.starts) * np.diff(self.english.starts)
        number = np.cumsum(counts) // _LINKS_AT_ONCE
        borders = [0, *(np.flatnonzero(np.diff(number)) + 1), len(counts)]
        for first, last in pairwise(borders):
            if first < last:
                yield self._links(int(first), int(last))

    def first(self, count: int) -> "Bitext":
        """The first so many pairs alone."""
        return Bitext(
            self.chinese.first(count), self.english.first(count), self.papers[:count], self.weights[:count]
        )

    def slot_of(self, chinese: Numbers, english: Numbers) -> Integers:
        """The table entries of pairs of word numbers."""
        mixed = ((chinese.astype(np.int64) * len(self.english.vocabulary) + english) * _MIXER) & _MASK
        return mixed >> (_MASK.bit_length() - self.slots.bit_length() + 1)

    def _links(self, first: int, last: int) -> Links:
        rows = np.diff(self.chinese.starts[first : last + 1])
        columns = np.diff(self.english.starts[first : last + 1])
        sizes = rows * columns
        sentence = np.repeat(np.arange(first, last), sizes)
        within = np.arange(len(sentence)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        width, height = np.repeat(columns, sizes), np.repeat(rows, sizes)
        row, column = within // width, within % width
        chinese_at = self.chinese.starts[sentence] + row
        english_at = self.english.starts[sentence] + column
        distance = np.abs((row + 0.5) / height - (column + 0.5) / width).astype(np.float32)
        slot = self.slot_of(self.chinese.words[chinese_at], self.english.words[english_at])
        return Links(first, sentence, chinese_at, english_at, distance, slot)


class BitextBuilder:
    """Takes in sentence pairs one by one and keeps their numbers only."""

    def __init__(self) -> None:
        self._chinese, self._english = _SideBuilder(), _SideBuilder()
        self._papers: list[int] = []
        self._weights: list[float] = []

    def add(self, pair: Pair) -> None:
        """Take in a pair; empty and overlong ones are left out."""
        if all(0 < len(words) <= LONGEST for words in (pair.chinese, pair.english)):
            self._chinese.add(pair.chinese)
            self._english.add(pair.english)
            self._papers.append(pair.paper)
            self._weights.append(pair.weight)

    def __len__(self) -> int:
        return len(self._papers)

    def bitext(self) -> Bitext:
        """All pairs so far."""
        papers, weights = np.array(self._papers, np.int64), np.array(self._weights, np.float32)
        return Bitext(self._chinese.side(), self._english.side(), papers, weights)


class _SideBuilder:
    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("i")
        self._lengths = array("l", [0])

    def add(self, words: tuple[str, ...]) -> None:
        numbers = self._numbers
        self._words.extend(numbers.setdefault(word, len(numbers)) for word in words)
        self._lengths.append(len(words))

    def side(self) -> Side:
        starts = np.cumsum(np.array(self._lengths, dtype=np.int64))
        return Side(list(self._numbers), np.array(self._words, dtype=np.int32), starts)
