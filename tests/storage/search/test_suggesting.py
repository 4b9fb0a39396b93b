"""An empty answer comes with queries that find something."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import filled_index, make_paper

from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.names import glossary_lexicon
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.suggesting import Suggestion, SuggestionKind, suggestions, suggestions_now
from storage.search.translating import additions_for

TODAY = date(2025, 10, 9)
_SUBJECTS = ("diffusion", "transformer", "reinforcement learning", "retrieval", "image editing", "agents")
PAPERS = [
    *(
        make_paper(
            number, title=f"Study {number} of {_SUBJECTS[number % 6]}", abstract="A model of language."
        )
        for number in range(1, 31)
    ),
    make_paper(40, title="GPT-4o plays chess", upvotes=7, code_url="https://example.org"),
    make_paper(41, title_zh="扩散模型图像编辑", abstract_zh="强化学习让智能体学会规划。"),
    make_paper(42, title_zh="机器人抓取", authors=("Kaiming He", "Fei-Fei Li")),
    make_paper(43, title="Quantum agents", abstract="Agents meet quantum annealing.", upvotes=3),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index that holds PAPERS."""
    index = asyncio.run(filled_index(tmp_path_factory.mktemp("index"), PAPERS))
    yield index
    index.close()


def suggested(index: SearchIndex, text: str, lexicon: Lexicon | None = None) -> list[tuple[str, str, int]]:
    """Kind, text and total of what is suggested for `text`."""
    found = suggestions_now(index, parse(text, TODAY), lexicon or glossary_lexicon())
    return [(str(one.kind), one.text, one.total) for one in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("difusion", "diffusion"),
        ("transfromer", "transformer"),
        ("retreival", "retrieval"),
        ("reinfrocment", "reinforcement"),
        ("gtp-4o", "gpt-4o"),
        ("title:difusion", "title:diffusion"),
        ('"image editting"', '"image editing"'),
        ("author:kaimign", "author:kaiming"),
        ("difusion -agent", "diffusion -agent"),
        ("difusion sort:new", "diffusion sort:new"),
        ("difusion | retreival", "diffusion | retrieval"),
        ("langauge modle", "language model"),
        ("扩散模形", "扩散模型"),
        ("擴散模形", "扩散模型"),
        ("title:扩散模形图像编辑", "title:扩散模型图像编辑"),
        ("机器人转取", "机器人抓取"),
    ],
)
def test_misspelt_words_are_corrected(index: SearchIndex, typed: str, meant: str) -> None:
    """Words that no paper holds, in either language, with fields, quotes and order kept."""
    assert [text for kind, text, _ in suggested(index, typed) if kind == "spelling"][:1] == [meant]


@pytest.mark.parametrize("typed", ["zzqx", "xy", "diffusion", "4o4o", "", "-difusion", "扩散"])
def test_nothing_is_corrected_without_cause(index: SearchIndex, typed: str) -> None:
    """Known words stay, what resembles nothing stays, and so does what is excluded."""
    assert [text for kind, text, _ in suggested(index, typed) if kind == "spelling"] == []


@pytest.mark.parametrize(
    ("typed", "kept", "left_out"),
    [
        ("quantum zebrafish", "quantum", "zebrafish"),
        ("quantum agents zebrafish", "agents quantum", "zebrafish"),
        ("model language quantum", "language model", "quantum"),
        ("quantum agents zebrafish upvotes:>1", "agents quantum upvotes:>=2", "zebrafish"),
        ("quantum zebrafish -robot", "quantum -robot", "zebrafish"),
        ("扩散模型图像编辑机器人抓取", "图像编辑 扩散模型", "机器人抓取"),
        ('"annealing quantum"', "annealing quantum", '"annealing quantum"'),
        ("quantum (zebrafish | medaka)", "quantum", "medaka | zebrafish"),
    ],
)
def test_as_few_words_as_possible_are_left_out(
    index: SearchIndex, typed: str, kept: str, left_out: str
) -> None:
    """The largest part of the query that a paper holds, filters kept; a phrase gives up its order."""
    found = suggestions_now(index, parse(typed, TODAY), glossary_lexicon())
    fewer = [(one.text, one.changed) for one in found if one.kind is SuggestionKind.FEWER_WORDS]
    assert fewer[:1] == [(kept, left_out)]


