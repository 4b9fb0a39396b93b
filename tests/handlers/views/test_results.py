"""A page of results: numbered, in order of strength, with the way on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import NOON, make_paper
from view_samples import any_paper, make_chat

from bot.sandbox.html import parse_html
from handlers.buttons import ReadAsCommand, ResultCard, ResultsPage
from handlers.callbacks import decoded
from handlers.views.measuring import LIMIT, shown_text, weight
from handlers.views.results import results_page
from storage.identifiers import PaperId, SearchId
from storage.records import ChatType, Language, MessageContent, Paper
from storage.search.syntax import Order
from storage.searches import SavedSearch

DAY = NOON.date()


def saved(text: str = "智能体", found: int = 20, total: int = 20, word_total: int = 20) -> SavedSearch:
    papers = tuple(map(PaperId, range(1, found + 1)))
    return SavedSearch(SearchId(7), text, papers, total, word_total, Order.BEST, None, True, NOON)


PAPERS = {
    PaperId(n): make_paper(n, title=f"Paper {n}: about agents", keywords_zh=("智能体", "记忆"))
    for n in range(1, 201)
}


def texts(page: MessageContent) -> list[list[str]]:
    return [[button.text for button in row] for row in page.keyboard]


def test_pages_are_numbered_and_linked() -> None:
    """Numbers go on over pages; each opens its paper; both neighbours are a tap away."""
    page = results_page(saved(), 1, PAPERS, make_chat(), DAY)
    assert shown_text(page.html).split("\n\n")[:2] == [
        "搜索 智能体：共 20 篇，第 2/3 页",
        "9. Paper 9: about agents\n智能体 · 记忆 · 2025年10月3日",
    ]
    assert texts(page) == [["9", "10", "11", "12"], ["13", "14", "15", "16"], ["‹ 上一页", "下一页 ›"]]
    assert decoded(str(page.keyboard[0][0].data)) == ResultCard(7, 9)
    assert decoded(str(page.keyboard[2][1].data)) == ResultsPage(7, 2)


def test_literal_matches_stand_under_a_line() -> None:
    """Word matches come first; what only contains the characters is set apart, on later pages too."""
    line = "— 以下只是字面上出现 —"
    first = results_page(saved(word_total=3), 0, PAPERS, make_chat(), DAY).html.split("\n\n")
    assert first.index(line) == 4
    assert results_page(saved(word_total=3), 1, PAPERS, make_chat(), DAY).html.split("\n\n")[1] == line
    assert line not in results_page(saved(), 0, PAPERS, make_chat(), DAY).html


def test_what_had_no_effect_is_named() -> None:
    """An unbalanced quote or bracket does not vanish without a word."""
    page = results_page(saved('"智能体'), 0, PAPERS, make_chat(), DAY)
    assert '这些没有用到："' in shown_text(page.html)


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        (Language.ZH_HANS, "近7天 智能体", "近7天 = 9月27日–10月3日"),
        (Language.ZH_HANS, "上周", "上周 = 9月22日–28日"),
        (Language.ZH_HANS, "on:今天", "on:今天 = 10月3日"),
        (Language.ZH_HANS, "after:2025-09 a", "after:2025-09 = 9月1日起"),
        (Language.ZH_HANS, "before:2025 a", "before:2025 = 2024年12月31日及以前"),
        (Language.EN, "last week", "last week = 22–28 September"),
        (Language.EN, "7d", "7d = 27 September – 3 October"),
        (Language.EN, "published:>=2025-09", "published:>=2025-09 = since 1 September"),
        (Language.EN, "on:2024-12", "on:2024-12 = 1 December 2024 – 31 December 2024"),
    ],
)
def test_dates_are_told_as_they_were_read(language: Language, text: str, line: str) -> None:
    """From the day of the search on, however late the page is turned."""
    page = results_page(saved(text), 1, PAPERS, make_chat(language), DAY)
    assert line in shown_text(page.html).split("\n")


def test_more_results_than_are_kept_are_told() -> None:
    """The total is exact even where only the best are listed."""
    page = results_page(saved(found=200, total=1745, word_total=1745), 0, PAPERS, make_chat(Language.EN), DAY)
    assert shown_text(page.html).startswith(
        "Search 智能体: 1,745 papers, page 1 of 25\nThe 200 most relevant are listed."
    )


def test_the_order_of_what_is_listed_is_told() -> None:
    """The newest are not called the most relevant."""
    found = saved("agent sort:new", found=200, total=1745)
    assert "只列出最新的 200 篇。" in results_page(found, 0, PAPERS, make_chat(), DAY).html
    found = saved("agent sort:hot", found=200, total=1745)
    assert "The 200 most upvoted are listed." in shown_text(
        results_page(found, 0, PAPERS, make_chat(Language.EN), DAY).html
    )


def test_glued_text_offers_its_command() -> None:
    """Who meant the command gets it with one tap; groups know slashes alone."""
    page = results_page(saved("搜索智能体"), 0, PAPERS, make_chat(), DAY)
    assert texts(page)[-1] == ["当作命令：搜索 智能体"]
    assert decoded(str(page.keyboard[-1][0].data)) == ReadAsCommand(7)
    group = results_page(saved("搜索智能体"), 0, PAPERS, make_chat(kind=ChatType.GROUP), DAY)
    assert texts(group)[-1] == ["下一页 ›"]


def test_a_paper_that_is_gone_keeps_its_number() -> None:
    """The numbers of a page never change while one reads it."""
    papers = {number: paper for number, paper in PAPERS.items() if number != 2}
    page = results_page(saved(), 0, papers, make_chat(), DAY)
    assert "2. 这篇论文已经不在库里了。" in page.html
    assert texts(page)[0] == ["1", "3", "4", "5"]


@settings(max_examples=40)
@given(st.lists(any_paper(), min_size=8, max_size=8), st.text(max_size=300), st.sampled_from(Language))
def test_any_page_is_taken_by_telegram(made: list[Paper], text: str, language: Language) -> None:
    """Whatever was asked and found, the page parses and fits."""
    papers = {PaperId(number): paper for number, paper in enumerate(made, 1)}
    page = results_page(saved(text), 0, papers, make_chat(language), DAY)
    parse_html(page.html)
    assert not weight(page.html).exceeds(LIMIT)
