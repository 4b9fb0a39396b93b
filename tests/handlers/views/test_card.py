"""A card shows all we know, readable, in pages that fit."""

import re
from dataclasses import replace
from typing import Any

import pytest
from conftest import shared_files
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper, real_papers
from view_samples import any_paper

from bot.digests.formats import read
from bot.sandbox.html import parse_html
from handlers.buttons import PaperCard, ResultsPage
from handlers.callbacks import decoded
from handlers.escaping import is_web_address
from handlers.views.card import Reader, Surroundings, card
from handlers.views.keyboards import tap
from handlers.views.measuring import LIMIT, shown_text, weight
from storage.records import CardLanguage, Entry, Language, MessageContent, Paper, Section

ZH, EN = Language.ZH_HANS, Language.EN
CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
LEFT_BY_MARKUP = re.compile(
    r"\*\*|``|\]\(|\$[^$\n\d][^$\n]{0,80}\$|\\[a-zA-Z\"'{^]|[_^]\{|</?(?:b|i|em|br|p|a|code)\b[^<>]*>"
    r"|&(?:[a-z]{2,6}|#\d+);|https?://\S+\{|[\u200b\ufeff\u202e]"
)


def reader(language: Language, papers_in: CardLanguage | None = None) -> Reader:
    by_default = CardLanguage.ORIGINAL_TITLE if language.is_chinese else CardLanguage.ENGLISH
    return Reader(language, papers_in or by_default, "chenbao_bot")


def alone(paper: Paper) -> Surroundings:
    return Surroundings(page=lambda part: PaperCard(paper.id, part))


def all_pages(paper: Paper, to: Reader) -> list[MessageContent]:
    """The pages of a card as one meets them by tapping on."""
    found = [card(paper, to, 0, alone(paper))]
    while (more := card(paper, to, len(found), alone(paper))).html != found[-1].html:
        found.append(more)
    return found


def full_paper(**changes: Any) -> Paper:
    values: dict[str, Any] = {
        "arxiv_id": "2510.01051",
        "title": "GEM: A Gym for Agentic LLMs",
        "title_zh": "GEM：智能体的练习场",
        "abstract": "We describe an environment.",
        "abstract_zh": "我们介绍一个环境。",
        "tldr_zh": "一个练习场。",
        "keywords_zh": ("强化学习", "环境模拟器"),
        "authors": ("A", "B", "C", "D", "E", "F"),
        "organization": "Lab",
        "upvotes": 57,
        "github_stars": 1200,
        "code_url": "https://github.com/axon-rl/gem",
        "sections": (Section("方法", "**好**的"), Section("一句话", "一个练习场。")),
    }
    return make_paper(1, **(values | changes))


def test_a_card_reads_like_this() -> None:
    """The whole card as a reader of Chinese sees it."""
    paper = full_paper()
    back = tap("« 结果", ResultsPage(1, 0))
    around = Surroundings(lambda part: PaperCard(1, part), None, PaperCard(2, 0), back)
    shown = card(paper, reader(ZH), 0, around)
    assert shown_text(shown.html) == (
        "GEM：智能体的练习场\n"
        "GEM: A Gym for Agentic LLMs\n"
        "\n"
        "一句话\n"
        "一个练习场。\n"
        "\n"
        "作者：A、B、C、D、E 等 6 人\n"
        "机构：Lab\n"
        "收录于 2025年10月3日\n"
        "HF 点赞 57 · GitHub 星标 1,200\n"
        "关键词：强化学习、环境模拟器\n"
        "\n"
        "摘要\n"
        "我们介绍一个环境。\n"
        "\n"
        "方法\n"
        "好的"
    )
    assert "<blockquote expandable>我们介绍一个环境。</blockquote>" in shown.html
    assert [[button.text for button in row] for row in shown.keyboard] == [
        ["arXiv", "PDF", "HF"],
        ["代码"],
        ["☆ 收藏", "相似", "BibTeX", "分享"],
        ["# 强化学习", "# 环境模拟器"],
        ["« 结果", "下一篇 ›"],
    ]
    assert shown.keyboard[0][1].url == "https://arxiv.org/pdf/2510.01051"