@pytest.mark.parametrize("typed", ["zebrafish of medaka", "a zebrafish of the lake"])
def test_words_that_stand_everywhere_are_no_query(index: SearchIndex, typed: str) -> None:
    """Nobody who looks for two fish is offered all papers with an "of" in them."""
    assert suggestions_now(index, parse(typed, TODAY), glossary_lexicon()) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quantum difusion zebrafish", ("spelling", "diffusion", "difusion quantum zebrafish")),
        ("annealng diffusion", ("fewer-words", "diffusion", "annealng")),
    ],
)
def test_what_is_left_out_is_named_as_it_was_written(
    index: SearchIndex, typed: str, expected: tuple[str, str, str]
) -> None:
    """A word that was corrected and kept is shown as what may have been meant."""
    found = suggestions_now(index, parse(typed, TODAY), glossary_lexicon())
    assert expected in [(str(one.kind), one.text, one.changed) for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("gpt-4o after:2030", [("without-filters", "gpt-4o", 1)]),
        ("gpt-4o has:zh", [("without-filters", "gpt-4o", 1)]),
        ("gpt-4o -plays", [("without-filters", "gpt-4o", 1)]),
        ("gpt-4o has:code 昨天", [("without-filters", "gpt-4o has:code", 1)]),
        ("agents has:code has:zh", [("without-filters", "agents has:zh", 1)]),
        ("quantum has:zh upvotes:>9", [("without-filters", "quantum", 1)]),
        ("has:zh has:code", [("without-filters", "has:code", 1), ("without-filters", "has:zh", 2)]),
    ],
)
def test_filters_that_leave_nothing_are_named(
    index: SearchIndex, typed: str, expected: list[tuple[str, str, int]]
) -> None:
    """One alone if that is enough, else all of them."""
    assert [one for one in suggested(index, typed) if one[0] == "without-filters"] == expected


def test_phrases_are_tried_in_the_other_language(index: SearchIndex) -> None:
    """Quoted words are never widened, so their translation is offered; what widening covers is not."""
    lexicon = Lexicon([Translation(("grasping",), "抓取", 1.0, Provenance.OPERATOR)])
    assert suggested(index, '"grasping"', lexicon) == [("other-language", '"抓取"', 1)]
    assert suggested(index, "grasping", lexicon) == []


def test_kinds_take_turns(index: SearchIndex) -> None:
    """Where several things help, each kind is offered before a second one of any."""
    kinds = [kind for kind, _, _ in suggested(index, "quantum difusion after:2020")]
    assert kinds[0] == "spelling"
    kinds = [kind for kind, _, _ in suggested(index, "difusion before:2001 agents")]
    assert len(kinds) == len(set(kinds))


def test_a_total_that_is_known_is_not_found_again(index: SearchIndex) -> None:
    """Only what finds more than that is offered."""
    query = parse("quantum zebrafish")
    offered = suggestions_now(index, query, Lexicon(), total=0)
    assert [(one.text, one.total) for one in offered] == [("quantum", 1)]
    assert suggestions_now(index, query, Lexicon(), total=1) == ()


async def test_the_loop_is_not_held_up(index: SearchIndex) -> None:
    """The same from a thread of its own."""
    found = await suggestions(index, parse("difusion"), Lexicon())
    assert found == (Suggestion(SuggestionKind.SPELLING, "diffusion", 5, "difusion"),)


def test_an_empty_index_has_nothing_to_offer(tmp_path: Path) -> None:
    """Nothing is found, so nothing is suggested."""
    index = SearchIndex.open(tmp_path, "database", writable=False)
    assert suggestions_now(index, parse("quantum zebrafish after:2020"), glossary_lexicon()) == ()
    index.close()


_PIECES = (
    "difusion", "quantum", "agents", "zebrafish", "扩散模形", "图像编辑", "机器人", '"image editing"', "-agent", "-zz",
    "after:2030", "has:code", "upvotes:>2", "title:study", "author:he", "|", "(", ")", "sort:hot", "gpt-4o", "id:2501.00001", "last week",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join) | st.text(max_size=30))
def test_whatever_is_offered_finds_what_it_says(index: SearchIndex, text: str) -> None:
    """A search for each suggestion finds exactly its total, which is more than the query finds."""
    lexicon = glossary_lexicon()
    query = parse(text, TODAY)
    found = search_now(index, query, additions_for(query, lexicon)).total
    offered = suggestions_now(index, query, lexicon)
    assert len(offered) <= 3
    for one in offered:
        again = parse(one.text, TODAY)
        assert search_now(index, again, additions_for(again, lexicon)).total == one.total > found
        assert again.order is query.order
        assert again.ignored == ()
        assert one.changed


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"w{number}q" for number in range(500)),
        " ".join(f"agentq{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(400)),
        " | ".join(f"x{number}y" for number in range(400)) + " zebrafish",
        "强化学习" * 900,
        "扩散模形" * 900,
        "(" * 40 + "zebrafish quantum" + ")" * 40,
        '"' + "quantum " * 500 + '"',
    ],
)
def test_the_longest_queries_are_answered_soon(index: SearchIndex, text: str) -> None:
    """Any number of words costs a bounded number of looks into the index."""
    assert len(suggestions_now(index, parse(text, TODAY), glossary_lexicon())) <= 3
