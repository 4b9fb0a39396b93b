"""A sentence cut to a width around what was found in it, never within a word or a character's marks."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from storage.display_width import ELLIPSIS, character_width
from storage.search import latin
from storage.search.folding import fold
from storage.search.locating import Range
from storage.search.segmenter import cut

_LOOSE_ENDS = " ,，、;；:：-–—(（"
_LEAD_SHARE = 3
"""One part in so many of the room left goes before what was found."""
_MOST_SPANS = 50
_WORD = re.compile(latin.WORD)
_LONGEST_WORD = 40
"""Letters on both sides of a place by which it is told whether it lies within a word."""
_HAN = re.compile(f"[{latin.HAN}]+")
_HAN_AT_END = re.compile(rf"[{latin.HAN}]+\Z")
_LONGEST_RUN = 12
"""Chinese characters on both sides that decide about a cut: names of more are rare."""
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
    if widths[end] <= limit_width - 1:
        return 0, _end(line, _reached(widths, limit_width - 1), wanted)
    if widths[-1] - widths[start] <= limit_width - 1:
        return _start(line, bisect_left(widths, widths[-1] - limit_width + 1), start), len(line)
    lead = max(room - (widths[end] - widths[start]), 0) // _LEAD_SHARE
    first = _start(line, bisect_left(widths, widths[start] - lead), start)
    return first, _end(line, _reached(widths, widths[first] + room), wanted)


def _reached(widths: Sequence[int], width: int) -> int:
    return bisect_right(widths, width) - 1


def _start(line: str, lowest: int, wanted: int) -> int:
    """The first place from `lowest` to `wanted` where a word begins."""
    places = (place for place in range(lowest, wanted) if _is_border(line, place))
    first = next(places, wanted)
    return wanted - len(line[first:wanted].lstrip(_LOOSE_ENDS))


def _end(line: str, highest: int, wanted: Range) -> int:
    """The last place up to `highest` where a word ends, behind what is wanted; else where the room is full."""
    start, end = wanted
    lowest = end if end <= highest else start + 1
    places = (place for place in range(highest, lowest - 1, -1) if _is_border(line, place))
    full = (place for place in range(highest, start, -1) if not _belong_together(line, place))
    return next(places, None) or next(full, start)


def _is_border(line: str, place: int) -> bool:
    """Whether a line can be cut there: within no word and no character of several code points."""
    if place in (0, len(line)):
        return True
    before, after = line[place - 1], line[place]
    if before.isspace() or after.isspace():
        return True
    if _belong_together(line, place):
        return False
    if _HAN.match(before) and _HAN.match(after):
        return _is_between_words(line, place)
    around = slice(max(place - _LONGEST_WORD, 0), place + _LONGEST_WORD)
    words = _WORD.finditer(line[around])
    return not any(word.start() < place - around.start < word.end() for word in words)


def _is_between_words(line: str, place: int) -> bool:
    """Whether a Chinese run is cut there, seen with a few characters of it on both sides."""
    before = _HAN_AT_END.search(line[max(place - _LONGEST_RUN, 0) : place])
    after = _HAN.match(line[place : place + _LONGEST_RUN])
    first, rest = (found.group() if found else "" for found in (before, after))
    ends = accumulate(map(len, cut(fold(first + rest))))
    return len(first) in ends


def _belong_together(line: str, place: int) -> bool:
    """Whether the code points before and behind a place show as one character."""
    before, after = line[place - 1 : place], line[place : place + 1]
    return bool(after) and (
        _JOINER in (before, after)
        or unicodedata.category(after) in ("Mn", "Me", "Mc", "Cs")
        or _SKIN_TONES[0] <= after <= _SKIN_TONES[1]
        or _LATER_JAMO[0] <= after <= _LATER_JAMO[1]
    )


def _widths(line: str) -> Sequence[int]:
    """The width of the first n characters, for each n."""
    if line.isascii():
        return range(len(line) + 1)
    return list(accumulate(map(character_width, line), initial=0))
