"""Four papers to search, and searches over papers of a test's own."""

from collections.abc import Sequence
from pathlib import Path

from made_papers import filled_index, make_paper

from storage.records import Paper
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.query import parse
from storage.search.ranking import SearchResult, search

FOUR_PAPERS = [
    make_paper(
        1, arxiv_id="2509.00001", title="Cooperating Agents Trade Tools", title_zh="多智能体协作中的工具交换"
    ),
    make_paper(2, title="Rewards Without Humans", abstract_zh="我们用强化学习训练机器人，不需要人工标注。"),
    make_paper(3, title="A Map of Molecules", abstract_zh="化学反应的图神经网络。", authors=("Marie Curie",)),
    make_paper(4, title="BiasFreeBench", abstract="A benchmark of bias. It uses GPT-4o and LoRA tuning."),
]


async def ranked(
    directory: Path, papers: list[Paper], text: str, limit: int = 200, additions: Sequence[Addition] = ()
) -> SearchResult:
    index = await filled_index(directory, papers)
    result = await search(index, parse(text), additions, limit=limit)
    index.close()
    return result


def ids_of(result: SearchResult, strength: Strength) -> list[int]:
    return [hit.paper_id for hit in result.hits if hit.strength is strength]
