"""
Where the code points of a folded text stood in the original.

Folding composes, expands and removes code points, so what is found in the folded text cannot
be marked in the original without this. It changes nothing itself: `folding.fold` decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from storage.search.folding import fold

_STEADY = r"\x00-\x7f\u2013-\u2015\u2018-\u201f\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
"""Code points that fold to one code point each and never into the one before them."""
_UNSTEADY = re.compile(rf"[{_STEADY}]?[^{_STEADY}]+")
_LONGEST_COMPOSED = 4
"""Code points of which one can be composed that begins none by itself (Hangul has three)."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as `fold` gives it, with the way back."""

    text: str
    _starts: Sequence[int] | None
    _ends: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that `text[start:end]`, which is not empty, comes from."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` and, for each of its code points, where it stood; linear in the length."""
    if text.isascii():
        return Folded(text, None, None)
    whole = fold(text)
    if len(whole) == len(text) and not _UNSTEADY.search(text):
        return Folded(whole, None, None)
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for found in _UNSTEADY.finditer(text):
        starts += range(place, found.start())
        ends += range(place + 1, found.start() + 1)
        _add_clusters(found.group(), found.start(), starts, ends)
        place = found.end()
    starts += range(place, len(text))
    ends += range(place + 1, len(text) + 1)
    return Folded(whole, starts, ends)


def _add_clusters(text: str, offset: int, starts: list[int], ends: list[int]) -> None:
    """Add the places of a stretch in which code points may belong together."""
    clusters = _clusters(text)
    if "".join(map(fold, clusters)) != fold(text):
        clusters = [text]
    start = offset
    for cluster in clusters:
        end = start + len(cluster)
        size = len(fold(cluster))
        starts += [start] * size
        ends += [end] * size
        start = end


def _clusters(text: str) -> list[str]:
    """`text` in the smallest pieces that fold independently."""
    borders = [0]
    for place, character in enumerate(text[1:], start=1):
        if unicodedata.combining(character):
            continue
        before = text[max(borders[-1], place - _LONGEST_COMPOSED) : place]
        if fold(before + character) == fold(before) + fold(character):
            borders.append(place)
    return [text[start:end] for start, end in zip(borders, [*borders[1:], len(text)], strict=True)]
