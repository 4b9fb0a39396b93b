"""
Which word of a sentence stands for which of its translation, by expectation maximisation.

IBM model 1 as the start, then words at like places of their sentences are preferred (as in
Dyer, Chahuneau and Smith, 2013), in both directions at once: from the third round on a link
counts by as much as both directions believe in it (Liang, Taskar and Klein, 2006). Memory is
a few tables of at most 8 million entries, time linear in the links.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from storage.search.learning.bitext import Bitext, Floats, Integers, Links

_ROUNDS = 10
_ROUNDS_ANYWHERE = 5
_ROUNDS_ALONE = 3
_NEARNESS = 4.0
_TO_NOTHING = 0.08
"""The share of words that stand for no word of the other side."""
_SMOOTHING = 0.01
_STRONG = 0.2
"""The belief in a link from which it is kept."""

Tell = Callable[[int, int], object]
"""Called with the rounds done and their number."""


@dataclass(frozen=True, slots=True)
class StrongLinks:
    """The links of a block of sentences that both directions believe in."""

    sentence: Integers
    chinese_at: Integers
    english_at: Integers
    belief: Floats
    """The geometric mean of both directions' probabilities."""


class Alignment:
    """What is believed of each pair of words; better with each round."""

    def __init__(self, bitext: Bitext) -> None:
        """Know nothing yet: every word may stand for any."""
        self._bitext = bitext
        self._sizes = (len(bitext.chinese.vocabulary), len(bitext.english.vocabulary))
        # Expected counts of word pairs, once a direction, and of their words on the given side.
        self._to_english = self._to_chinese = np.ones(bitext.slots, dtype=np.float32)
        self._of_chinese, self._of_english = (np.ones(size, dtype=np.float32) for size in self._sizes)
        self._alone_chinese, self._alone_english = (
            np.full(size, 1 / max(size, 1), dtype=np.float32) for size in self._sizes
        )
        self._rounds = 0

    def learn(self, tell: Tell = lambda _done, _total: None) -> None:
        """All rounds."""
        for done in range(_ROUNDS):
            tell(done, _ROUNDS)
            self._round()
        tell(_ROUNDS, _ROUNDS)

    def strong_links(self, count: int) -> Iterator[StrongLinks]:
        """The links believed in of the first `count` pairs, sentence after sentence."""
        for links in self._bitext.blocks():
            if links.first >= count:
                return
            english, chinese = self._beliefs(links)
            belief = np.sqrt(english * chinese)
            kept = np.flatnonzero((belief >= _STRONG) & (links.sentence < count))
            yield StrongLinks(
                links.sentence[kept], links.chinese_at[kept], links.english_at[kept], belief[kept]
            )

    def _round(self) -> None:
        bitext, slots = self._bitext, self._bitext.slots
        tables = [np.zeros(slots, dtype=np.float32) for _ in range(2)]
        words = [np.zeros(size, dtype=np.float32) for size in self._sizes]
        alone = [np.full(size, _SMOOTHING, dtype=np.float32) for size in self._sizes]
        for links in bitext.blocks():
            english, chinese = self._beliefs(links)
            self._count_alone(links, alone, chinese, english)
            if self._rounds >= _ROUNDS_ALONE:
                english = chinese = english * chinese
            weights = bitext.weights[links.sentence]
            sides = (bitext.chinese.words[links.chinese_at], bitext.english.words[links.english_at])
            for table, word, side, belief in zip(tables, words, sides, (english, chinese), strict=True):
                np.add.at(table, links.slot, belief * weights)
                np.add.at(word, side, belief * weights)
        self._to_english, self._to_chinese = tables
        self._of_chinese, self._of_english = words
        self._alone_chinese, self._alone_english = (counts / counts.sum() for counts in alone)
        self._rounds += 1

    def _beliefs(self, links: Links) -> tuple[Floats, Floats]:
        """
        The probabilities of the links: of each English word's over the Chinese ones, and the reverse.

        They add up to 1 with that of standing for nothing.
        """
        near = (
            np.ones_like(links.distance)
            if self._rounds < _ROUNDS_ANYWHERE
            else np.exp(-_NEARNESS * links.distance)
        )
        by_english, by_chinese = self._likelihoods(links)
        english, chinese = self._bitext.english, self._bitext.chinese
        return (
            _shares(near, by_english, links.english_at, self._alone_english[english.words]),
            _shares(near, by_chinese, links.chinese_at, self._alone_chinese[chinese.words]),
        )

    def _likelihoods(self, links: Links) -> tuple[Floats, Floats]:
        """Of each link, of the English word given the Chinese one, and the reverse."""
        of_chinese = self._of_chinese[self._bitext.chinese.words[links.chinese_at]]
        of_english = self._of_english[self._bitext.english.words[links.english_at]]
        tiny = np.float32(1e-12)
        return (
            np.asarray(self._to_english[links.slot] / np.maximum(of_chinese, tiny), dtype=np.float32),
            np.asarray(self._to_chinese[links.slot] / np.maximum(of_english, tiny), dtype=np.float32),
        )

    def _count_alone(self, links: Links, alone: list[Floats], chinese: Floats, english: Floats) -> None:
        sides = (self._bitext.chinese, self._bitext.english)
        places = (links.chinese_at, links.english_at)
        for counts, side, place, belief in zip(alone, sides, places, (chinese, english), strict=True):
            offset = int(place.min())
            linked = np.bincount(place - offset, belief)
            np.add.at(counts, side.words[offset : offset + len(linked)], np.maximum(1 - linked, 0))


def _shares(near: Floats, likelihood: Floats, place: Integers, alone: Floats) -> Floats:
    """Each link's share of the word at its place, beside that of standing for nothing."""
    offset = int(place.min())
    place = place - offset
    scale = np.bincount(place, near)
    weight = near * likelihood / scale[place] * (1 - _TO_NOTHING)
    whole = np.bincount(place, weight) + _TO_NOTHING * alone[offset : offset + len(scale)]
    return np.asarray(weight / whole[place], dtype=np.float32)
