"""
Where in a text the tokens of its analysis stand.

`analysis` alone decides what the tokens are; here they are laid back on the text, only for
texts in which something was found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from storage.search import latin
from storage.search.analysis import MARK
from storage.search.phrases import Place

_PIECES = re.compile(rf"([{latin.HAN}]+)|({latin.WORD})")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+(?:\.\d+)*")
_MOST_PIECES = 8

Range = tuple[int, int]


def token_ranges(folded: str, tokens: Sequence[str], *, are_grams: bool) -> list[Range | None]:
    """
    Where tokens stand in the folded text that they were made from; None for marks.

    `tokens` are the first of the text's stream, or all of them.
    """
    ranges: list[Range | None] = []
    count, has_marks, has_hyphens = len(tokens), MARK in tokens, "-" in folded
    for piece in _PIECES.finditer(folded):
        while has_marks and len(ranges) < count and tokens[len(ranges)] == MARK:
            ranges.append(None)
        if len(ranges) >= count:
            return ranges
        if piece.lastindex == 1:
            ranges += _in_run(*piece.span(), tokens, len(ranges), are_grams=are_grams)
        elif has_hyphens and "-" in piece.group():
            start = piece.start()
            ranges += [(start + first, start + last) for first, last in _in_name(piece.group())]
        else:
            ranges.append(piece.span())
    if len(ranges) < count:
        ranges += _in_parts(folded)
    return ranges


def joined(places: Sequence[Place], ranges: Sequence[Range | None]) -> list[Range]:
    """The stretches of text that places cover: in order, none touching another."""
    found: list[Range] = []
    for first, last in _merged([(place.start, place.end) for place in places]):
        start: int | None = None
        end = 0
        for token_range in ranges[first:last]:
            if token_range is None or (start is not None and token_range[0] < start):
                if start is not None:
                    found.append((start, end))
                start = None
            if token_range is not None:
                start, end = token_range[0] if start is None else start, token_range[1]
        if start is not None:
            found.append((start, end))
    return merged(found)


def merged(ranges: Sequence[Range]) -> list[Range]:
    """The same stretches in order, with those that overlap or touch made one."""
    return _merged(sorted(ranges), gap=0)


def _merged(ranges: Sequence[Range], gap: int = -1) -> list[Range]:
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1] + gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _in_run(start: int, end: int, tokens: Sequence[str], first: int, *, are_grams: bool) -> Iterator[Range]:
    number = first
    while start < end and number < len(tokens):
        size = len(tokens[number])
        yield start, start + size
        start += 1 if are_grams else size
        number += 1


@lru_cache(maxsize=5_000)
def _in_name(name: str) -> tuple[Range, ...]:
    """Where the tokens of a Latin word stand in it: its words, or all of it for a name with a digit."""
    if len(latin.tokens_of(name)[0]) == 1:
        return ((0, len(name)),)
    return tuple(_pieces(name))


def _in_parts(folded: str) -> Iterator[Range | None]:
    """Where the shorter names within names stand, behind a mark each, as the analysis gives them."""
    names: dict[str, int] = {}
    for piece in _PIECES.finditer(folded):
        if piece.lastindex != 1:
            names.setdefault(piece.group(), piece.start())
    for name, start in names.items():
        for part in _parts_in_name(name):
            yield None
            yield from ((start + first, start + last) for first, last in part)


@lru_cache(maxsize=5_000)
def _parts_in_name(name: str) -> tuple[tuple[Range, ...], ...]:
    """Where the tokens of the shorter names within a name stand; all of it where that is not plain."""
    stretches = _stretches(name)
    return tuple(tuple(_located(part, stretches, len(name))) for part in latin.parts_of(name))


def _located(part: Sequence[str], stretches: dict[str, list[Range]], length: int) -> Iterator[Range]:
    reached = 0
    for token in part:
        places = stretches.get(token, [])
        following = bisect_left(places, (reached, 0))
        found = places[following] if following < len(places) else None
        reached = found[1] if found else reached
        yield found or (0, length)


def _stretches(name: str) -> dict[str, list[Range]]:
    """What stands in a name, by the token that it gives alone."""
    pieces = list(_pieces(name))
    ranges = [match.span() for match in _CAMEL.finditer(name)]
    ranges += [
        (pieces[first][0], pieces[last][1])
        for first in range(min(len(pieces), _MOST_PIECES))
        for last in range(first, min(len(pieces), _MOST_PIECES))
    ]
    found: dict[str, list[Range]] = {}
    for start, end in sorted(ranges):
        tokens = latin.tokens_of(name[start:end])[0]
        if len(tokens) == 1:
            found.setdefault(tokens[0], []).append((start, end))
    return found


def _pieces(name: str) -> Iterator[Range]:
    start = 0
    for piece in name.split("-"):
        yield start, start + len(piece)
        start += len(piece) + 1
