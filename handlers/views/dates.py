"""Dates as the reader's language writes them."""

from collections.abc import Iterable
from datetime import date

from handlers.words import Words


def with_weekday(words: Words, day: date) -> str:
    """A date near today: 10月3日 周五, Friday 3 October."""
    return words.label("date-with-weekday", month=day.month, day=day.day, weekday=day.weekday())


def short(words: Words, day: date) -> str:
    """A date of this year: 10月3日, 3 October."""
    return words.label("date-short", month=day.month, day=day.day)


def with_year(words: Words, day: date) -> str:
    """A whole date: 2025年10月3日, 3 October 2025."""
    return words.label("date-with-year", year=str(day.year), month=day.month, day=day.day)


def listed(words: Words, days: Iterable[date]) -> str:
    """Dates of this year, one after the other."""
    return words.label("list-separator").join(short(words, day) for day in days)