def test_a_published_paper_tells_its_fields_and_where_it_is() -> None:
    """Its first categories, the DOI as a link; a withdrawal stands before the title."""
    paper = full_paper(
        arxiv_id=None,
        doi="10.1000/a<b>",
        categories=("cs.CL", "cs.AI", "cs.LG", "stat.ML"),
        is_withdrawn=True,
    )
    shown = card(paper, reader(ZH), 0, alone(paper))
    assert shown_text(shown.html).startswith("【已撤稿】GEM：智能体的练习场\nGEM: A Gym")
    assert "\narXiv 分类：cs.CL、cs.AI、cs.LG\n" in shown_text(shown.html)
    assert shown.keyboard[0][0].url == "https://doi.org/10.1000/a%3Cb%3E"


def test_the_other_language_is_marked() -> None:
    """What is not translated yet is shown as it is, and said to be so."""
    chinese = shown_text(card(full_paper(abstract_zh=""), reader(ZH), 0, alone(full_paper())).html)
    assert "摘要（尚无中文译文）\nWe describe an environment." in chinese
    english = shown_text(card(full_paper(), reader(EN), 0, alone(full_paper())).html)
    assert english.startswith("GEM: A Gym for Agentic LLMs\n\nIn short")
    assert "In short (Chinese only)\n一个练习场。" in english
    assert "Abstract\nWe describe an environment." in english


def test_chinese_sections_are_folded_away_for_readers_of_english() -> None:
    """A screenful that one cannot read takes a line or three, under a heading that one can."""
    several = card(full_paper(), reader(EN), 0, alone(full_paper())).html
    assert several.endswith(
        "<b>Details (Chinese only)</b>\n<blockquote expandable><b>方法</b>\n<b>好</b>的</blockquote>"
    )
    paper = full_paper(sections=(Section("摘要", "我们介绍一个环境。"),))
    one = card(paper, reader(EN), 0, alone(paper)).html
    assert one.endswith(
        "<b>Abstract (Chinese only)</b>\n<blockquote expandable>我们介绍一个环境。</blockquote>"
    )


def test_chinese_keywords_make_room_for_others_where_one_reads_english() -> None:
    """Buttons are words that the reader may want to search for."""
    paper = full_paper(keywords_zh=("强化学习", "GEM"))
    shown = card(paper, reader(EN), 0, alone(paper)).keyboard
    assert [button.text for row in shown for button in row if button.text.startswith("#")] == ["# GEM"]


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (
            CardLanguage.CHINESE,
            (
                "GEM：智能体的练习场\n\n一句话\n一个练习场。\n\n收录于 2025年10月3日\n关键词：强化学习\n\n"
                "摘要\n我们介绍一个环境。"
            ),
        ),
        (
            CardLanguage.ORIGINAL_TITLE,
            (
                "GEM：智能体的练习场\nGEM: A Gym for Agentic LLMs\n\n一句话\n一个练习场。\n\n"
                "收录于 2025年10月3日\n关键词：强化学习\n\n摘要\n我们介绍一个环境。"
            ),
        ),
        (
            CardLanguage.ENGLISH,
            (
                "GEM: A Gym for Agentic LLMs\n\n一句话（尚无英文）\n一个练习场。\n\n"
                "收录于 2025年10月3日\n关键词：agents\n\n摘要\nWe describe an environment."
            ),
        ),
        (
            CardLanguage.BOTH,
            (
                "GEM：智能体的练习场\nGEM: A Gym for Agentic LLMs\n\n一句话（尚无英文）\n一个练习场。\n\n"
                "收录于 2025年10月3日\n关键词：强化学习、agents\n\n"
                "摘要\n我们介绍一个环境。\nWe describe an environment."
            ),
        ),
    ],
)
def test_a_card_speaks_the_language_that_its_reader_chose(choice: CardLanguage, text: str) -> None:
    """Whatever language the bot itself speaks; what is missing comes in the other one and says so."""
    paper = make_paper(
        1,
        title="GEM: A Gym for Agentic LLMs",
        title_zh="GEM：智能体的练习场",
        abstract="We describe an environment.",
        abstract_zh="我们介绍一个环境。",
        tldr_zh="一个练习场。",
        keywords=("agents",),
        keywords_zh=("强化学习",),
    )
    assert shown_text(card(paper, reader(ZH, choice), 0, alone(paper)).html) == text


