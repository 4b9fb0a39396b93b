"""
Long texts become pages, short lines become messages: each fits Telegram's limits alone.

Cuts prefer a paragraph, then a line, then a sentence, then a space. Lines are never cut.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from handlers.views.measuring import LIMIT, Weight, fitting_units, utf16_units, weight
from handlers.views.rich_text import RichText

_CUTS = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"[。！？；]|[.!?;]\s"), re.compile(r"\s"))
_LEAST_SHARE = 0.4
"""A cut in the front of a page is not worth it; a less good one further back is."""


def pages(rich: RichText, limit: Weight) -> tuple[RichText, ...]:
    """The text in pages of at most `limit`, white space at the cuts left out."""
    found: list[RichText] = []
    while rich:
        end = _page_end(rich, limit)
        if page := _stripped(rich.part(0, end)):
            found.append(page)
        rich = _stripped(rich.part(end, len(rich.text)))
    return tuple(found)


def messages(
    blocks: Sequence[Markup], limit: Weight = LIMIT, separator: str = "\n"
) -> tuple[tuple[int, int], ...]:
    """Ranges of blocks (from, to before) that make one message each; a block alone must fit."""
    ranges: list[tuple[int, int]] = []
    start, total = 0, Weight(0, 0, 0)
    between = Weight(utf16_units(separator), 0, 0)
    for number, block in enumerate(blocks):
        one = weight(block)
        if number > start and (total + between + one).exceeds(limit):
            ranges.append((start, number))
            start, total = number, one
        else:
            total = total + between + one if number > start else one
    if start < len(blocks):
        ranges.append((start, len(blocks)))
    return tuple(ranges)


def _page_end(rich: RichText, limit: Weight) -> int:
    longest = _longest_prefix(rich, limit)
    if longest >= len(rich.text):
        return longest
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(rich.text, 0, longest)]
        if ends and ends[-1] >= longest * _LEAST_SHARE:
            return ends[-1]
    return longest


def _longest_prefix(rich: RichText, limit: Weight) -> int:
    """How many characters fit, at least one."""
    return max(
        1,
        min(
            len(fitting_units(rich.text, limit.units)),
            _end_of_spans(rich, limit.entities, lambda _span: 1),
            _end_of_spans(rich, limit.payload_bytes, lambda span: len(span.url.encode())),
        ),
    )


def _end_of_spans(rich: RichText, limit: int, cost: Callable[..., int]) -> int:
    """Where the spans that begin in the text cost more than the limit for the first time."""
    total = 0
    for span in sorted(rich.spans, key=lambda one: one.start):
        total += cost(span)
        if total > limit:
            return span.start or 1
    return len(rich.text)


def _stripped(rich: RichText) -> RichText:
    front = len(rich.text) - len(rich.text.lstrip())
    return rich.part(front, len(rich.text.rstrip())) if rich.text.strip() else RichText()
