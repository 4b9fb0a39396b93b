"""/search over an index on disk: what is found, and what comes first."""

from datetime import date
from pathlib import Path

import pytest
from made_papers import filled_index, make_paper
from ranked_papers import ids_of, ranked

from storage.search.compiling import Strength
from storage.search.index import SearchIndex
from storage.search.names import glossary_lexicon
from storage.search.query import parse, refined
from storage.search.ranking import SearchResult, search
from storage.search.translating import additions_for


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
async def test_search_finds(
    index_of_four: SearchIndex, text: str, words: list[int], literals: list[int]
) -> None:
    """Whole words come first, characters alone after them, and nothing else comes."""
    result = await search(index_of_four, parse(text))
    assert sorted(ids_of(result, Strength.WORD)) == words
    assert sorted(ids_of(result, Strength.LITERAL)) == literals
    assert (result.total_word, result.total_literal) == (len(words), len(literals))


async def test_exact_title_comes_first_whatever_its_words_mean(index_of_four: SearchIndex) -> None:
    """A title typed as it stands finds its paper even if it reads as operators."""
    result = await search(index_of_four, parse("a map of molecules"))
    assert [hit.paper_id for hit in result.hits][:1] == [3]


async def test_title_outranks_body(tmp_path: Path) -> None:
    """Of two equal papers the one that says it in the title comes first."""
    papers = [
        make_paper(1, title="Pruning of networks", abstract="Much about robots and more."),
        make_paper(2, title="Robots and networks", abstract="Much about pruning and more."),
    ]
    assert [hit.paper_id for hit in (await ranked(tmp_path, papers, "robot")).hits] == [2, 1]


async def test_newer_and_more_liked_come_first_among_equals(tmp_path: Path) -> None:
    """Freshness, then popularity, decide where words do not."""
    papers = [
        make_paper(1, title="Robots", first_digest_on=date(2024, 1, 1)),
        make_paper(2, title="Robots", first_digest_on=date(2025, 10, 1)),
        make_paper(3, title="Robots", first_digest_on=date(2025, 10, 1), upvotes=50),
    ]
    assert [hit.paper_id for hit in (await ranked(tmp_path, papers, "robot")).hits] == [3, 2, 1]


async def test_total_is_exact_beyond_the_limit(tmp_path: Path) -> None:
    """All papers are counted, the best few are given."""
    papers = [make_paper(number, title_zh="化学" if number % 2 else "强化学习") for number in range(1, 401)]
    result = await ranked(tmp_path, papers, "化学", limit=250)
    assert (len(result.hits), result.total_word, result.total_literal, result.total) == (250, 200, 200, 400)
    assert {hit.strength for hit in result.hits[:200]} == {Strength.WORD}


async def test_title_with_operators_is_found_as_it_stands(tmp_path: Path) -> None:
    """A pasted title comes first, though its words read as an exclusion."""
    papers = [
        make_paper(1, title="Agents: Plan -or- Act? NOT Both"),
        make_paper(2, title="Agents plan and act"),
    ]
    result = await ranked(tmp_path, papers, "Agents: Plan -or- Act? NOT Both")
    assert [hit.paper_id for hit in result.hits][:1] == [1]


async def test_title_gives_way_to_exclusions_and_chosen_days(tmp_path: Path) -> None:
    """A paper whose title is the query's text is not found against what the query leaves out."""
    day = date(2025, 10, 3)
    papers = [
        make_paper(1, title="GPT-4o Plays", first_digest_on=date(2025, 1, 1)),
        make_paper(2, title="GPT-4o draws", first_digest_on=day),
    ]
    index = await filled_index(tmp_path, papers)
    queries = [
        parse("gpt-4o plays", day),
        parse("gpt-4o -plays", day),
        refined(parse("gpt-4o plays", day), order=None, within_days=7, today=day),
    ]
    found = [ids_of(await search(index, query), Strength.WORD) for query in queries]
    assert found == [[1], [2], []]
    index.close()


async def test_papers_nobody_voted_on_are_neither_many_nor_few(tmp_path: Path) -> None:
    """upvotes: speaks of papers whose votes a digest has told."""
    papers = [make_paper(n, title="Robots", upvotes=votes) for n, votes in enumerate([None, 0, 7, 30], 1)]
    found = {
        text: [h.paper_id for h in (await ranked(tmp_path / str(place), papers, text)).hits]
        for place, text in enumerate(["upvotes:<8", "upvotes:>=7 robot", "robot -upvotes:>=0"])
    }
    assert found == {"upvotes:<8": [3, 2], "upvotes:>=7 robot": [4, 3], "robot -upvotes:>=0": [1]}


async def test_empty_query_finds_nothing(index_of_four: SearchIndex) -> None:
    """Nothing asked, nothing answered."""
    assert await search(index_of_four, parse("，。")) == SearchResult((), 0, 0)


async def test_added_words_find_the_other_language(index_of_four: SearchIndex) -> None:
    """Papers that hold a translation alone are word matches, behind those with the own words."""
    query = parse("强化学习 | agent")
    additions = additions_for(parse("agent"), glossary_lexicon())
    result = await search(
        index_of_four, parse("benchmark 偏见"), additions_for(parse("benchmark 偏见"), glossary_lexicon())
    )
    assert (ids_of(result, Strength.WORD), result.total) == ([4], 1)
    assert (await search(index_of_four, query, additions)).total == 2
