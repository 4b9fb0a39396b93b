"""/search over an index on disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from made_papers import make_paper, papers_after

from storage.search.compiling import Strength
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search

PAPERS = [
    make_paper(
        1, arxiv_id="2509.00001", title="Cooperating Agents Trade Tools", title_zh="多智能体协作中的工具交换"
    ),
    make_paper(2, title="Rewards Without Humans", abstract_zh="我们用强化学习训练机器人，不需要人工标注。"),
    make_paper(3, title="A Map of Molecules", abstract_zh="化学反应的图神经网络。", authors=("Marie Curie",)),
    make_paper(4, title="BiasFreeBench", abstract="A benchmark of bias. It uses GPT-4o and LoRA tuning."),
]


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[SearchIndex]:
    """An index that holds PAPERS."""
    index = SearchIndex.open(tmp_path / "index", "database-1", writable=True)
    await index.follow(papers_after(PAPERS))
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "words", "literals"),
    [
        ("智能体", [1], []),
        ("智能體", [1], []),
        ("化学", [3], [2]),
        ("强化学习", [2], []),
        ("agent", [1], []),
        ("title:bench", [4], []),
        ("gpt 4o", [4], []),
        ("2509.00001", [1], []),
        ("Curie", [], [3]),
        ("author:curie", [3], []),
        ("机器人 OR 工具 -agents", [2], []),
        ("of", [3, 4], []),
        ("title:of", [3], []),
    ],
)
async def test_search_finds(index: SearchIndex, text: str, words: list[int], literals: list[int]) -> None:
    """Whole words come first, characters alone after them, and nothing else comes."""
    result = await search(index, parse(text))
    found = {
        strength: sorted(h.paper_id for h in result.hits if h.strength is strength) for strength in Strength
    }
    assert found == {Strength.WORD: words, Strength.LITERAL: literals}
    assert (result.total_word, result.total_literal) == (len(words), len(literals))


async def test_exact_title_comes_first_whatever_its_words_mean(index: SearchIndex) -> None:
    """A title typed as it stands finds its paper even if it reads as operators."""
    result = await search(index, parse("a map of molecules"))
    assert [hit.paper_id for hit in result.hits][:1] == [3]
