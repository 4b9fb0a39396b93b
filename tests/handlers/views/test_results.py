"""A page of results: numbered, in order of strength, with the way on."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import NOON, make_paper
from view_samples import any_paper, make_chat

from bot.sandbox.html import parse_html
from handlers.buttons import (
    FollowSearch,
    ReadAsCommand,
    ResultCard,
    ResultsPage,
    ResultsWithin,
    SortResults,
    TrySuggestion,
    WidenResults,
)
from handlers.callbacks import decoded
from handlers.views.measuring import LIMIT, shown_text, weight
from handlers.views.results import results_page
from storage.identifiers import PaperId, SearchId
from storage.records import ChatType, DigestFormat, Language, MessageContent, Paper
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.suggesting import Suggestion, SuggestionKind
from storage.search.syntax import Order
from storage.searches import SavedSearch

DAY = NOON.date()


def saved(text: str = "智能体", found: int = 20, total: int = 20, **changes: Any) -> SavedSearch:
    """A kept search of papers 1, 2, 3…, all of them word matches unless told."""
    values: dict[str, Any] = {
        "id": SearchId(7), "text": text, "paper_ids": tuple(map(PaperId, range(1, found + 1))), "total": total,
        "word_total": total, "order": Order.BEST, "within_days": None, "is_widened": True, "made_at": NOON,
    }  # fmt: skip
    return SavedSearch(**values | changes)


PAPERS = {
    PaperId(n): make_paper(n, title=f"Paper {n}: about agents", keywords_zh=("智能体", "记忆"))
    for n in range(1, 201)
}
ADDED = Addition(("智能体",), "agent", 1.0, Provenance.GLOSSARY)


def texts(page: MessageContent) -> list[list[str]]:
    return [[button.text for button in row] for row in page.keyboard]


def blocks(found: SavedSearch, page: int = 0, language: Language = Language.ZH_HANS) -> list[str]:
    """The paragraphs of a page as they are shown."""
    return shown_text(results_page(found, page, PAPERS, make_chat(language), DAY).html).split("\n\n")


def data_of(page: MessageContent, text: str) -> Any:
    """What the button of that text means."""
    button = next(one for row in page.keyboard for one in row if one.text == text)
    return decoded(str(button.data))


def test_pages_are_numbered_and_linked() -> None:
    """Numbers go on over pages; each opens its paper; both neighbours are a tap away."""
    page = results_page(saved(), 1, PAPERS, make_chat(), DAY)
    assert shown_text(page.html).split("\n\n")[:2] == [
        "搜索 智能体：共 20 篇 · 第 2/4 页",
        "6. Paper 6: about agents\n智能体 · 记忆\n10月3日",
    ]
    assert texts(page)[:2] == [["6", "7", "8", "9", "10"], ["‹ 上一页", "下一页 ›"]]
    assert data_of(page, "6") == ResultCard(7, 6)
    assert data_of(page, "下一页 ›") == ResultsPage(7, 2)


def test_weaker_matches_stand_under_lines_of_their_own() -> None:
    """Words first, then what only contains the characters, then what matches in part; on later pages too."""
    found = saved(found=12, total=6, word_total=3)
    literal, nearest = "— 以下只是字面上含有 —", "— 以下只符合一部分词 —"
    first, second, third = (blocks(found, page) for page in range(3))
    assert [block.split(".")[0] for block in first[1:]] == ["1", "2", "3", literal, "4", "5"]
    assert [block.split(".")[0] for block in second[1:]] == [literal, "6", nearest, "7", "8", "9", "10"]
    assert [block.split(".")[0] for block in third[1:]] == [nearest, "11", "12"]
    assert not {literal, nearest} & set(blocks(saved()))


@pytest.mark.parametrize(
    ("language", "line", "button"),
    [(Language.ZH_HANS, "也搜了：agent", "只搜原词"), (Language.EN, "Also searched: agent", "My words only")],
)
def test_added_words_are_told_and_can_be_left_out(language: Language, line: str, button: str) -> None:
    """The words that were searched when the result was made, and a way without them."""
    found = saved(additions=(ADDED, ADDED))
    page = results_page(found, 0, PAPERS, make_chat(language), DAY)
    assert shown_text(page.html).split("\n")[1] == line
    assert "about <u>agents</u>" in page.html
    assert data_of(page, button) == WidenResults(7, 0)


def test_without_added_words_they_can_be_brought_back() -> None:
    """They are neither told nor marked then."""
    page = results_page(saved(additions=(ADDED,), is_widened=False), 0, PAPERS, make_chat(), DAY)
    assert "也搜了" not in page.html
    assert "<u>" not in page.html
    assert data_of(page, "连译名一起搜") == WidenResults(7, 1)


def test_the_present_order_and_span_are_marked() -> None:
    """All other choices are a tap away."""
    page = results_page(saved(order=Order.NEW, within_days=30), 0, PAPERS, make_chat(), DAY)
    assert texts(page)[2:4] == [["最相关", "✓ 最新", "最热"], ["近 7 天", "✓ 近 30 天", "全部日期"]]
    assert data_of(page, "最热") == SortResults(7, "hot")
    assert data_of(page, "近 7 天") == ResultsWithin(7, 7)
    assert data_of(page, "全部日期") == ResultsWithin(7, 0)
    english = texts(results_page(saved(), 0, PAPERS, make_chat(Language.EN), DAY))
    assert english[2:4] == [["✓ Best", "Newest", "Hottest"], ["7 days", "30 days", "✓ All dates"]]


def test_days_of_a_button_take_the_place_of_written_ones() -> None:
    """The page tells the days that count; those of the text are a tap away."""
    found = saved("智能体 近7天 published:2025", within_days=30)
    page = results_page(found, 0, PAPERS, make_chat(), DAY)
    assert shown_text(page.html).split("\n\n")[0].split("\n")[1:] == [
        "published:2025 = 1月1日–12月31日",
        "近 30 天 = 9月4日–10月3日",
    ]
    assert texts(page)[3] == ["近 7 天", "✓ 近 30 天", "写明的日期"]


def test_a_search_can_be_followed_where_it_wants_a_word() -> None:
    """Days alone and exclusions alone make no topic."""
    assert data_of(results_page(saved(), 0, PAPERS, make_chat(), DAY), "＋ 订阅这个搜索") == FollowSearch(7)
    for text in ("近7天", "-视频"):
        assert "订阅" not in str(texts(results_page(saved(text), 0, PAPERS, make_chat(), DAY)))


def test_a_page_without_papers_says_why_and_what_to_try() -> None:
    """Suggestions are buttons, however long their query; what cannot help is not offered."""
    other = Suggestion(SuggestionKind.SPELLING, "强化学习 " + "很长" * 50, 1745, "强化学系")
    found = saved("强化学系", found=0, total=0, suggestions=(other,))
    page = results_page(found, 0, {}, make_chat(), DAY)
    assert shown_text(page.html) == "没有找到 强化学系。\n也许有个词写错了。试试下面的按钮。"
    assert texts(page) == [["是不是想找：强化学习 很长很长很长很长很…（1,745）"]]
    assert decoded(str(page.keyboard[0][0].data)) == TrySuggestion(7, 0)


def test_days_to_leave_out_are_called_as_they_were_written() -> None:
    """Nobody wrote on:2025-10-03."""
    fewer = Suggestion(SuggestionKind.WITHOUT_FILTERS, "智能体", 232, "on:2025-10-03")
    found = saved("智能体 近1天", found=0, total=0, suggestions=(fewer,))
    assert texts(results_page(found, 0, {}, make_chat(), DAY))[0] == ["去掉 近1天（232）"]


def test_nothing_within_the_days_of_a_button_leads_back() -> None:
    """The longer spans stay under the empty page."""
    page = results_page(saved(found=0, total=0, within_days=7), 0, {}, make_chat(Language.EN), DAY)
    assert shown_text(page.html).split("\n") == [
        "Nothing found for 智能体.",
        "Last 7 days = 27 September – 3 October",
        "Nothing in these days. Tap below for more days.",
    ]
    assert texts(page) == [["✓ 7 days", "30 days", "All dates"]]


def test_what_had_no_effect_is_named() -> None:
    """An unbalanced quote or bracket does not vanish without a word."""
    page = results_page(saved('"智能体'), 0, PAPERS, make_chat(), DAY)
    assert '没有用到："' in shown_text(page.html)


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
    page = results_page(saved(found=200, total=1745), 0, PAPERS, make_chat(Language.EN), DAY)
    assert shown_text(page.html).startswith(
        "Search 智能体: 1,745 papers, here the 200 most relevant · page 1 of 40"
    )


def test_the_order_of_what_is_listed_is_told() -> None:
    """The newest are not called the most relevant."""
    found = saved("agent", found=200, total=1745, order=Order.NEW)
    assert "，列出最新的 200 篇 · " in results_page(found, 0, PAPERS, make_chat(), DAY).html
    unsorted = saved("-视频", 200, 1745)
    assert "，列出最新的 200 篇 · " in results_page(unsorted, 0, PAPERS, make_chat(), DAY).html
    found = saved("agent", found=200, total=1745, order=Order.HOT)
    assert "here the 200 most upvoted" in shown_text(
        results_page(found, 0, PAPERS, make_chat(Language.EN), DAY).html
    )


def test_a_field_with_no_value_of_its_own_tells_what_it_takes() -> None:
    """Whoever wrote source:foo learns the sources."""
    page = results_page(saved("agent source:foo has:foo"), 0, PAPERS, make_chat(), DAY)
    told = f"没有用到：source:foo has:foo\nsource: 后面可以写 {', '.join(DigestFormat)}\nhas: 后面可以写 code, zh"
    assert told in shown_text(page.html)


def test_an_order_that_was_asked_for_in_words_is_told() -> None:
    """And no longer once a button has chosen another."""
    text = "latest papers on agents"
    newest = results_page(saved(text, order=Order.NEW), 0, PAPERS, make_chat(Language.EN), DAY)
    best = results_page(saved(text, order=Order.BEST), 0, PAPERS, make_chat(Language.EN), DAY)
    told = "You asked for the latest, so the newest come first."
    assert (told in newest.html, told in best.html) == (True, False)


def test_glued_text_offers_its_command() -> None:
    """Who meant the command gets it with one tap; groups know slashes alone."""
    page = results_page(saved("搜索智能体"), 0, PAPERS, make_chat(), DAY)
    assert texts(page)[-1] == ["当作命令：搜索 智能体"]
    assert decoded(str(page.keyboard[-1][0].data)) == ReadAsCommand(7)
    group = results_page(saved("搜索智能体"), 0, PAPERS, make_chat(kind=ChatType.GROUP), DAY)
    assert texts(group)[-1] == ["＋ 订阅这个搜索"]


def test_english_words_that_ask_to_follow_offer_the_command() -> None:
    """It is searched like any text, for "follow" is a word of papers too."""
    page = results_page(saved("follow agents"), 0, PAPERS, make_chat(Language.EN), DAY)
    assert texts(page)[-1] == ["As a command: /subscribe agents"]


def test_a_paper_is_shown_as_it_is_now() -> None:
    """What was written of it for an earlier page is only told again while nothing of it changed."""
    first = make_paper(1, title="Agents that plan", tldr="An agent plans.")
    found = saved("agent", 1, 1)
    for tldr, line in (("An agent plans.", "An agent plans."), ("One agent acts.", "One agent acts.")):
        papers = {first.id: replace(first, tldr=tldr)}
        page = results_page(found, 0, papers, make_chat(language=Language.EN), NOON.date())
        assert line in shown_text(page.html)


def test_a_paper_that_is_gone_keeps_its_number() -> None:
    """The numbers of a page never change while one reads it."""
    papers = {number: paper for number, paper in PAPERS.items() if number != 2}
    page = results_page(saved(), 0, papers, make_chat(), DAY)
    assert "2. 这篇论文已经不在库里了。" in shown_text(page.html)
    assert texts(page)[0] == ["1", "3", "4", "5"]


@settings(max_examples=40)
@given(
    st.lists(any_paper(), min_size=5, max_size=5),
    st.text(max_size=300) | st.sampled_from(["智能体 强化", "a b c -x", '"ab', "author:a OR 记忆"]),
    st.sampled_from(Language),
    st.integers(0, 5),
    st.text(max_size=80),
)
def test_any_page_is_taken_by_telegram(
    made: list[Paper], text: str, language: Language, total: int, added: str
) -> None:
    """Whatever was asked, added, suggested and found, the page parses and fits."""
    papers = {PaperId(number): paper for number, paper in enumerate(made, 1)}
    found = saved(
        text,
        found=5,
        total=total,
        word_total=total // 2,
        additions=(Addition((text,), added, 1.0, Provenance.ALIGNMENT),),
        suggestions=(Suggestion(SuggestionKind.FEWER_WORDS, text, total, added),),
    )
    page = results_page(found, 0, papers, make_chat(language), DAY)
    parse_html(page.html)
    assert not weight(page.html).exceeds(LIMIT)
