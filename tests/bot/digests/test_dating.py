"""A digest is dated by what it says; what is old or uncertain never becomes news."""

from datetime import UTC, date, datetime

import pytest

from bot.digests.dating import Dating, date_digest
from storage.records import Digest, DigestFormat, Entry

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def digest(day: date | None, *arxiv_ids: str) -> Digest:
    return Digest(DigestFormat.WEEKLY, day, tuple(Entry(1, arxiv_id) for arxiv_id in arxiv_ids))


@pytest.mark.parametrize(
    ("day", "is_archive"),
    [(TODAY, False), (date(2026, 2, 23), False), (date(2026, 2, 22), True), (date(2024, 5, 27), True)],
)
def test_digest_of_more_than_seven_days_ago_is_archive(day: date, is_archive: bool) -> None:
    """Seven days ago is still news."""
    assert date_digest(digest(day, "2603.00001"), first_seen_on=None, now=NOW) == Dating(
        day, is_estimated=False, is_archive=is_archive
    )


@pytest.mark.parametrize(
    ("day", "arxiv_id", "dating"),
    [
        (date(2026, 3, 9), "2603.00001", Dating(date(2026, 3, 9), is_estimated=False, is_archive=False)),
        (date(2062, 3, 2), "2603.00001", Dating(TODAY, is_estimated=True, is_archive=False)),
        (date(9999, 12, 31), "2501.00001", Dating(TODAY, is_estimated=True, is_archive=True)),
        (date(2028, 3, 2), "2803.00001", Dating(date(2028, 3, 2), is_estimated=False, is_archive=False)),
    ],
    ids=["end of the week", "slip of the pen", "slip in an old file", "clock that is behind"],
)
def test_day_to_come_is_a_slip_or_our_clock_is_behind(day: date, arxiv_id: str, dating: Dating) -> None:
    """What is dated in another age would stay the newest and be news for ever."""
    assert date_digest(digest(day, arxiv_id), first_seen_on=None, now=NOW) == dating


def test_news_days_are_a_setting() -> None:
    """An operator may look back further."""
    day = date(2026, 2, 20)
    assert not date_digest(digest(day), first_seen_on=None, now=NOW, news_days=10).is_archive


def test_first_filling_is_archive() -> None:
    """Even what is dated today: nobody wants a month of papers on the first morning."""
    assert date_digest(digest(TODAY), first_seen_on=None, now=NOW, is_first_filling=True).is_archive


def test_digest_without_a_date_is_of_the_day_it_came() -> None:
    """Marked as a guess."""
    assert date_digest(digest(None, "2602.00001"), first_seen_on=None, now=NOW) == Dating(
        TODAY, is_estimated=True, is_archive=False
    )


def test_digest_without_a_date_keeps_its_day_when_its_file_changes() -> None:
    """The day it was first seen, not the day of the correction."""
    seen = date(2026, 2, 27)
    assert date_digest(digest(None, "2602.00001"), first_seen_on=seen, now=NOW).digest_on == seen


@pytest.mark.parametrize(
    ("arxiv_ids", "is_archive"),
    [
        (("2603.00001", "2401.00001"), False),
        (("2602.00001",), False),
        (("2601.00001",), True),
        (("2512.00001",), True),
        (("2502.00001",), True),
        (("cs.CL/0701001",), False),
        ((), False),
    ],
)
def test_guessed_day_is_news_only_for_papers_of_this_month_or_the_last(
    arxiv_ids: tuple[str, ...], is_archive: bool
) -> None:
    """The newest arXiv month decides, across the turn of a year too; without any id nothing speaks against it."""
    assert date_digest(digest(None, *arxiv_ids), first_seen_on=None, now=NOW).is_archive is is_archive


def test_turn_of_the_year_is_one_month() -> None:
    """December is the month before January."""
    january = datetime(2026, 1, 9, tzinfo=UTC)
    assert not date_digest(digest(None, "2512.00001"), first_seen_on=None, now=january).is_archive
