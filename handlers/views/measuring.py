"""
What a text measures: for Telegram in UTF-16 units, for a reader in the width of Latin letters.

Telegram counts entity offsets in UTF-16 units; a text that fits by them always fits.
"""

import re
from dataclasses import dataclass
from html import unescape

from storage.display_width import ELLIPSIS, character_width, is_wide

_BASIC_PLANE = 0xFFFF
_TAG = re.compile(r"<[^>]*>")
_START_TAG = re.compile(r"<[a-z][^>]*>")
_HREF = re.compile(r'href="([^"]*)"')
_BREAKS = re.compile(r"[\s,，、。；;:：)）\]】-]")


@dataclass(frozen=True, slots=True)
class Weight:
    """What a piece of Telegram HTML takes of a message's limits."""

    units: int
    """UTF-16 units of the text that is shown."""
    entities: int
    payload_bytes: int
    """Bytes of all link addresses."""

    def __add__(self, other: "Weight") -> "Weight":
        """Both together."""
        return Weight(
            self.units + other.units,
            self.entities + other.entities,
            self.payload_bytes + other.payload_bytes,
        )

    def exceeds(self, limit: "Weight") -> bool:
        """Whether any of the three is over its limit."""
        return (
            self.units > limit.units
            or self.entities > limit.entities
            or self.payload_bytes > limit.payload_bytes
        )


LIMIT = Weight(units=4096, entities=100, payload_bytes=9000)
"""One message. Telegram drops entities over 100 silently and refuses about 9,500 bytes of links."""


def shown_text(html: str) -> str:
    """The text that Telegram HTML of ours shows."""
    return unescape(_TAG.sub("", html))


def weight(html: str) -> Weight:
    """What Telegram HTML of ours takes of a message."""
    return Weight(
        units=utf16_units(shown_text(html)),
        entities=len(_START_TAG.findall(html)),
        payload_bytes=sum(len(unescape(url).encode()) for url in _HREF.findall(html)),
    )


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting_units(text: str, limit_units: int) -> str:
    """As much of the front of a text as `limit_units` hold."""
    if utf16_units(text) <= limit_units:
        return text
    units = 0
    for number, character in enumerate(text):
        units += 2 if ord(character) > _BASIC_PLANE else 1
        if units > limit_units:
            return text[:number]
    return text


def display_width(text: str) -> int:
    """The width of a text in Latin letters."""
    if text.isascii():
        return len(text)
    return sum(character_width(character) for character in text)


def cut_to_width(text: str, limit_width: int) -> str:
    """
    The text, cut at a word with an ellipsis where it is wider than the limit.

    Where the last word alone would take more than half, it is cut within.
    """
    if display_width(text) <= limit_width:
        return text
    head = _fitting_prefix(text, limit_width - display_width(ELLIPSIS))
    breaks = [match.start() for match in _BREAKS.finditer(head)]
    next_is_break = bool(_BREAKS.match(text, len(head)))
    if breaks and not next_is_break and not is_wide(text[len(head)]) and breaks[-1] >= len(head) // 2:
        head = head[: breaks[-1]]
    return head.rstrip(" ,，、;；:：-") + ELLIPSIS


def _fitting_prefix(text: str, limit_width: int) -> str:
    width = 0
    for number, character in enumerate(text):
        width += character_width(character)
        if width > limit_width:
            return text[:number]
    return text
