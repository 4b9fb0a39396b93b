"""
Six days of digest files for a newcomer's sandbox, in every format that reaches us in real life.

The papers are landmarks of the field: titles, arXiv identifiers, authors and links are facts,
every sentence about them is ours. The files are made for the dates asked for, so that the
news is fresh whenever the sandbox starts. This package reads no file but its own data.
"""

from datetime import date, timedelta

from bot.sandbox.samples import api, report, summary, weekly
from bot.sandbox.samples.days import SAMPLE_DAYS, Day, sample_days

__all__ = ["SAMPLE_DAYS", "files"]

WEEK_SPAN = timedelta(days=4)
"""A weekly translation covers five days and comes out on the last of them."""


def files(first_day_on: date, day: int) -> list[tuple[str, str]]:
    """
    Give the digest files that arrive on a day of the sandbox, as file name and text.

    Days count from 0, which falls on `first_day_on`. The same arguments give the same files.

    Raises:
        ValueError: `day` is not one of the `SAMPLE_DAYS`.
    """
    if not 0 <= day < SAMPLE_DAYS:
        raise ValueError(f"day must be 0 to {SAMPLE_DAYS - 1}, got {day}")
    return _files_of(sample_days()[day], first_day_on + timedelta(days=day))


def _files_of(day: Day, digest_on: date) -> list[tuple[str, str]]:
    rendered = []
    if day.weekly:
        week_from = digest_on - WEEK_SPAN
        name = f"{week_from:%Y-%m%d}-{digest_on:%m%d}.md"
        rendered.append((name, weekly.render(day.weekly, heading=day.weekly_heading)))
    if day.report:
        rendered.append((f"{digest_on}-report.md", report.render(day.report, digest_on)))
    if day.summary:
        rendered.append((f"{digest_on}-summary.md", summary.render(day.summary, digest_on)))
    if day.api:
        rendered.append((f"hf-daily-papers-{digest_on}.json", api.render(day.api, digest_on)))
    return rendered
