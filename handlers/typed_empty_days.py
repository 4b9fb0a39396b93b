"""On which empty days to say so, as people type it, in both languages."""

import re
from dataclasses import dataclass

from storage.records import EmptyDays
from storage.search.folding import fold

_WORD = re.compile(
    r"(?:empty\s*days?|days?\s+without\s+papers|空日子|没有?论文(?:的日子|的时候|时)?)\s*[:：,，]?\s*",
    re.IGNORECASE,
)
_CHOICES = (
    (r"daily|every\s*day|every(?:\s+one)?|always|每天|天天|每次|都说", EmptyDays.DAILY),
    (r"never|off|no|none|从不|不说|不用说|别说|不要|关|关闭|关掉", EmptyDays.NEVER),
    (r"some|sometimes|first|every\s+third|第一天.*|偶尔|有时|默认", EmptyDays.SOME),
)


@dataclass(frozen=True, slots=True)
class TypedEmptyDays:
    """The choice; None where it was not understood."""

    choice: EmptyDays | None
    unclear: str = ""
    """What was not understood; empty where nothing follows the word."""


def empty_days_in(text: str) -> TypedEmptyDays | None:
    """The choice after its word, as in "empty days never" and 空日子 每天; None for any other text."""
    text = fold(text)
    word = _WORD.match(text)
    if word is None:
        return None
    rest = text[word.end() :].strip()
    chosen = (choice for said, choice in _CHOICES if re.fullmatch(said, rest, re.IGNORECASE))
    choice = next(chosen, None)
    return TypedEmptyDays(choice, "" if choice else rest)
