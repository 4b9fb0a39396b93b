"""A digest as a rich message: whole abstracts where there is room, real formulas, and its limits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_papers import make_paper
from strict_messages import check, rich_blocks
from view_samples import DAY, any_paper, make_chat, match, selection_of

from handlers.views.digest import digest_messages
from handlers.views.rich_digest import MOST_CHARACTERS
from storage.records import ChatType, Language, Layout, MessageContent, Paper

FORMULA = "we bound $\\frac{x_1}{2} < y$ by \\(\\alpha\\) & more"


def digest(papers: list[Paper], language: Language = Language.EN) -> tuple[MessageContent, ...]:
    chat = replace(make_chat(language, ChatType.PRIVATE), layout=Layout.RICH)
    selection = selection_of({"agents": [match(paper.id, "agents") for paper in papers]})
    shown = {paper.id: paper for paper in papers}
    return digest_messages(selection, shown, chat, local_day=DAY, delivery_id=None, bot_username="bot")


def rich(papers: list[Paper], language: Language = Language.EN) -> str:
    [content] = digest(papers, language)
    assert content.rich_html is not None
    check(content)
    return content.rich_html


def test_formulas_are_drawn_by_the_client() -> None:
    """Their LaTeX is kept as it was written; prose around it stays prose."""
    shown = rich([make_paper(1, abstract=FORMULA)])
    assert (
        "we bound <tg-math>\\frac{x_1}{2} &lt; y</tg-math> by <tg-math>\\alpha</tg-math> &amp; more" in shown
    )


@pytest.mark.parametrize("text", ["word " * 700, "智能体的记忆" * 500])
def test_abstract_is_whole_where_there_is_room(text: str) -> None:
    """In either script, beside one that is short."""
    shown = rich([make_paper(1, abstract=text), make_paper(2, abstract="short")])
    assert text.strip() in shown


def test_long_abstracts_share_the_room() -> None:
    """All are cut to the same length, and what short ones leave is theirs."""
    papers = [make_paper(number, abstract="词" * 9_000) for number in range(1, 5)]
    shown = rich([*papers, make_paper(9, abstract="short")])
    runs = [len(run) for run in shown.replace("…", "<").split("<p>") if run.startswith("词")]
    assert len(runs) == 4
    assert MOST_CHARACTERS * 0.8 < len(shown) <= MOST_CHARACTERS
    assert shown.count("词") > 25_000


def test_odd_papers_leave_the_detailed_layout_alone() -> None:
    """What would be refused for its size is not tried."""
    papers = [make_paper(number, tldr="<" * 3_000) for number in range(1, 6)]
    assert [content.rich_html for content in digest(papers)] == [None]


@given(any_paper(), st.sampled_from(Language))
def test_any_text_makes_a_message_that_is_taken(paper: Paper, language: Language) -> None:
    """Nothing in a paper breaks the markup."""
    [content] = digest([replace(paper, code_url="https://localhost/x")], language)
    assert content.rich_html is None or rich_blocks(content.rich_html)
