"""Neighbouring words that may be a term, numbered: each different run that occurs more than once."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from storage.search.learning.bitext import Integers, Numbers, Side
from storage.search.learning.function_words import CONNECTIVES, FUNCTION_WORDS, NO_BORDERS

LONGEST = 4
"""Words in a term."""
_RAREST = 2
"""Occurrences of a term."""


class Runs:
    """The runs of up to LONGEST words on one side, numbered where they occur more than once."""

    def __init__(self, side: Side) -> None:
        """Number all runs; a run is never made of parts that occur once."""
        self.side = side
        self._is_border = _occurrences(side, lambda word: word not in NO_BORDERS)
        self._may_stand = _occurrences(side, lambda word: word not in FUNCTION_WORDS or word in CONNECTIVES)
        self.counts: list[int] = []
        self.examples: list[tuple[int, int]] = []
        """Of each number, where it stands and how many words it has."""
        self.numbers = [self._numbered(np.where(self._may_stand, side.words, -1).astype(np.int64), 1)]
        ends = np.zeros(len(side.words) + 1, dtype=bool)
        ends[side.starts] = True
        for size in range(2, LONGEST + 1):
            before = self.numbers[-1]
            runs = np.full(len(side.words), -1, dtype=np.int64)
            reach = len(side.words) - size + 1
            if reach > 0:
                whole = (before[:reach] >= 0) & (before[1 : reach + 1] >= 0)
                for step in range(1, size):
                    whole &= ~ends[step : step + reach]
                last = side.words[size - 1 :]
                runs[:reach] = np.where(
                    whole, before[:reach].astype(np.int64) * (len(side.vocabulary) + 1) + last, -1
                )
            self.numbers.append(self._numbered(runs, size))

    def words_of(self, number: int) -> tuple[str, ...]:
        """The words of a run."""
        start, size = self.examples[number]
        return tuple(self.side.vocabulary[word] for word in self.side.words[start : start + size])

    def number_of(self, start: int, size: int) -> int:
        """The number of the run there; -1 if it occurs nowhere else or cannot be a term."""
        numbers = self.numbers[size - 1]
        return int(numbers[start]) if start < len(numbers) else -1

    def has_borders(self, first: int, last: int) -> bool:
        """Whether a term may begin with the word at `first` and end with that at `last`."""
        return bool(self._is_border[first] and self._is_border[last])

    def _numbered(self, keys: Integers, size: int) -> Numbers:
        places = np.flatnonzero(keys >= 0)
        _, firsts, inverse, counts = np.unique(
            keys[places], return_index=True, return_inverse=True, return_counts=True
        )
        kept = counts >= _RAREST
        numbers = np.where(kept, np.cumsum(kept) - 1 + len(self.counts), -1).astype(np.int32)
        self.counts.extend(counts[kept].tolist())
        self.examples.extend((start, size) for start in places[firsts[kept]].tolist())
        found = np.full(len(keys), -1, dtype=np.int32)
        found[places] = numbers[inverse]
        return found


def _occurrences(side: Side, is_wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Of each place of a side, whether its word is wanted."""
    wanted = np.array([is_wanted(word) for word in side.vocabulary], dtype=bool)
    return wanted[side.words] if len(wanted) else np.zeros(0, dtype=bool)
