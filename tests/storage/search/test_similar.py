"""Papers like another: those that hold the rarest of what its title and keywords tell."""

from pathlib import Path

import pytest
from made_papers import filled_index, make_paper

from storage.records import Paper
from storage.search import similar
from storage.search.highlighting import Highlighter
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.query import parse
from storage.search.similar import MOST_SIMILAR, similar_papers
from storage.search.syntax import Scope

PAPERS = [
    make_paper(
        1, title="Tree Search for Agents", keywords=("tree search", "agents"), keywords_zh=("智能体",)
    ),
    make_paper(2, title="Monte Carlo Tree Search in Games"),
    make_paper(3, title="Agents that Browse", keywords=("agents",)),
    make_paper(4, title="Pixels", abstract="We show that a model is a model."),
    make_paper(5, title_zh="会上网的智能体", keywords_zh=("智能体",)),
    make_paper(6, title="An Orchard of Trees"),
    *(make_paper(number, title="A Model", abstract="for search") for number in range(10, 60)),
]


async def found(
    folder: Path, papers: list[Paper], number: int = 1, lexicon: Lexicon | None = None
) -> list[int]:
    index = await filled_index(folder, papers)
    [paper] = [one for one in papers if one.id == number]
    similar = await similar_papers(index, paper, lexicon or Lexicon())
    index.close()
    return [hit.paper_id for hit in similar.result.hits]


async def test_papers_of_the_same_subject_come_first(tmp_path: Path) -> None:
    """Never the paper itself; one that only shares a common word is not like it."""
    similar = await found(tmp_path, PAPERS)
    assert set(similar[:3]) == {2, 3, 5}
    assert 1 not in similar
    assert not set(similar) & set(range(10, 60))


async def test_the_query_marks_what_they_share(tmp_path: Path) -> None:
    """A reader sees why a paper is said to be like another."""
    index = await filled_index(tmp_path, PAPERS)
    similar = await similar_papers(index, PAPERS[0], Lexicon())
    index.close()
    marked = Highlighter(parse(similar.query_text)).spans("Monte Carlo Tree Search", Scope.TITLE)
    assert marked == [(12, 23)]


async def test_a_keyword_finds_its_translation(tmp_path: Path) -> None:
    """Who reads a Chinese paper is shown English ones of the same subject."""
    translation = Translation(("智能",), "browse", 1.0, Provenance.GLOSSARY)
    papers = [*PAPERS, make_paper(7, title_zh="具身", keywords_zh=("智能",))]
    assert await found(tmp_path / "plain", papers, 7) == []
    more = [make_paper(8, title="They Browse")]
    assert set(await found(tmp_path / "known", [*papers, *more], 7, Lexicon([translation]))) == {3, 8}


async def test_common_words_give_way_where_papers_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading where they stand would take the time; the rarest are looked for in any case."""
    monkeypatch.setattr(similar, "_FEWEST_TERMS", 1)
    papers = [*PAPERS, *(make_paper(number, title="Agents") for number in range(70, 72))]
    assert {2, 3} < set(await found(tmp_path / "all", papers))
    monkeypatch.setattr(similar, "_MOST_PLACES", 0)
    assert await found(tmp_path / "rarest", papers) == [5]


async def test_at_most_fifty_come(tmp_path: Path) -> None:
    """More is no help, and the total says what can be read."""
    papers = [make_paper(number, title="Gym" if number < 60 else "Pixels") for number in range(1, 500)]
    assert len(await found(tmp_path, papers)) == MOST_SIMILAR


@pytest.mark.parametrize(
    "paper",
    [
        make_paper(1),
        make_paper(1, title="!?…", keywords=("", '"', "。"), areas=("  ",)),
        make_paper(1, title="Xyzzy Plugh", keywords=("unheard of",)),
        make_paper(1, title='"' * 1000, keywords=("a b c d e f g h i j",) * 90),
        make_paper(1, title="word " * 5000, keywords=tuple(f"k{n}" for n in range(500))),
    ],
)
async def test_a_paper_that_tells_nothing_shared_is_like_none(tmp_path: Path, paper: Paper) -> None:
    """Whatever its title and keywords are."""
    assert await found(tmp_path, [paper, *PAPERS[3:4]]) == []
