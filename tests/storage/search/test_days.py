"""Words for days, in both languages, seen from one Saturday."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.search.days import DaySpan, count_of_day_words, days_named, relative_days

TODAY = date(2026, 11, 21)


def _span(text: str, today: date | None = TODAY) -> str | None:
    days = days_named(text, today)
    return f"{days.first}..{days.last}" if days else None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025", "2025-01-01..2025-12-31"),
        ("2025年", "2025-01-01..2025-12-31"),
        ("2025-09", "2025-09-01..2025-09-30"),
        ("2024-2", "2024-02-01..2024-02-29"),
        ("2025/09", "2025-09-01..2025-09-30"),
        ("2025年9月", "2025-09-01..2025-09-30"),
        ("2025-09-03", "2025-09-03..2025-09-03"),
        ("2025.9.3", "2025-09-03..2025-09-03"),
        ("2025年9月3日", "2025-09-03..2025-09-03"),
        ("2025-08..2025-09-03", "2025-08-01..2025-09-03"),
        ("9999", "9999-01-01..9999-12-31"),
        ("2025-13", None),
        ("2025-02-29", None),
        ("0000", None),
        ("20250903", None),
        ("2025-09..2025-08", None),
        ("2025..", None),
        ("soon", None),
    ],
)
def test_dates_mean_all_of_their_days(text: str, days: str | None) -> None:
    """A year and a month are whole; what no calendar has is refused."""
    assert (_span(text), _span(text, None)) == (days, days)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("7d", "近7天", "近七天", "最近 7 天", "過去7天", "last 7 days", "近一周", "past week", "1w"),
         "2026-11-15..2026-11-21"),
        (("近30天", "30d", "近一个月", "past month", "last 30 days"), "2026-10-23..2026-11-21"),
        (("今天", "今日", "today", "1d"), "2026-11-21..2026-11-21"),
        (("昨天", "Yesterday"), "2026-11-20..2026-11-20"),
        (("本周", "这周", "本週", "this week", "this-week", "THIS WEEK"), "2026-11-16..2026-11-22"),
        (("上周", "上星期", "last week"), "2026-11-09..2026-11-15"),
        (("本月", "this month"), "2026-11-01..2026-11-30"),
        (("上月", "上个月", "last month"), "2026-10-01..2026-10-31"),
        (("今年", "this year"), "2026-01-01..2026-12-31"),
        (("去年", "last year"), "2025-01-01..2025-12-31"),
        (("9月",), "2026-09-01..2026-09-30"),
        (("12月",), "2025-12-01..2025-12-31"),
        (("9月15日", "9月15号"), "2026-09-15..2026-09-15"),
        (("上周..今天",), "2026-11-09..2026-11-21"),
        (("0d", "近9999年", "weekly", "今天天气", ""), None),
    ],
)  # fmt: skip
def test_words_mean_days_seen_from_today(texts: tuple[str, ...], days: str | None) -> None:
    """Weeks begin on Monday, counted days include today; without a today nothing is meant."""
    assert {_span(text) for text in texts} == {days}
    assert {_span(text, None) for text in texts} == {None}


@pytest.mark.parametrize(
    ("today", "text", "days"),
    [
        (date(2026, 1, 1), "上月", DaySpan(date(2025, 12, 1), date(2025, 12, 31))),
        (date(2024, 2, 29), "去年", DaySpan(date(2023, 1, 1), date(2023, 12, 31))),
        (date(2024, 3, 31), "上月", DaySpan(date(2024, 2, 1), date(2024, 2, 29))),
        (date(2026, 11, 22), "本周", DaySpan(date(2026, 11, 16), date(2026, 11, 22))),
        (date(2026, 11, 23), "本周", DaySpan(date(2026, 11, 23), date(2026, 11, 29))),
        (date(1, 1, 1), "去年", None),
        (date(9999, 12, 31), "本周", None),
    ],
)
def test_edges_of_the_calendar(today: date, text: str, days: DaySpan | None) -> None:
    """Months of other lengths, Sundays and Mondays, the first and the last year."""
    assert relative_days(text, today) == days


@pytest.mark.parametrize(
    ("words", "alone", "behind_a_field"),
    [
        (("last", "7", "days"), 3, 3),
        (("last", "week", "agents"), 2, 2),
        (("近", "7", "天"), 3, 3),
        (("本周", "上周"), 1, 1),
        (("7d",), 1, 1),
        (("3d", "scenes"), 0, 1),
        (("6D", "pose"), 0, 1),
        (("week",), 0, 0),
        (("最近",), 0, 0),
        (("本周论文",), 0, 0),
        (("2025",), 0, 0),
        (("2025年9月",), 1, 1),
        (("9月", "15日"), 1, 1),
        (("2025年13月",), 0, 0),
        (("2025年度",), 0, 0),
    ],
)
def test_words_alone_mean_days_only_where_they_are_no_terms(
    words: tuple[str, ...], alone: int, behind_a_field: int
) -> None:
    """3D and 6D are things of the field; so many words as mean days are taken together."""
    assert count_of_day_words(words, is_alone=True) == alone
    assert count_of_day_words(words, is_alone=False) == behind_a_field


@given(st.text(st.characters(exclude_categories=()), max_size=50), st.dates())
@example("近" + "9" * 4 + "天", date(1, 1, 1))
@example("٣d", date(2026, 1, 1))
def test_no_text_and_no_day_breaks_the_reading(text: str, today: date) -> None:
    """Whatever is written, there are days in order, or none."""
    days = days_named(text, today)
    assert days is None or days.first <= days.last
