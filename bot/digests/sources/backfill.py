"""
The past of a source, fetched on demand: as archive, which is searched and never pushed.

The last few days alone are news, as they would have been if a poll had brought them.

It can be broken off at any point and goes on where it was: what came is known and not asked for again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.digests.reports import FileReport
from bot.digests.sources.polling import Opener
from bot.digests.sources.source import Item
from bot.digests.sources.turn import Turn
from bot.digests.sources.visiting import Visit, Visitor
from storage.named_sources import SourceState

_AT_ONCE = 8
Progress = Callable[[int, int], object]
"""Told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Backfilled:
    """What came of asking for the past."""

    asked: int
    """Files that had not come before."""
    found: int
    """Those of them that are there."""
    reports: tuple[FileReport, ...]


async def backfill(
    visitor: Visitor,
    opener: Opener,
    state: SourceState,
    span: tuple[date, date],
    *,
    progress: Progress = lambda *_: None,
) -> Backfilled:
    """
    Fetch all that a source has of some days, the first and the last given; files without a day count as of any.

    Raises:
        SourceFailed: it cannot be asked; what came before that is kept, and another call goes on.
    """
    first, last = span
    days = [last - timedelta(days=number) for number in range((last - first).days + 1)]
    visit, turn = Visit(), Turn()
    async with opener(state.named) as opened:
        found = await visitor.due(state, opened, days, turn, asks_again=True)
        due = [one for one in found if _is_within(one.item, first, last)]
        is_archive = state.filled_at is None or not opened.source.is_dated
        for start in range(0, len(due), _AT_ONCE):
            progress(start, len(due))
            some = due[start : start + _AT_ONCE]
            await visitor.visit(state, opened, some, visit, turn, is_archive=is_archive)
        progress(len(due), len(due))
    return Backfilled(len(due), visit.fetched, tuple(visit.reports))


def _is_within(item: Item, first: date, last: date) -> bool:
    return item.digest_on is None or first <= item.digest_on <= last
