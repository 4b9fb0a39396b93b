"""
Sentence pairs as numbers: what the alignment of words works on.

A word is its number in the vocabulary of its language; all sentences of a language stand one
after the other in one array. Links, every word of a sentence with every word of its
translation, are far too many to keep and are made block by block.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
LONGEST = 120
"""Words on either side beyond which a pair is left out: its sentences were not told apart."""
_LINKS_AT_ONCE = 500_000
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
    words: Integers
    starts: Integers
    """Where each sentence begins in `words`, and at last their end."""

    def words_of(self, sentence: int) -> list[str]:
        """The words of one sentence."""
        numbers = self.words[self.starts[sentence] : self.starts[sentence + 1]]
        return [self.vocabulary[number] for number in numbers]


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
        The size of a table over pairs of words, a power of two and at most 16 million.

        Pairs are not numbered but scattered over it: where there are many, some share an entry,
        which blurs what is rare and bounds the memory.
        """
        return 1 << min(max((4 * self.link_count).bit_length(), 16), 24)

    def blocks(self) -> Iterator[Links]:
        """All links, sentence after sentence, in blocks of bounded size."""
        counts = np.diff(self.chinese.starts) * np.diff(self.english.starts)
        number = np.cumsum(counts) // _LINKS_AT_ONCE
        borders = [0, *(np.flatnonzero(np.diff(number)) + 1), len(counts)]
        for first, last in pairwise(borders):
            if first < last:
                yield self._links(int(first), int(last))

    def slot_of(self, chinese: Integers, english: Integers) -> Integers:
        """The table entries of pairs of word numbers."""
        mixed = ((chinese * len(self.english.vocabulary) + english) * _MIXER) & _MASK
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


def bitext_of(pairs: Iterable[Pair]) -> Bitext:
    """`pairs` as numbers; empty and overlong ones are left out."""
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    numbers: tuple[list[Any], list[Any]] = ([], [])
    lengths: tuple[list[int], list[int]] = ([0], [0])
    papers, weights = [], []
    for pair in pairs:
        both = (pair.chinese, pair.english)
        if not all(0 < len(words) <= LONGEST for words in both):
            continue
        papers.append(pair.paper)
        weights.append(pair.weight)
        for side, found, ends, words in zip(sides, numbers, lengths, both, strict=True):
            found.append(np.array([side.setdefault(word, len(side)) for word in words], dtype=np.int64))
            ends.append(len(words))
    chinese, english = (
        Side(
            list(side), np.concatenate([np.zeros(0, dtype=np.int64), *found]), np.cumsum(ends, dtype=np.int64)
        )
        for side, found, ends in zip(sides, numbers, lengths, strict=True)
    )
    return Bitext(chinese, english, np.array(papers, dtype=np.int64), np.array(weights, dtype=np.float32))
