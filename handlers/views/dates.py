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


def span(words: Words, first: date | None, last: date | None, today: date) -> str:
    """Days from `first` to `last`, open where one is None; the year only where it is another than today's."""
    has_year = any(day.year != today.year for day in (first, last) if day)

    def one(day: date) -> str:
        return with_year(words, day) if has_year else short(words, day)

    if first is None or last is None:
        open_end = "date-until" if first is None else "date-since"
        return words.label(open_end, date=one(first or last or today))
    if first == last:
        return one(first)
    if has_year or (first.year, first.month) != (last.year, last.month):
        return words.label("date-span", first=one(first), last=one(last))
    return words.label("date-span-in-month", month=first.month, first=first.day, last=last.day)


def listed(words: Words, days: Iterable[date]) -> str:
    """Dates of this year, one after the other."""
    return words.label("list-separator").join(short(words, day) for day in days)
