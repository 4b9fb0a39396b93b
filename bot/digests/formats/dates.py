"""Dates in the names of digest files and in their headers; a date that does not exist is none."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import NamedTuple

_DATE = re.compile(
    r"(?<![0-9A-Za-z])(20\d\d)(?:(\d\d)(\d\d)(?![0-9A-Za-z])"
    r"|\s?[-_./年]\s?(\d{1,2})\s?[-_./月]\s?(\d{1,2})(?!\d))",
)
_WEEK = re.compile(
    r"(?<!\d)(?=(?:(20\d\d)[-._年 ]?)?(\d\d)[-._]?(\d\d)\s?[-–—~_至到]{1,2}\s?"
    r"(?:20\d\d[-._]?)?(\d\d)[-._]?(\d\d)(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LONGEST_WEEK = timedelta(days=13)
_LONGEST_DELAY = timedelta(days=62)
_LONGEST_NAME = 400
_LONGEST_MOMENT = 60


def date_in(text: str) -> date | None:
    """The first date in `text`, such as 2026-02-11, 2026/2/11, 20260211 or 2026年2月11日."""
    for found in _DATE.finditer(text):
        year, *rest = (int(group) for group in found.groups() if group)
        if day := _date(year, *rest):
            return day
    return None


def day_of(text: str) -> date | None:
    """The day of a moment as feeds write it, where it was written: RFC 822, RFC 3339, or any date."""
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text[:_LONGEST_MOMENT]).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return date_in(text)


def date_in_name(name: str) -> date | None:
    """The date that the last component of a path carries."""
    return date_in(_components(name)[-1])


def is_week_name(name: str) -> bool:
    """Whether a path names a week, such as `0506-0510.md`, with or without its year."""
    return _week_in(_components(name)[-1]) is not None


def week_end_in_name(name: str, newest_month: date | None = None) -> date | None:
    """
    The last day of the week that a path names: `2025/0728-0801.md`, `2026-1116-1120.md`.

    The year is that of the first day, so `2024/1230-0103.md` ends on 2025-01-03. A name without a
    year gets it from `newest_month`, the first day of the month of its newest paper, if the week ends
    in that month or soon after; else there is no date.
    """
    *folders, file = _components(name)
    week = _week_in(file)
    if week is None:
        return None
    years = [week.year, *(int(found[1]) for folder in reversed(folders) if (found := _YEAR.search(folder)))]
    if year := next((year for year in years if year), None):
        return _last_day(year, week)
    if newest_month is None:
        return None
    ends = (_last_day(newest_month.year + offset, week) for offset in (-1, 0, 1))
    return next((end for end in ends if end and timedelta(0) <= end - newest_month <= _LONGEST_DELAY), None)


class _Week(NamedTuple):
    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]


def _week_in(file: str) -> _Week | None:
    leap_year = 2024
    for found in _WEEK.finditer(file):
        year = int(found[1]) if found[1] else None
        week = _Week(year, (int(found[2]), int(found[3])), (int(found[4]), int(found[5])))
        if _last_day(leap_year, week):
            return week
    return None


def _last_day(year: int, week: _Week) -> date | None:
    first, last = _date(year, *week.first), _date(year + (week.last < week.first), *week.last)
    return last if first and last and last - first <= _LONGEST_WEEK else None


def _components(name: str) -> list[str]:
    return list(PurePosixPath(name[-_LONGEST_NAME:].replace("\\", "/")).parts) or [""]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
