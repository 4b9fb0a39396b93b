"""Dates in names and headings; none is ever invented."""

from datetime import date

import pytest

from bot.digests.formats.dates import date_in, date_in_name, day_of, is_week_name, week_end_in_name


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025/0728-0801.md", date(2025, 8, 1)),
        ("/data/weekly/2024/0212-0216.md", date(2024, 2, 16)),
        ("weekly\\2024\\0212-0216.md", date(2024, 2, 16)),
        ("2026-1116-1120.md", date(2026, 11, 20)),
        ("2025_0728-0801.txt", date(2025, 8, 1)),
        ("2024/1230-0103.md", date(2025, 1, 3)),
        ("2025-07-28_2025-08-01.md", date(2025, 8, 1)),
        ("20250728-20250801.md", date(2025, 8, 1)),
        ("AI 周报 2025年/0728-0801 第31周.md", date(2025, 8, 1)),
        ("2024/0226-0301.md", date(2024, 3, 1)),
        ("0728-0801.md", None),
        ("2025/0230-0301.md", None),
        ("2025/0101-1231.md", None),
        ("2025/1399-9999.md", None),
        ("000_71c09b6646d0f445.txt", None),
        ("", None),
    ],
)
def test_a_week_in_a_name_gives_its_last_day(name: str, day: date | None) -> None:
    """The year stands before the week, in the name or its folder; a week over new year ends in the next."""
    assert week_end_in_name(name) == day


@pytest.mark.parametrize(
    ("name", "newest_month", "day"),
    [
        ("0728-0801.md", date(2025, 7, 1), date(2025, 8, 1)),
        ("0728-0801.md", date(2025, 8, 1), date(2025, 8, 1)),
        ("1230-0103.md", date(2024, 12, 1), date(2025, 1, 3)),
        ("1230-0103.md", date(2025, 1, 1), date(2025, 1, 3)),
        ("0728-0801.md", date(2025, 2, 1), None),
        ("2024/0728-0801.md", date(2025, 7, 1), date(2024, 8, 1)),
    ],
)
def test_a_week_without_a_year_gets_it_from_its_newest_paper(
    name: str, newest_month: date, day: date | None
) -> None:
    """The year is taken only where week and papers fit together, and never against the name."""
    assert week_end_in_name(name, newest_month) == day


@pytest.mark.parametrize(
    ("name", "is_week"),
    [
        ("0506-0510.md", True),
        ("a/2024/0506-0510.md", True),
        ("2024-05-27.json", False),
        ("0001-9999.md", False),
    ],
)
def test_a_week_is_known_without_its_year(name: str, is_week: bool) -> None:
    """An empty file named after a week is an empty week, in whichever year."""
    assert is_week_name(name) == is_week


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Papers for 2025-10-03", date(2025, 10, 3)),
        ("Papers for 2025/1/3 (12)", date(2025, 1, 3)),
        ("日期：2025年10月3日", date(2025, 10, 3)),
        ("20251003", date(2025, 10, 3)),
        ("https://huggingface.co/papers/date/2026-02-11", date(2026, 2, 11)),
        ("2025-13-01, then 2025-12-01", date(2025, 12, 1)),
        ("version 2025.1 of 1.2.3", None),
        ("abc20251003", None),
    ],
)
def test_dates_are_read_in_the_forms_that_occur(text: str, day: date | None) -> None:
    """A date that does not exist is skipped, digits within words are none."""
    assert date_in(text) == day


@pytest.mark.parametrize("zone", ["+99999999999999999999", "+999999"])
def test_a_moment_out_of_all_bounds_is_none(zone: str) -> None:
    """A feed may say anything; what no calendar holds is no day, and no failure."""
    assert day_of(f"Mon, 1 Jan 2024 00:00:00 {zone}") is None


def test_a_name_gives_the_day_of_its_last_part() -> None:
    """Folders do not date a file."""
    assert date_in_name("2024-01-01/hf-daily-papers-2024-05-27.json") == date(2024, 5, 27)
    assert date_in_name("2024-01-01/list.json") is None
