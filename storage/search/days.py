"""
Words for spans of days: 2025, 2025-09, 2025-09-03, 9月, 7d, 近7天, 上周, last week, and from..to.

A year or a month means all of its days. Weeks begin on Monday, and "last 7 days" include
today. What today is comes from the caller: the same words mean the same days at any time
that they are read for.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from storage.search.folding import fold_case
from storage.search.latin import HAN


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days in a row, both ends included."""

    first: date
    last: date


_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:(?:-|/|\.|年)(?P<month>[0-9]{1,2})(?:(?:-|/|\.|月)(?P<day>[0-9]{1,2}))?)?[年月日号]?"
)
_IN_CHINESE = re.compile(
    r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号]?)?)?|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
)
"""Dates that need no field to be known as such; 2025-09 may be a part of a name."""
_OF_THE_YEAR = re.compile(r"(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]?)?")
_SHORT = re.compile(r"(?P<count>[0-9]{1,4})(?P<unit>[dw])")
_COUNTED = re.compile(
    r"(?:最?近|过去)(?P<count>[0-9]{1,4}|[一两二三四五六七八九十]|三十)个?(?P<unit>天|日|周|星期|月|年)"
    r"|(?:last|past) (?P<number>[0-9]{1,4}) (?P<units>days?|weeks?|months?|years?)"
    r"|past (?P<one>day|week|month|year)"
)
_UNIT_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "星": 7, "m": 30, "月": 30, "y": 365, "年": 365}
_CHINESE_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "三十": 30,
}
_NAMED = {
    "today": ("today", "今天", "今日"),
    "yesterday": ("yesterday", "昨天", "昨日"),
    "this week": ("this week", "本周", "这周", "本星期", "这星期", "这个星期"),
    "last week": ("last week", "上周", "上星期", "上个星期"),
    "this month": ("this month", "本月", "这个月"),
    "last month": ("last month", "上月", "上个月"),
    "this year": ("this year", "今年"),
    "last year": ("last year", "去年"),
}
_TERMS_LIKE_DAYS = 6
"""3D and 6D are terms of the field: so few days in short stand for days only behind a field."""
_LONGEST = 40
_MOST_WORDS = 3
OPENERS = frozenset(("last", "past", "this", "近", "最近", "过去"))
"""Words that mean days only together with those behind them."""
_OPENER = re.compile(
    rf"\"[^\"]*\"|(?<![^\s(])(?P<word>{'|'.join(sorted(OPENERS))})(?= (?:[0-9一两二三四五六七八九十]|day|week|month|year))"
)
_ONE_DAY = timedelta(days=1)
_ANY_LEAP_DAY = date(2000, 12, 31)
_SPACE_BY_CHINESE = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")


def days_named(text: str, today: date | None) -> DaySpan | None:
    """
    The days that `text` means as the value of a field; None for none, as 2025-02-30.

    Without `today` no words that depend on it are read.
    """
    start, dots, end = text.partition("..")
    first = _days(start, today)
    last = _days(end, today) if dots else first
    if first is None or last is None or last.last < first.first:
        return None
    return DaySpan(first.first, last.last)


def relative_days(text: str, today: date) -> DaySpan | None:
    """The days that `text` means, seen from `today`; None where it names none."""
    words = _plain(text)
    if _IN_CHINESE.fullmatch(words):
        return _days(words, today)
    name = _names().get(words)
    counted = _SHORT.fullmatch(words) or _COUNTED.fullmatch(words)
    try:
        if name:
            return _named_days(name, today)
        return _last_days(counted, today) if counted else None
    except (OverflowError, ValueError):
        return None


def count_of_day_words(words: Sequence[str], *, is_alone: bool) -> int:
    """How many of `words`, from the first on, mean days as seen from today; `is_alone` behind no field."""
    most = _MOST_WORDS if words and fold_case(words[0]) in OPENERS else 1
    sizes = range(min(len(words), most), 0, -1)
    return next((size for size in sizes if _means_days(" ".join(words[:size]), is_alone=is_alone)), 0)


def with_openers_quoted(canonical: str) -> str:
    """`canonical` so that words which its order brought together do not read as days: "last" week."""
    return _OPENER.sub(lambda found: f'"{found["word"]}"' if found["word"] else found[0], canonical)


def _means_days(text: str, *, is_alone: bool) -> bool:
    if fold_case(text[:1]) not in _first_letters():
        return False
    words = _plain(text)
    if short := _SHORT.fullmatch(words):
        return not is_alone or (short["unit"] == "d" and int(short["count"]) > _TERMS_LIKE_DAYS)
    if _IN_CHINESE.fullmatch(words):
        return _days(words, _ANY_LEAP_DAY) is not None
    return words in _names() or _COUNTED.fullmatch(words) is not None


def _days(text: str, today: date | None) -> DaySpan | None:
    found = _DATE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        short = _OF_THE_YEAR.fullmatch(_plain(text)) if today else None
        if short and today:
            return _latest(short["month"], short["day"], today)
        return relative_days(text, today) if today else None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return DaySpan(first, first)
    return _month_of(first) if month else _year_of(first)


def _latest(month: str, day: str | None, today: date) -> DaySpan | None:
    """A month or day without a year: this year's, or last year's where that is still to come."""
    for year in (today.year, today.year - 1):
        span = _days(f"{year}-{month}" + (f"-{day}" if day else ""), None)
        if span and span.first <= today:
            return span
    return None


def _named_days(name: str, today: date) -> DaySpan:
    monday = today - timedelta(days=today.weekday())
    match name:
        case "today":
            return DaySpan(today, today)
        case "yesterday":
            return DaySpan(today - _ONE_DAY, today - _ONE_DAY)
        case "this week":
            return DaySpan(monday, monday + timedelta(days=6))
        case "last week":
            return DaySpan(monday - timedelta(days=7), monday - _ONE_DAY)
        case "this month":
            return _month_of(today)
        case "last month":
            return _month_of(today.replace(day=1) - _ONE_DAY)
        case "this year":
            return _year_of(today)
    return _year_of(today.replace(year=today.year - 1, day=1))


def _last_days(counted: re.Match[str], today: date) -> DaySpan | None:
    groups = {name: text for name, text in counted.groupdict().items() if text}
    count = groups.get("count") or groups.get("number") or "1"
    unit = groups.get("unit") or groups.get("units") or groups["one"]
    days = (_CHINESE_NUMBERS.get(count) or int(count)) * _UNIT_DAYS[unit[0]]
    return DaySpan(today - timedelta(days=days - 1), today) if days else None


def _month_of(day: date) -> DaySpan:
    return DaySpan(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _year_of(day: date) -> DaySpan:
    return DaySpan(date(day.year, 1, 1), date(day.year, 12, 31))


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    words = re.sub(r"[\s_-]+", " ", fold_case(text)).strip()
    return _SPACE_BY_CHINESE.sub("", words)


@cache
def _first_letters() -> frozenset[str]:
    """How any words for days begin; nearly all other words are told from them by this alone."""
    return frozenset("0123456789").union(word[0] for word in (*_names(), *OPENERS))


@cache
def _names() -> dict[str, str]:
    return {word: name for name, words in _NAMED.items() for word in words}
