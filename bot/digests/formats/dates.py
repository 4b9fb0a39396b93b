"""Dates in the names of digest files and in their headers; a date that does not exist is none."""

import re
from datetime import date, timedelta
from pathlib import PurePosixPath

_DATE = re.compile(
    r"(?<![0-9A-Za-z])(20\d\d)(?:(\d\d)(\d\d)(?![0-9A-Za-z])"
    r"|\s?[-_./年]\s?(\d{1,2})\s?[-_./月]\s?(\d{1,2})(?!\d))",
)
_DAYS = re.compile(
    r"(?<!\d)(?=(\d\d)[-._]?(\d\d)\s?[-–—~_至到]{1,2}\s?(?:20\d\d[-._]?)?(\d\d)[-._]?(\d\d)(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(20\d\d)\D{0,2}$")
_LONGEST_WEEK = timedelta(days=13)
_LONGEST_NAME = 400


def date_in(text: str) -> date | None:
    """The first date in `text`, such as 2026-02-11, 2026/2/11, 20260211 or 2026年2月11日."""
    for found in _DATE.finditer(text):
        year, *rest = (int(group) for group in found.groups() if group)
        if day := _date(year, *rest):
            return day
    return None


def date_in_name(name: str) -> date | None:
    """The date that the last component of a path carries."""
    return date_in(_components(name)[-1])


def is_week_name(name: str) -> bool:
    """Whether a path names a week, such as `0506-0510.md`, with or without its year."""
    return _days_in(_components(name)[-1]) is not None


def week_end_in_name(name: str) -> date | None:
    """
    The last day of the week that a path names: `2025/0728-0801.md`, `2026-1116-1120.md`.

    The year is that of the first day, so `2024/1230-0103.md` ends on 2025-01-03. None without a year.
    """
    *folders, file = _components(name)
    days = _days_in(file)
    if days is None:
        return None
    position, start, end = days
    year = _year_in(file[:position], folders)
    if year is None:
        return None
    first, last = _date(year, *start), _date(year + (end < start), *end)
    return last if first and last and last - first <= _LONGEST_WEEK else None


def _year_in(before: str, folders: list[str]) -> int | None:
    if found := _YEAR_BEFORE.search(before):
        return int(found[1])
    for folder in reversed(folders):
        if found := _YEAR.search(folder):
            return int(found[1])
    return None


def _days_in(file: str) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
    """Where a range of days stands in a file name, and its first and last month and day."""
    leap_year = 2024
    for found in _DAYS.finditer(file):
        first, last = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
        start, end = _date(leap_year, *first), _date(leap_year + (last < first), *last)
        if start and end and end - start <= _LONGEST_WEEK:
            return found.start(), first, last
    return None


def _components(name: str) -> list[str]:
    return list(PurePosixPath(name[-_LONGEST_NAME:].replace("\\", "/")).parts) or [""]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