def test_an_english_bot_tells_what_has_no_chinese_yet() -> None:
    """The mark speaks the language of the bot, about the language of the paper."""
    paper = full_paper(abstract_zh="")
    shown = shown_text(card(paper, reader(EN, CardLanguage.CHINESE), 0, alone(paper)).html)
    assert shown.startswith("GEM：智能体的练习场\n\nIn short\n一个练习场。")
    assert "Abstract (English only)\nWe describe an environment." in shown
    shown = shown_text(card(paper, reader(EN, CardLanguage.BOTH), 0, alone(paper)).html)
    assert shown.startswith("GEM: A Gym for Agentic LLMs\nGEM：智能体的练习场\n")
    assert "In short (Chinese only)" in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://cdn-thumbnails.huggingface.co/papers/2510.01051.png", True),
        ("javascript:alert(1)", False),
        (None, False),
    ],
)
def test_a_picture_stands_below_the_first_page(url: str | None, shown: bool) -> None:
    """Where records have one; never by a message of its own."""
    paper = full_paper(thumbnail_url=url, sections=(Section("部分", "句子。" * 2000),))
    first, *others = all_pages(paper, reader(ZH))
    assert first.preview_url == (url if shown else None)
    assert {page.preview_url for page in others} == {None}


def test_a_long_card_has_pages() -> None:
    """Each page carries the title and buttons to the pages beside it."""
    paper = full_paper(sections=tuple(Section(f"部分{n}", "句子。" * 400) for n in range(6)))
    pages = all_pages(paper, reader(ZH))
    assert len(pages) >= 3
    assert [[button.text for button in page.keyboard[0]] for page in (pages[0], pages[1], pages[-1])] == [
        [f"接着看 2/{len(pages)} ›"],
        ["‹ 上一页", f"接着看 3/{len(pages)} ›"],
        ["‹ 上一页"],
    ]
    assert decoded(str(pages[0].keyboard[0][0].data)) == PaperCard(1, 1)
    assert shown_text(pages[1].html).startswith(f"GEM：智能体的练习场\n第 2/{len(pages)} 页\n")
    assert card(paper, reader(ZH), 99, alone(paper)) == pages[-1]


@settings(max_examples=60)
@given(any_paper(), st.sampled_from(Language), st.sampled_from(CardLanguage), st.booleans())
def test_any_paper_has_a_card_that_telegram_takes(
    paper: Paper, language: Language, papers_in: CardLanguage, is_private: bool
) -> None:
    """Whatever a digest says, each page parses, fits, and links only to the web."""
    for page in all_pages(paper, replace(reader(language, papers_in), is_private=is_private)):
        parsed = parse_html(page.html)
        assert parsed.text.strip()
        assert not weight(page.html).exceeds(LIMIT)
        assert len(page.html.encode()) < 32_768
        urls = [button.url for row in page.keyboard for button in row if button.url]
        assert all(is_web_address(url) for url in urls)
        assert all(len(row) <= 8 for row in page.keyboard)


@pytest.mark.parametrize("path", shared_files("digests/*") or [None])
def test_every_real_paper_has_a_clean_card(path: Any) -> None:
    """No raw Markdown or LaTeX of real digests reaches a reader."""
    entries = read(path.read_bytes(), str(path)).entries if path else ()
    names = [name for name in Entry.__slots__ if name != "line"]
    for entry in entries:
        paper = make_paper(1, **{name: getattr(entry, name) for name in names})
        for language in Language:
            for page in all_pages(paper, reader(language)):
                text = parse_html(page.html).text
                assert not weight(page.html).exceeds(LIMIT)
                assert "**" not in text.replace("`", "")
                assert "$\\" not in text


def test_no_card_of_the_corpus_shows_what_markup_left() -> None:
    """Neither Markdown nor TeX nor HTML that its writers or the programs between left in a text."""
    papers = real_papers("corpus/weekly/**/*.md", "corpus/hf-daily-papers/*.json", "digests/*")
    both = reader(ZH, CardLanguage.BOTH)
    pages = (CODE.sub("", page.html) for paper in papers for page in all_pages(paper, both))
    shown = (parse_html(html).text for html in pages)
    assert [found[0] for text in shown for found in LEFT_BY_MARKUP.finditer(text)] == []
