"""A sentence cut to a width around what was found in it, never within a word or a character's marks."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from storage.search.analysis import MARK, analyse_text
from storage.search.locating import Range, token_ranges
from storage.search.offsets import fold_with_offsets

ELLIPSIS = "…"
_WIDE = frozenset("WF")
_LOOSE_ENDS = " ,，、;；:：-–—(（"
_LEAD_SHARE = 3
"""One part in so many of the room left goes before what was found."""
_MOST_SPANS = 50
_JOINER = "\u200d"
_LATER_JAMO = ("\u1160", "\u11ff")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a paper's text with the places in it that answer a query."""

    text: str
    """On one line, with … at an end that was cut."""
    spans: tuple[Range, ...]
    """Code points of `text`: ascending, none touching another."""


def cut_around(sentence: str, spans: Sequence[Range], limit_width: int) -> Excerpt:
    """
    As much of `sentence` as is `limit_width` wide, around as many different `spans` as fit.

    Width counts in Latin letters; Chinese characters are two wide.
    """
    line = sentence.replace("\n", " ")
    widths = _widths(line)
    if widths[-1] <= limit_width:
        return Excerpt(line, tuple(spans))
    start, end = _window(line, _best(line, spans[:_MOST_SPANS], widths, limit_width), widths, limit_width)
    head, tail = ELLIPSIS if start else "", ELLIPSIS if end < len(line) else ""
    if tail:
        end = start + len(line[start:end].rstrip(_LOOSE_ENDS))
    clipped = [(max(first, start), min(last, end)) for first, last in spans]
    shift = start - len(head)
    inside = tuple((first - shift, last - shift) for first, last in clipped if first < last)
    return Excerpt(f"{head}{line[start:end]}{tail}", inside)


def _best(line: str, spans: Sequence[Range], widths: Sequence[int], limit_width: int) -> Range:
    """The stretch from one span to another that fits and holds most different ones, then most."""
    best, best_score = spans[0], (0, 0)
    for first, (start, _) in enumerate(spans):
        seen: set[str] = set()
        for count, (span_start, end) in enumerate(spans[first:], start=1):
            if widths[end] - widths[start] > limit_width - 2:
                break
            seen.add(line[span_start:end].casefold())
            if (len(seen), count) > best_score:
                best, best_score = (start, end), (len(seen), count)
    return best


def _window(line: str, wanted: Range, widths: Sequence[int], limit_width: int) -> Range:
    """Where to cut so that `wanted` is seen, with an ellipsis at each end that is cut."""
    room = limit_width - 2
    start, end = wanted
    borders = _borders(line, wanted, widths, room)
    if widths[end] <= limit_width - 1:
        return 0, _last_border(borders, 0, _reached(widths, limit_width - 1))
    if widths[-1] - widths[start] <= limit_width - 1:
        first = _first_border(borders, bisect_left(widths, widths[-1] - limit_width + 1), start)
        return start - len(line[first:start].lstrip(_LOOSE_ENDS)), len(line)
    lead = max(room - (widths[end] - widths[start]), 0) // _LEAD_SHARE
    first = _first_border(borders, bisect_left(widths, widths[start] - lead), start)
    start -= len(line[first:start].lstrip(_LOOSE_ENDS))
    return start, _last_border(borders, start, _reached(widths, widths[start] + room))


def _reached(widths: Sequence[int], width: int) -> int:
    return bisect_right(widths, width) - 1


def _first_border(borders: Sequence[int], lowest: int, highest: int) -> int:
    """The first border from `lowest` on; one before `highest` if need be, for what is there must be seen."""
    place = bisect_left(borders, lowest)
    return borders[place] if borders[place] <= highest else borders[place - 1]


def _last_border(borders: Sequence[int], start: int, highest: int) -> int:
    return max(borders[bisect_right(borders, highest) - 1], start)


def _borders(line: str, wanted: Range, widths: Sequence[int], room: int) -> list[int]:
    """Where `line` can be cut: not within a word, unless it must be seen and is too wide."""
    inside: set[int] = set()
    for start, end in _words(line):
        if widths[end] - widths[start] <= room or end <= wanted[0] or start >= wanted[1]:
            inside.update(range(start + 1, end))
    places = (place for place in range(1, len(line)) if place not in inside)
    return [0, *(place for place in places if not _belong_together(line[place - 1], line[place])), len(line)]


def _words(line: str) -> Iterable[Range]:
    words = analyse_text(line).words
    folded = fold_with_offsets(line)
    ranges = token_ranges(folded.text, words, are_grams=False)
    body = (found for word, found in zip(words, ranges, strict=True) if word != MARK and found)
    return (folded.original(start, end) for start, end in body)


def _belong_together(before: str, character: str) -> bool:
    """Whether two code points show as one."""
    return (
        _JOINER in (before, character)
        or unicodedata.category(character) in ("Mn", "Me", "Mc", "Cs")
        or _SKIN_TONES[0] <= character <= _SKIN_TONES[1]
        or _LATER_JAMO[0] <= character <= _LATER_JAMO[1]
    )


def _widths(line: str) -> Sequence[int]:
    """The width of the first n characters, for each n."""
    if line.isascii():
        return range(len(line) + 1)
    return list(accumulate(map(_character_width, line), initial=0))


@lru_cache(maxsize=20_000)
def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
