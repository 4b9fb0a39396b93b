"""Answers in the order that was asked for, or that is left where no word decides."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from made_papers import filled_index, make_paper
from ranked_papers import ranked

from storage.records import DigestFormat, DigestMention
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search


async def test_sources_alone_give_the_newest_first(tmp_path: Path) -> None:
    """Without a word to score by, the day decides."""
    weekly = (DigestMention(DigestFormat.WEEKLY, date(2025, 1, 1)),)
    papers = [make_paper(n, first_digest_on=date(2025, 1, n % 28 + 1), digests=weekly) for n in range(1, 28)]
    result = await ranked(tmp_path, papers, "source:weekly", limit=3)
    assert ([hit.paper_id for hit in result.hits], result.total) == ([27, 26, 25], 27)


async def test_days_alone_give_the_newest_first(tmp_path: Path) -> None:
    """The day of the earliest digest and the day of publication are different questions."""
    day = date(2025, 10, 3)
    papers = [
        make_paper(1, first_digest_on=day, published_on=date(2025, 9, 30)),
        make_paper(2, first_digest_on=day - timedelta(days=1), published_on=None),
        make_paper(3, first_digest_on=day - timedelta(days=9), published_on=date(2025, 9, 20)),
    ]
    texts = ["近7天", "after:2025-10-03", "before:2025-10-03", "on:2025-10-02", "published:2025-09", "上周"]
    index = await filled_index(tmp_path, papers)
    found = [[hit.paper_id for hit in (await search(index, parse(text, day))).hits] for text in texts]
    assert found == [[1, 2], [1], [2, 3], [2], [1, 3], [3]]
    index.close()


@pytest.mark.parametrize(
    ("order", "found"),
    [("best", [2, 1, 3, 4, 5]), ("new", [4, 3, 2, 1, 5]), ("hot", [2, 4, 1, 3, 5]), ("", [2, 1, 3, 4, 5])],
)
async def test_answers_are_sorted_as_asked(tmp_path: Path, order: str, found: list[int]) -> None:
    """Newest or most upvoted first, within each strength of match; equals newest first."""
    days_and_votes = [(1, 3), (2, 90), (3, None), (4, 3)]
    papers = [
        make_paper(number, title_zh="化学" * (5 - number), first_digest_on=date(2025, 1, day), upvotes=votes)
        for number, (day, votes) in enumerate(days_and_votes, 1)
    ]
    papers.append(make_paper(5, title_zh="强化学习", first_digest_on=date(2025, 1, 9), upvotes=500))
    index = await filled_index(tmp_path, papers)
    result = await search(index, parse(f"化学 sort:{order}", date(2025, 1, 9)))
    assert [hit.paper_id for hit in result.hits] == found
    index.close()


async def test_order_holds_beyond_the_limit(tmp_path: Path) -> None:
    """The few that are given are the newest or most upvoted of all that match."""
    papers = [
        make_paper(n, title="Robots", first_digest_on=date(2025, 1, 1 + n % 28), upvotes=n * 37 % 101)
        for n in range(1, 101)
    ]
    index = await filled_index(tmp_path, papers)
    found = {
        order: (await search(index, parse(f"robot sort:{order}", date(2025, 1, 1)), limit=5)).hits
        for order in ("new", "hot")
    }
    hottest = sorted(papers, key=lambda paper: -(paper.upvotes or 0))[:5]
    newest = sorted(papers, key=lambda paper: (paper.first_digest_on, paper.id))[:-6:-1]
    assert [hit.paper_id for hit in found["hot"]] == [paper.id for paper in hottest]
    assert {hit.paper_id % 28 for hit in found["new"]} <= {paper.id % 28 for paper in newest}
    index.close()


async def test_an_order_alone_gives_all_papers(index_of_four: SearchIndex) -> None:
    """Newest or most upvoted first; without an order nothing is asked for."""
    result = await search(index_of_four, parse("sort:new", date(2025, 10, 3)))
    assert ([hit.paper_id for hit in result.hits], result.total) == ([4, 3, 2, 1], 4)
    assert (await search(index_of_four, parse("sort:best", date(2025, 10, 3)))).total == 0
