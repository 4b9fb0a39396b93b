"""/search over an index on disk."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_papers import make_paper, papers_after

from storage.records import DigestFormat, DigestMention, Paper
from storage.search.compiling import Strength
from storage.search.index import SearchIndex
from storage.search.names import glossary_lexicon
from storage.search.query import parse, refined
from storage.search.ranking import SearchResult, search
from storage.search.translating import additions_for

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
    assert sorted(_of(result, Strength.WORD)) == words
    assert sorted(_of(result, Strength.LITERAL)) == literals
    assert (result.total_word, result.total_literal) == (len(words), len(literals))


async def test_exact_title_comes_first_whatever_its_words_mean(index: SearchIndex) -> None:
    """A title typed as it stands finds its paper even if it reads as operators."""
    result = await search(index, parse("a map of molecules"))
    assert [hit.paper_id for hit in result.hits][:1] == [3]


async def _ranked(directory: Path, papers: list[Paper], text: str, limit: int = 200) -> SearchResult:
    index = SearchIndex.open(directory, "database-1", writable=True)
    await index.follow(papers_after(papers))
    result = await search(index, parse(text), limit=limit)
    index.close()
    return result


async def test_title_outranks_body(tmp_path: Path) -> None:
    """Of two equal papers the one that says it in the title comes first."""
    papers = [
        make_paper(1, title="Pruning of networks", abstract="Much about robots and more."),
        make_paper(2, title="Robots and networks", abstract="Much about pruning and more."),
    ]
    assert [hit.paper_id for hit in (await _ranked(tmp_path, papers, "robot")).hits] == [2, 1]


async def test_newer_and_more_liked_come_first_among_equals(tmp_path: Path) -> None:
    """Freshness, then popularity, decide where words do not."""
    papers = [
        make_paper(1, title="Robots", first_digest_on=date(2024, 1, 1)),
        make_paper(2, title="Robots", first_digest_on=date(2025, 10, 1)),
        make_paper(3, title="Robots", first_digest_on=date(2025, 10, 1), upvotes=50),
    ]
    assert [hit.paper_id for hit in (await _ranked(tmp_path, papers, "robot")).hits] == [3, 2, 1]


async def test_total_is_exact_beyond_the_limit(tmp_path: Path) -> None:
    """All papers are counted, the best few are given."""
    papers = [make_paper(number, title_zh="化学" if number % 2 else "强化学习") for number in range(1, 401)]
    result = await _ranked(tmp_path, papers, "化学", limit=250)
    assert (len(result.hits), result.total_word, result.total_literal, result.total) == (250, 200, 200, 400)
    assert {hit.strength for hit in result.hits[:200]} == {Strength.WORD}


async def test_sources_alone_give_the_newest_first(tmp_path: Path) -> None:
    """Without a word to score by, the day decides."""
    weekly = (DigestMention(DigestFormat.WEEKLY, date(2025, 1, 1)),)
    papers = [make_paper(n, first_digest_on=date(2025, 1, n % 28 + 1), digests=weekly) for n in range(1, 28)]
    result = await _ranked(tmp_path, papers, "source:weekly", limit=3)
    assert ([hit.paper_id for hit in result.hits], result.total) == ([27, 26, 25], 27)


async def test_title_with_operators_is_found_as_it_stands(tmp_path: Path) -> None:
    """A pasted title comes first, though its words read as an exclusion."""
    papers = [
        make_paper(1, title="Agents: Plan -or- Act? NOT Both"),
        make_paper(2, title="Agents plan and act"),
    ]
    result = await _ranked(tmp_path, papers, "Agents: Plan -or- Act? NOT Both")
    assert [hit.paper_id for hit in result.hits][:1] == [1]


async def test_title_gives_way_to_exclusions_and_chosen_days(tmp_path: Path) -> None:
    """A paper whose title is the query's text is not found against what the query leaves out."""
    day = date(2025, 10, 3)
    papers = [
        make_paper(1, title="GPT-4o Plays", first_digest_on=date(2025, 1, 1)),
        make_paper(2, title="GPT-4o draws", first_digest_on=day),
    ]
    index = SearchIndex.open(tmp_path, "database-1", writable=True)
    await index.follow(papers_after(papers))
    queries = [
        parse("gpt-4o plays", day),
        parse("gpt-4o -plays", day),
        refined(parse("gpt-4o plays", day), order=None, within_days=7, today=day),
    ]
    found = [_of(await search(index, query), Strength.WORD) for query in queries]
    assert found == [[1], [2], []]
    index.close()


