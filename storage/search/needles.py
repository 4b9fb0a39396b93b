"""
A cheap look at a text before it is analysed: could it hold any of these terms at all?

Strings are sought in the bare text. The answer errs on one side only: a text in which a
term stands is always a candidate. Texts with characters that folding changes are candidates
of everything.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from storage.search.analysis import MARK
from storage.search.folding import fold
from storage.search.latin import HAN
from storage.search.stemming import beginnings

_HAN = re.compile(f"[{HAN}]")
_HAN_WEIGHT = 3
"""How many Latin letters are as rare as one Chinese character."""
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_WITHIN_WORDS = frozenset("-'.+#")
_APOSTROPHE = "\u2019"
_SEPARATOR = "\0"
_ONE_BY_ONE = ((0x80, 0x3400), (0xFE00, 0x10000))
_PICTURES = "\U0001f300-\U0001f5ff\U0001f600-\U0001faff"


class Sieve:
    """Which of many terms a text could hold; the n-th term given is the n-th bit of an answer."""

    def __init__(self, rows_of_terms: Sequence[Iterable[Sequence[str]]]) -> None:
        self._terms: dict[str, int] = {}
        for number, rows in enumerate(rows_of_terms):
            for row in rows:
                for needle in _needles(row):
                    self._terms[needle] = self._terms.get(needle, 0) | 1 << number
        self._all = (1 << len(rows_of_terms)) - 1

    def candidates(self, text: str) -> int:
        """The terms that may stand in `text`."""
        return self.candidates_of_pieces((text,))[0]

    def candidates_of_pieces(self, pieces: Sequence[str]) -> list[int]:
        """The terms that may stand in each of the pieces that a text was cut into."""
        if not pieces:
            return []
        whole = _squeezed(_SEPARATOR.join(pieces))
        bare = whole.split(_SEPARATOR) if len(pieces) > 1 else [whole]
        if len(bare) != len(pieces):
            bare = [_squeezed(piece) for piece in pieces]
        present = [(needle, terms) for needle, terms in self._terms.items() if needle in whole]
        unsteady = None if whole.isascii() else _unsteady()
        return [
            self._all if unsteady and unsteady.search(piece) else _union(present, squeezed)
            for piece, squeezed in zip(pieces, bare, strict=True)
        ]


def _union(present: Sequence[tuple[str, int]], text: str) -> int:
    terms = 0
    for needle, those in present:
        if needle in text:
            terms |= those
    return terms


def _squeezed(text: str) -> str:
    """Names are written with hyphens and apostrophes that their tokens lack."""
    bare = text.lower().replace("-", "").replace("'", "")
    return bare if bare.isascii() else bare.replace(_APOSTROPHE, "")


def _needles(row: Sequence[str]) -> tuple[str, ...]:
    """
    Strings of which one stands in every plain text that holds the tokens of `row` in a row.

    None for tokens of characters that no plain text has.
    """
    choices: list[tuple[str, ...]] = [(run,) for run in _han_runs(row)]
    choices += [
        beginnings(token) if token.isalpha() else (token,)
        for token in row
        if token.isascii() and token != MARK
    ]
    return max(choices, key=lambda choice: min(map(_rarity, choice)), default=())


def _rarity(needle: str) -> int:
    return len(needle) * (1 if needle.isascii() else _HAN_WEIGHT)


def _han_runs(row: Sequence[str]) -> list[str]:
    """The Chinese characters that neighbouring tokens stand for, words or bigrams."""
    runs: list[str] = []
    before = ""
    for token in row:
        if not _HAN.match(token):
            before = ""
            continue
        is_gram = len(before) > 1 and before[1:] == token[:1]
        if not before:
            runs.append(token)
        else:
            runs[-1] += token[1:] if is_gram else token
        before = token
    return runs


@cache
def _unsteady() -> re.Pattern[str]:
    """Characters that may give a word other letters than it shows."""
    steady = [
        one
        for start, end in _ONE_BY_ONE
        for one, folded in _folds(start, end)
        if _only_separates(one, folded)
    ]
    han = [one for one, folded in _folds(_FIRST_HAN, _LAST_HAN + 1) if folded == one]
    return re.compile(rf"[^\x00-\x7f{''.join(steady)}{''.join(han)}{_PICTURES}]")


def _folds(start: int, end: int) -> Iterator[tuple[str, str]]:
    """Each character of a range and what it folds to; folding them together takes a tenth of the time."""
    characters = list(map(chr, range(start, end)))
    return zip(characters, fold(_SEPARATOR.join(characters)).split(_SEPARATOR), strict=True)


def _only_separates(character: str, folded: str) -> bool:
    """Whether it is no part of a word, whatever folding makes of it."""
    if character == _APOSTROPHE:
        return True
    is_part = any(one.isalnum() or unicodedata.category(one)[0] in "MC" for one in folded)
    return not (is_part or folded in _WITHIN_WORDS)
