"""The sentence that shows why a paper was found."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odd_texts import TEXTS, added, asked, written

from storage.search.excerpts import Excerpt
from storage.search.highlighting import Highlighter
from storage.search.query import parse


def test_the_sentence_with_most_of_the_query_is_shown() -> None:
    """Own words count more than added ones, the first of equals is taken."""
    highlighter = Highlighter(parse("扩散模型 编辑"), [added("扩散模型", "diffusion model")])
    english = "Diffusion models are slow. A diffusion model for 编辑 is fast. Others are not."
    chinese = "图像编辑很难。扩散模型使编辑变易。扩散模型使编辑变快。"
    assert highlighter.excerpt([english], 100) == Excerpt(
        "A diffusion model for 编辑 is fast.", ((2, 17), (22, 24))
    )
    assert highlighter.excerpt([english, chinese], 100) == Excerpt("扩散模型使编辑变易。", ((0, 4), (5, 7)))


@pytest.mark.parametrize("texts", [[], [""], ["Nothing of it. At all."], ["编 辑"]])
def test_no_hit_gives_no_excerpt(texts: list[str]) -> None:
    """A sentence that holds nothing of the query tells nothing."""
    assert Highlighter(parse("编辑")).excerpt(texts, 100) is None


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("The agents plan and act in worlds of many kinds", 21, "The agents plan and…"),
        ("Long before anything else is said, agents come", 21, "…is said, agents come"),
        ("Long before anything else is said, agents come and go as they please", 21, "…agents come and go…"),
        ("在很多很多的任务之中让智能体来做规划并且执行任务", 20, "…让智能体来做规划…"),
        ("Antidisestablishmentarianism agent", 12, "…agent"),
    ],
)
def test_excerpts_are_cut_between_words(text: str, limit: int, expected: str) -> None:
    """Around what was found, with an ellipsis at each end that was cut."""
    excerpt = Highlighter(parse("agent | 智能体")).excerpt([text], limit)
    assert excerpt is not None
    assert excerpt.text == expected


@settings(max_examples=300, deadline=None)
@example("agent", ["-agentDeepSeek-R1-Zero"], 8)
@given(asked, st.lists(written | st.sampled_from(TEXTS), max_size=3), st.integers(8, 80))
def test_excerpts_fit_and_show_what_they_mark(query: str, texts: list[str], limit: int) -> None:
    """Never wider than the limit, from one of the texts, with something marked and no mark torn off."""
    highlighter = Highlighter(parse(query))
    excerpt = highlighter.excerpt(texts, limit)
    assert (excerpt is None) <= (not any(highlighter.spans(text) for text in texts if len(text) < 20))
    if excerpt is None:
        return
    assert _width(excerpt.text) <= limit
    assert excerpt.spans
    bare = excerpt.text.removeprefix("…").removesuffix("…")
    assert any(bare in text.replace("\n", " ") for text in texts)
    assert not unicodedata.combining(bare[0]) or any(text.startswith(bare[0]) for text in texts)
    borders = [border for span in excerpt.spans for border in span]
    assert borders == sorted(set(borders))
    assert borders[0] >= 0
    assert borders[-1] <= len(excerpt.text)


def _width(text: str) -> int:
    shown = [character for character in text if not unicodedata.combining(character)]
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)
