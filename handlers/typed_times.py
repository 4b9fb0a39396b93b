"""Days, quiet hours and pauses as people type them, in Chinese of either script and in English."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.typed_days import day_in, weekday_ahead
from handlers.wishes import hours_in_order
from storage.search.folding import fold

_DAY_WORDS = (
    (r"每天|天天|every\s*day|daily", range(7)),
    (r"工作日|平日|weekdays?|workdays?", range(5)),
    (r"周末|weekends?", (5, 6)),
)
_SINGLE_DAYS = (
    r"[周星期礼拜]+[一1]|mon(?:day)?s?",
    r"[周星期礼拜]+[二2]|tue(?:s|sday|sdays)?",
    r"[周星期礼拜]+[三3]|wed(?:nesday)?s?",
    r"[周星期礼拜]+[四4]|thu(?:r|rs|rsday|rsdays)?",
    r"[周星期礼拜]+[五5]|fri(?:day)?s?",
    r"[周星期礼拜]+[六6]|sat(?:urday)?s?",
    r"[周星期礼拜]+[日天7]|sun(?:day)?s?",
)
_LATIN_WHOLE = r"(?<![a-z])(?:{})(?![a-z])"
_BETWEEN = re.compile(r"(?:[\s,，、;；和]|and)*", re.IGNORECASE)
_QUIET = re.compile(r"^(?:quiet(?:\s*hours)?|免打扰|静音|安静|勿扰)\s*", re.IGNORECASE)
_OFF = re.compile(r"^(?:off|none|no|关|关闭|关掉|取消|不要)$", re.IGNORECASE)
_PAUSE = re.compile(r"^(?:pause|暂停|停到|停)\s*", re.IGNORECASE)
_RESUME = re.compile(r"^(?:resume|unpause|恢复|继续|取消暂停)$", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|to|for|直到|到|至)\s*", re.IGNORECASE)
LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TypedQuiet:
    """Quiet hours as "HH:MM"; both None for none."""

    begins: str | None = None
    ends: str | None = None
    unclear: str | None = None
    """What was not understood; empty where nothing follows the word."""


@dataclass(frozen=True, slots=True)
class TypedPause:
    """Until when to pause; None ends it."""

    until: date | None = None
    unclear: str | None = None
    """What is no day within a year; empty where nothing follows the word."""


def weekdays_in(text: str) -> tuple[int, ...] | None:
    """The weekdays that a text names and nothing besides, Monday is 0; None for any other text."""
    rest, days = fold(text), set[int]()
    for pattern, named in (*_DAY_WORDS, *((single, (day,)) for day, single in enumerate(_SINGLE_DAYS))):
        rest, count = re.subn(_LATIN_WHOLE.format(pattern), " ", rest, flags=re.IGNORECASE)
        if count:
            days.update(named)
    return tuple(sorted(days)) if days and _BETWEEN.fullmatch(rest) else None


def quiet_in(text: str) -> TypedQuiet | None:
    """Quiet hours after their word, as in "quiet 22:00-07:00" and 免打扰 22点到7点; None for any other text."""
    text = fold(text)
    word = _QUIET.match(text)
    if word is None:
        return None
    rest = text[word.end() :].strip()
    if _OFF.fullmatch(rest):
        return TypedQuiet()
    hours = hours_in_order(rest)
    if len(hours) != 2 or hours[0] == hours[1]:  # noqa: PLR2004
        return TypedQuiet(unclear=rest)
    return TypedQuiet(*hours)


def pause_in(text: str, today: date) -> TypedPause | None:
    """A pause after its word, as in "pause 7 days", 暂停到 12-01 and "resume"; None for any other text."""
    text = fold(text)
    if _RESUME.fullmatch(text):
        return TypedPause()
    word = _PAUSE.match(text)
    if word is None:
        return None
    if _OFF.fullmatch(text[word.end() :].strip()):
        return TypedPause()
    rest = _UNTIL.sub("", text[word.end() :].strip())
    named = weekdays_in(rest)
    is_weekday = named is not None and len(named) == 1
    until = weekday_ahead(named[0], today) if named and is_weekday else day_in(rest, today)
    if until is None or not today < until <= today + LONGEST_PAUSE:
        return TypedPause(unclear=rest)
    return TypedPause(until)
