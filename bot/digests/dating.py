"""Which day a digest is of, whether that is a guess, and whether it is news or archive. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.identifiers import arxiv_month
from storage.records import Digest

NEWS_DAYS = 7
_AHEAD = timedelta(days=7)
"""A digest of a week may lie there from its first day on."""
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Dating:
    """The day of a digest and what follows from it."""

    digest_on: date
    is_estimated: bool
    is_archive: bool
    """Searched, never pushed."""


def date_digest(
    digest: Digest,
    *,
    first_seen_on: date | None,
    now: datetime,
    news_days: int = NEWS_DAYS,
    is_first_filling: bool = False,
) -> Dating:
    """
    Date `digest`: as its text or name says, else the day its file was first seen (today if never).

    An estimated day is only believed if the newest arXiv month in the digest is that month or
    the one before: an arXiv id has no day, and an old file that arrives today is old. A day to come
    is not believed, unless papers of months to come say that it is our clock that is wrong.
    """
    today = now.date()
    is_to_come = digest.digest_on is not None and digest.digest_on > today + _AHEAD
    is_estimated = digest.digest_on is None or (is_to_come and _months_behind(digest, today) >= 0)
    digest_on = (None if is_estimated else digest.digest_on) or first_seen_on or today
    is_old = digest_on < today - timedelta(days=news_days) or (
        is_estimated and _months_behind(digest, digest_on) > 1
    )
    return Dating(digest_on, is_estimated, is_archive=is_first_filling or is_old)


def _months_behind(digest: Digest, day: date) -> int:
    """Months from the newest arXiv id of `digest` to `day`; 0 where no id tells."""
    months = [month for entry in digest.entries if (month := arxiv_month(entry.arxiv_id or ""))]
    return _month_number(day) - _month_number(max(months)) if months else 0


def _month_number(day: date) -> int:
    return day.year * _MONTHS_A_YEAR + day.month
