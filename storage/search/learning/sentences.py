"""
Sentences of a text and of its translation are put side by side.

By their lengths (Gale and Church, 1993) and by the names that stand in both: order is kept,
every sentence is in exactly one pair, and a pair has up to three sentences on a side. It
decides nothing about words.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from storage.search.analysis import MARK, analyse_phrase
from storage.search.folding import fold
from storage.search.latin import HAN

_CHINESE_END = re.compile(r"(?<=[。!?;])\s*|\n+")
_ENGLISH_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\d(\[\"'$\\*])|\n+")
_HAN = re.compile(f"[{HAN}]")
MOST_SENTENCES = 60
"""Of one text; what follows is left out."""

_SHAPES = {
    (1, 1): 0.89, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011, (3, 1): 0.003, (1, 3): 0.003,
    (1, 0): 0.0001, (0, 1): 0.0001,
}  # fmt: skip
"""
How often so many Chinese sentences stand for so many English ones, as in the source.

A sentence without translation is rarer than there, because its length does not speak against it.
"""
_VARIANCE = 6.8
"""Of a sentence's length per character of its translation; the source's."""
_HAN_WIDTH = 3.4
"""English letters that say as much as a Chinese character."""
_NAME_BONUS = 2.0
"""What each name that stands on both sides is worth, as a logarithm."""
_MOST_NAMES = 4
_LOWEST = 1e-30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the analysis gives it."""

    words: tuple[str, ...]
    width: float
    """Its length in English letters."""
    names: frozenset[str]
    """Latin words of two or more letters."""


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text, Chinese or English, in order; those without a word are left out."""
    folded = fold(text)
    ends = _CHINESE_END if _HAN.search(folded) else _ENGLISH_END
    found = (_sentence(part) for part in ends.split(folded))
    return [one for one in found if one.words][:MOST_SENTENCES]


def aligned(
    chinese: Sequence[Sentence], english: Sequence[Sentence]
) -> Iterator[tuple[Sequence[Sentence], Sequence[Sentence]]]:
    """Pairs of neighbouring sentences that say the same, in order; one side may be empty."""
    i = j = 0
    for more_chinese, more_english in _steps(chinese, english):
        yield chinese[i : i + more_chinese], english[j : j + more_english]
        i, j = i + more_chinese, j + more_english


def _sentence(text: str) -> Sentence:
    words = tuple(word for word in analyse_phrase(text).words if word != MARK)
    han = len(_HAN.findall(text))
    names = frozenset(word for word in words if len(word) > 1 and word.isascii())
    return Sentence(words, han * _HAN_WIDTH + (len(text) - han), names)


def _steps(chinese: Sequence[Sentence], english: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The cheapest way through both texts, as the numbers of sentences that each pair takes."""
    left, right = (list(accumulate((one.width for one in side), initial=0.0)) for side in (chinese, english))
    rows, columns = len(chinese) + 1, len(english) + 1
    costs = [[math.inf] * columns for _ in range(rows)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * columns for _ in range(rows)]
    costs[0][0] = 0.0
    names = [[len(one.names & other.names) for other in english] for one in chinese]
    for i in range(rows):
        for j in range(columns):
            for shape, frequency in _SHAPES.items():
                a, b = i - shape[0], j - shape[1]
                if a < 0 or b < 0:
                    continue
                cost = costs[a][b] - math.log(frequency)
                if shape[0] and shape[1]:
                    cost += _strangeness(left[i] - left[a], right[j] - right[b])
                    common = sum(sum(row[b:j]) for row in names[a:i])
                    cost -= _NAME_BONUS * min(common, _MOST_NAMES)
                if cost < costs[i][j]:
                    costs[i][j], came[i][j] = cost, shape
    return _way_back(came)


def _way_back(came: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    i, j = len(came) - 1, len(came[0]) - 1
    steps = []
    while i or j:
        steps.append(came[i][j])
        i, j = i - came[i][j][0], j - came[i][j][1]
    return steps[::-1]


def _strangeness(one: float, other: float) -> float:
    """How unlikely such lengths are for sentences that say the same, as a logarithm."""
    deviation = abs(other - one) / math.sqrt(_VARIANCE * max((one + other) / 2, 1.0))
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), _LOWEST))
