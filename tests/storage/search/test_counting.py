"""A topic's papers are counted exactly, by day, with the query that matching uses."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper

from storage.records import Paper, RemovedPaper
from storage.search.counting import Overlap, TopicCounts, overlaps_now, topic_counts_now
from storage.search.index import SearchIndex
from storage.search.memory import PaperSet
from storage.search.query import parse

TODAY = date(2026, 3, 31)
WORDS = ("agent", "diffusion", "强化学习", "化学", "智能体")


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def library(folder: Path, papers: Sequence[Paper]) -> SearchIndex:
    index = SearchIndex.open(folder, "tests", writable=True)

    async def after(revision: int, limit: int) -> list[Paper | RemovedPaper]:
        return [paper for paper in papers if paper.revision > revision][:limit]

    asyncio.run(index.follow(after))
    return index


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SearchIndex, list[Paper]]]:
    """Two hundred papers over a hundred days, with one to three of the words each."""
    papers = [
        make_paper(
            number,
            revision=number,
            title=" ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 2 + number % 3)),
            first_digest_on=day(number % 100),
        )
        for number in range(1, 201)
    ]
    index = library(tmp_path_factory.mktemp("counting"), papers)
    yield index, papers
    index.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.sampled_from([" ", " OR ", " -"]))
def test_counts_are_those_of_matching(
    made: tuple[SearchIndex, list[Paper]], words: list[str], joiner: str
) -> None:
    """What the small index in memory matches is what the index on disk counts, within each span."""
    index, papers = made
    query = parse(joiner.join(words))
    found = {paper_id for paper_id, _, _ in PaperSet(papers).matching(query)}
    days = [paper.first_digest_on for paper in papers if paper.id in found]
    counts = topic_counts_now(index, query, TODAY)
    assert counts.total == len(days)
    assert counts.in_month == sum(one > day(30) for one in days)
    assert counts.in_week == sum(one > day(7) for one in days)
    newest = sorted(days, reverse=True)[:3]
    by_id = {paper.id: paper.first_digest_on for paper in papers}
    assert [by_id[paper_id] for paper_id in counts.newest] == newest


def test_rate_counts_the_days_that_the_library_has(tmp_path: Path) -> None:
    """In a library of three days twenty-seven papers are nine a day; in an old one they are not."""
    papers = [
        make_paper(number, revision=number, title="agent", first_digest_on=day(number % 3))
        for number in range(1, 28)
    ]
    young = library(tmp_path / "young", papers)
    counts = topic_counts_now(young, parse("agent"), TODAY)
    assert (counts.in_month, counts.month_days, counts.per_day, counts.is_wide) == (27, 3, 9.0, True)
    young.close()
    older = make_paper(99, revision=99, title="other", first_digest_on=day(400))
    old = library(tmp_path / "old", [*papers, older])
    counts = topic_counts_now(old, parse("agent"), TODAY)
    assert (counts.month_days, counts.per_day, counts.is_wide) == (30, 0.9, False)
    old.close()


def test_digest_of_tomorrow_counts(tmp_path: Path) -> None:
    """East of its reader a day has begun already."""
    index = library(tmp_path / "index", [make_paper(1, revision=1, title="agent", first_digest_on=day(-1))])
    counts = topic_counts_now(index, parse("agent"), TODAY)
    assert (counts.in_week, counts.month_days) == (1, 1)
    index.close()


def test_nothing_is_counted_of_nothing(tmp_path: Path) -> None:
    """An empty query and an empty library have no papers and no rate."""
    index = library(tmp_path / "index", [])
    assert topic_counts_now(index, parse(""), TODAY) == TopicCounts(0, 0, 0, 30, ())
    counts = topic_counts_now(index, parse("agent"), TODAY)
    assert (counts.total, counts.per_day, counts.newest) == (0, 0.0, ())
    index.close()


def test_overlap_tells_what_two_queries_share(made: tuple[SearchIndex, list[Paper]]) -> None:
    """Of the last thirty days alone."""
    index, papers = made

    def recent(text: str) -> set[int]:
        found = {paper_id for paper_id, _, _ in PaperSet(papers).matching(parse(text))}
        return {paper.id for paper in papers if paper.id in found and paper.first_digest_on > day(30)}

    wide, narrow = "agent OR diffusion", "diffusion 智能体"
    [overlap] = overlaps_now(index, parse(wide), [parse(narrow)], TODAY)
    assert overlap == Overlap(len(recent(narrow)), len(recent(narrow) & recent(wide)))
    assert overlaps_now(index, parse(wide), [parse("")], TODAY) == [Overlap(0, 0)]
