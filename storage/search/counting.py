"""
How many papers a topic would bring: counted exactly, with the query that matching uses.

Only word matches count, as for topics themselves; nothing is ranked.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import tantivy

from storage.identifiers import PaperId
from storage.search.compiling import Strength, compile_node, everything
from storage.search.index import SearchIndex
from storage.search.query import Query
from storage.search.syntax import DayField, Days, Node, all_of

RECENT_DAYS = 30
WEEK_DAYS = 7
WIDE_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """Papers in which a topic's words stand, by the day of their first digest."""

    total: int
    in_month: int
    """Of the last 30 days, today among them."""
    in_week: int
    """Of the last 7 days."""
    month_days: int
    """For how many of the last 30 days there are papers at all: fewer where the library is younger."""
    newest: tuple[PaperId, ...]
    """The newest first."""

    @property
    def per_day(self) -> float:
        """How many a day over the last 30 days, or over those that the library reaches back."""
        return self.in_month / self.month_days

    @property
    def is_wide(self) -> bool:
        """Whether it brings more a day than most people read."""
        return self.per_day > WIDE_PER_DAY


@dataclass(frozen=True, slots=True)
class Overlap:
    """How a query's papers of the last 30 days lie to another's."""

    size: int
    shared: int


async def topic_counts(index: SearchIndex, query: Query, today: date, newest: int = 3) -> TopicCounts:
    """
    What a topic with this query found, without holding up the loop.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(topic_counts_now, index, query, today, newest)


def topic_counts_now(index: SearchIndex, query: Query, today: date, newest: int = 3) -> TopicCounts:
    """`topic_counts` in the calling thread."""
    if query.root is None:
        return TopicCounts(0, 0, 0, RECENT_DAYS, ())
    with index.searching() as searcher:
        found = searcher.search(compile_node(query.root, Strength.WORD), newest, order_by_field="day")
        total = _count(found)
        in_month = total and _counted(searcher, _since(query.root, today, RECENT_DAYS))
        in_week = in_month and _counted(searcher, _since(query.root, today, WEEK_DAYS))
        addresses = [address for _, address in found.hits]
        ids = searcher.fast_field_values("paper_id", addresses) if addresses else []
        days = _month_days(searcher, today)
    return TopicCounts(total, in_month, in_week, days, tuple(PaperId(int(number or 0)) for number in ids))


async def overlaps(index: SearchIndex, query: Query, others: Sequence[Query], today: date) -> list[Overlap]:
    """
    For each of `others` its papers of the last 30 days, and how many of them are also the query's.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(overlaps_now, index, query, others, today)


def overlaps_now(index: SearchIndex, query: Query, others: Sequence[Query], today: date) -> list[Overlap]:
    """`overlaps` in the calling thread."""
    found = []
    with index.searching() as searcher:
        for other in others:
            if query.root is None or other.root is None:
                found.append(Overlap(0, 0))
                continue
            size = _counted(searcher, _since(other.root, today, RECENT_DAYS))
            both = all_of([query.root, other.root])
            shared = _counted(searcher, _since(both, today, RECENT_DAYS)) if both and size else 0
            found.append(Overlap(size, shared))
    return found


def _since(root: Node, today: date, days: int) -> Node:
    """What of `root` is of the last so many days; a digest may be dated tomorrow, east of its reader."""
    bounded = all_of([root, Days(DayField.DIGEST, today - timedelta(days=days - 1), None)])
    assert bounded is not None
    return bounded


def _counted(searcher: tantivy.Searcher, node: Node) -> int:
    return _count(searcher.search(compile_node(node, Strength.WORD), 1, order_by_field="day"))


def _count(found: tantivy.SearchResult) -> int:
    return int(cast(Any, found).count)  # absent from the engine's stubs


def _month_days(searcher: tantivy.Searcher, today: date) -> int:
    """From the library's first day within the last 30 to today, both counted."""
    first = searcher.search(everything(), 1, order_by_field="day", order=tantivy.Order.Asc, count=False).hits
    reach = today.toordinal() - int(first[0][0]) + 1 if first else RECENT_DAYS
    return min(max(reach, 1), RECENT_DAYS)