async def test_papers_nobody_voted_on_are_neither_many_nor_few(tmp_path: Path) -> None:
    """upvotes: speaks of papers whose votes a digest has told."""
    papers = [make_paper(n, title="Robots", upvotes=votes) for n, votes in enumerate([None, 0, 7, 30], 1)]
    found = {
        text: [h.paper_id for h in (await _ranked(tmp_path / str(place), papers, text)).hits]
        for place, text in enumerate(["upvotes:<8", "upvotes:>=7 robot", "robot -upvotes:>=0"])
    }
    assert found == {"upvotes:<8": [3, 2], "upvotes:>=7 robot": [4, 3], "robot -upvotes:>=0": [1]}


async def test_days_alone_give_the_newest_first(tmp_path: Path) -> None:
    """The day of the earliest digest and the day of publication are different questions."""
    day = date(2025, 10, 3)
    papers = [
        make_paper(1, first_digest_on=day, published_on=date(2025, 9, 30)),
        make_paper(2, first_digest_on=day - timedelta(days=1), published_on=None),
        make_paper(3, first_digest_on=day - timedelta(days=9), published_on=date(2025, 9, 20)),
    ]
    texts = ["近7天", "after:2025-10-03", "before:2025-10-03", "on:2025-10-02", "published:2025-09", "上周"]
    index = SearchIndex.open(tmp_path, "database-1", writable=True)
    await index.follow(papers_after(papers))
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
    index = SearchIndex.open(tmp_path, "database-1", writable=True)
    await index.follow(papers_after(papers))
    result = await search(index, parse(f"化学 sort:{order}", date(2025, 1, 9)))
    assert [hit.paper_id for hit in result.hits] == found
    index.close()


async def test_order_holds_beyond_the_limit(tmp_path: Path) -> None:
    """The few that are given are the newest or most upvoted of all that match."""
    papers = [
        make_paper(n, title="Robots", first_digest_on=date(2025, 1, 1 + n % 28), upvotes=n * 37 % 101)
        for n in range(1, 101)
    ]
    index = SearchIndex.open(tmp_path, "database-1", writable=True)
    await index.follow(papers_after(papers))
    found = {
        order: (await search(index, parse(f"robot sort:{order}", date(2025, 1, 1)), limit=5)).hits
        for order in ("new", "hot")
    }
    hottest = sorted(papers, key=lambda paper: -(paper.upvotes or 0))[:5]
    newest = sorted(papers, key=lambda paper: (paper.first_digest_on, paper.id))[:-6:-1]
    assert [hit.paper_id for hit in found["hot"]] == [paper.id for paper in hottest]
    assert {hit.paper_id % 28 for hit in found["new"]} <= {paper.id % 28 for paper in newest}
    index.close()


async def test_an_order_alone_gives_all_papers(index: SearchIndex) -> None:
    """Newest or most upvoted first; without an order nothing is asked for."""
    result = await search(index, parse("sort:new", date(2025, 10, 3)))
    assert ([hit.paper_id for hit in result.hits], result.total) == ([4, 3, 2, 1], 4)
    assert (await search(index, parse("sort:best", date(2025, 10, 3)))).total == 0


async def test_empty_query_finds_nothing(index: SearchIndex) -> None:
    """Nothing asked, nothing answered."""
    assert await search(index, parse("，。")) == SearchResult((), 0, 0)


def _of(result: SearchResult, strength: Strength) -> list[int]:
    return [hit.paper_id for hit in result.hits if hit.strength is strength]


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
    index: SearchIndex, text: str, nearest: list[int]
) -> None:
    """Where no paper has all words, those with most of them come; every filter and exclusion holds."""
    result = await search(index, parse(text))
    assert (_of(result, Strength.NEAREST), result.total) == (nearest, 0)


async def test_full_matches_come_before_the_nearest(index: SearchIndex) -> None:
    """The total counts full matches alone."""
    result = await search(index, parse("(agents tools) | (robot 强化学习 quantum)"))
    assert (_of(result, Strength.WORD), _of(result, Strength.NEAREST), result.total) == ([1], [2], 1)


async def test_many_full_matches_need_no_nearest(tmp_path: Path) -> None:
    """A page of full matches is answer enough."""
    papers = [make_paper(number, title="Robots walk" if number > 5 else "Robots") for number in range(1, 16)]
    assert _of(await _ranked(tmp_path, papers, "robot walk"), Strength.NEAREST) == []


async def test_added_words_find_the_other_language(index: SearchIndex) -> None:
    """Papers that hold a translation alone are word matches, behind those with the own words."""
    query = parse("强化学习 | agent")
    additions = additions_for(parse("agent"), glossary_lexicon())
    result = await search(
        index, parse("benchmark 偏见"), additions_for(parse("benchmark 偏见"), glossary_lexicon())
    )
    assert (_of(result, Strength.WORD), result.total) == ([4], 1)
    assert (await search(index, query, additions)).total == 2
