"""Settings as people type them: hours and zones, read from any text."""

import re
from dataclasses import dataclass

from storage.search.folding import fold

_HOUR = re.compile(
    r"(\d{1,2})(?:[:：.](\d{1,2})|\s?[点點时時](半)?|(?=\s?[ap]m))(?![\d:：])\s?([ap]m)?", re.IGNORECASE
)
_WHOLE_HOURS = re.compile(r"(?<![\d:：])(\d{1,2})\s*[-–~～到至]\s*(\d{1,2})(?![\d:：点時时]|\s?[ap]m)")
_LAST_HOUR, _LAST_MINUTE = 23, 59
_NOON = 12


@dataclass(frozen=True, slots=True)
class TypedHours:
    """The hours in a text as "HH:MM", ascending; the first impossible one as it was written."""

    hours: tuple[str, ...] = ()
    impossible: str | None = None
    rest: str = ""
    """The text without them."""


def hours_in(text: str) -> TypedHours:
    """Read the hours in a text: 07:30, 7.30, 7：30, 8点, 8点半, 7:30 pm."""
    hours: set[str] = set()
    text = fold(text)
    for found in _HOUR.finditer(text):
        hour = _hour(found)
        if hour is None:
            return TypedHours(impossible=found[0].strip())
        hours.add(hour)
    return TypedHours(tuple(sorted(hours)), rest=_HOUR.sub(" ", text).strip(" ,，、;；"))


def hours_in_order(text: str) -> tuple[str, ...]:
    """The possible hours in a text as they follow each other; "22-7" counts as two whole ones."""
    spread = _WHOLE_HOURS.sub(r"\1:00 \2:00", fold(text))
    return tuple(hour for found in _HOUR.finditer(spread) if (hour := _hour(found)))


def hour_of(minutes: int) -> str:
    """The hour "HH:MM" that begins so many minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(hour: str) -> int:
    """Minutes after midnight of an hour "HH:MM"."""
    return int(hour[:2]) * 60 + int(hour[3:])


def _hour(found: re.Match[str]) -> str | None:
    hour = int(found[1])
    minute = 30 if found[3] else int(found[2] or 0)
    half = (found[4] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
