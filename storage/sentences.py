"""Sentences of an abstract, in Chinese or English: the first stands in for a missing summary."""

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(r"[。！？.!?](?:(?<=[。！？])[\"'”’)\]」』]*|(?<=[.!?])[\"'”’)\]]*(?=\s|$))")
"""With the quotes and brackets that close behind it; one class in front is several times faster to seek."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|vs|cf|resp|approx|Fig|Eq|Sec|Dr|Prof|No)|\b[A-Z])\.$"
)


def first_sentence(text: str) -> str:
    """`text` up to its first sentence end, closing quotes included; all of it where there is none."""
    text = text.strip()
    return text[: next(_stops(text), len(text))]


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` stand, in order, each without the space around it."""
    borders = [0, *_stops(text), len(text)]
    ranges = []
    for start, end in pairwise(borders):
        sentence = text[start:end]
        if trimmed := sentence.strip():
            first = start + len(sentence) - len(sentence.lstrip())
            ranges.append((first, first + len(trimmed)))
    return ranges


def _stops(text: str) -> Iterator[int]:
    """Where sentences end, closing quotes included."""
    for end in _END.finditer(text):
        point = end.start()
        if text[point] == "." and _ABBREVIATION.search(text, max(0, point - 11), point + 1):
            continue
        yield end.end()
