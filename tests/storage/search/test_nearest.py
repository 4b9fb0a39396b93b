"""Papers that match in part."""

from pathlib import Path

import pytest
from made_papers import make_paper
from ranked_papers import ids_of, ranked

from storage.search.compiling import Strength
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("机器人 人工标注 化学反应堆 quantum", [2, 3]),
        ("机器人 人工标注 化学反应堆 quantum -机器人", [3]),
        ("机器人 人工标注 化学反应堆 quantum title:molecules", [3]),
        ("机器人 化学反应堆 source:api", []),
        ("机器人 化学反应堆 upvotes:>3", []),
        ("机器人 化学反应堆 after:2025-11", []),
        ("机器人 化学反应堆 has:code", []),
        ("机器人 化学反应堆 author:curie", [3]),
        ("source:api", []),
        ("quantum", []),
    ],
)
async def test_nearest_papers_hold_some_of_the_words(
    index_of_four: SearchIndex, text: str, nearest: list[int]
) -> None:
    """Where no paper has all words, those with most of them come; every filter and exclusion holds."""
    result = await search(index_of_four, parse(text))
    assert (ids_of(result, Strength.NEAREST), result.total) == (nearest, 0)


async def test_full_matches_come_before_the_nearest(index_of_four: SearchIndex) -> None:
    """The total counts full matches alone."""
    result = await search(index_of_four, parse("(agents tools) | (robot 强化学习 quantum)"))
    assert (ids_of(result, Strength.WORD), ids_of(result, Strength.NEAREST), result.total) == ([1], [2], 1)


async def test_many_full_matches_need_no_nearest(tmp_path: Path) -> None:
    """A page of full matches is answer enough."""
    papers = [make_paper(number, title="Robots walk" if number > 5 else "Robots") for number in range(1, 16)]
    assert ids_of(await ranked(tmp_path, papers, "robot walk"), Strength.NEAREST) == []
