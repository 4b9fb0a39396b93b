"""How wide a text is for a reader: a Han character takes the room of two Latin letters."""

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
_WIDE = frozenset("WF")


@lru_cache(maxsize=20_000)
def character_width(character: str) -> int:
    """The width of one code point in Latin letters; marks that stand over another have none."""
    if unicodedata.combining(character):
        return 0
    return 2 if is_wide(character) else 1


def is_wide(character: str) -> bool:
    """Whether a code point, seen by itself, takes the room of two Latin letters."""
    return unicodedata.east_asian_width(character) in _WIDE
