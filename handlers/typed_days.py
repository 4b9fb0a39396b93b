"""A day ahead as people type it, in both languages: 明天, next week, 7 days, 12月24日, 24 December."""

import re
from datetime import date, timedelta

_AHEAD = {"明天": 1, "tomorrow": 1, "后天": 2, "the day after tomorrow": 2, "大后天": 3}
_NEXT_WEEK = re.compile(r"next\s+week|下个?(?:周|星期|礼拜)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,3}|[一二两三四]|a)\s*(d|days?|w|weeks?|天|日|周|星期|个星期)?", re.IGNORECASE)
_NUMERALS = {"一": 1, "a": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_IN_FIGURES = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|[.])?"
_IN_WORDS = tuple(
    re.compile(rf"(?:the\s+)?{pattern}(?:,?\s+(?P<year>\d{{4}}))?", re.IGNORECASE)
    for pattern in (rf"{_DAY}\s*(?:of\s+)?{_MONTH}", rf"{_MONTH}\s*{_DAY}")
)


def day_in(text: str, today: date) -> date | None:
    """The day that the whole text names, one without a year the next of its name; None for any other text."""
    if (days := _AHEAD.get(" ".join(text.lower().split()))) is not None:
        return today + timedelta(days=days)
    if _NEXT_WEEK.fullmatch(text):
        return weekday_ahead(0, today)
    if span := _SPAN.fullmatch(text):
        count = _NUMERALS.get(span[1].lower()) or int(span[1])
        is_weeks = (span[2] or "d").lower()[0] in "w周星个"
        return today + timedelta(days=count * (7 if is_weeks else 1))
    if found := _IN_FIGURES.fullmatch(text):
        return _dated(found[1], int(found[2]), int(found[3]), today)
    for pattern in _IN_WORDS:
        if found := pattern.fullmatch(text):
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return _dated(found["year"], month, int(found["day"]), today)
    return None


def weekday_ahead(weekday: int, today: date) -> date:
    """The next such day after today; Monday is 0."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _dated(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        named = date(today.year, month, day)
        return named if named > today else named.replace(year=today.year + 1)
    except ValueError:
        return None
