"""A paper among results: its title, why it was found, and the facts."""

from datetime import date
from typing import Any

import pytest
from made_papers import make_paper

from handlers.views.hits import hit
from handlers.views.marks import Marks
from handlers.words import words_in
from storage.records import Language, Section
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.highlighting import Highlighter
from storage.search.lexicon import Provenance
from storage.search.query import parse

ZH, EN = Language.ZH_HANS, Language.EN
DAY = date(2025, 10, 3)
BOTH: dict[str, Any] = {
    "title": "Slow Diffusion Models",
    "title_zh": "慢扩散模型",
    "abstract": "We look at pictures. A diffusion model draws them step by step.",
    "abstract_zh": "我们研究图像。扩散模型一步步画出它们。",
}
ADDED = (Addition(("扩散模型",), "diffusion model", 1.0, Provenance.GLOSSARY),)


def lines(text: str, language: Language = ZH, strength: Strength = Strength.WORD, **fields: Any) -> list[str]:
    """The lines of a paper, widened as 扩散模型 is, as HTML."""
    marks = Marks(Highlighter(parse(text), ADDED), strength, language)
    return hit(1, make_paper(1, **fields), marks, words_in(language), DAY).split("\n")


@pytest.mark.parametrize(
    ("language", "found"),
    [
        (ZH, ["<b>1. 慢<u>扩散模型</u></b>", "<b>扩散模型</b>一步步画出它们。"]),
        (EN, ["<b>1. Slow <u>Diffusion Models</u></b>", "A <b>diffusion model</b> draws them step by step."]),
    ],
)
def test_title_and_sentence_are_in_the_readers_language(language: Language, found: list[str]) -> None:
    """Underlined where all is bold, bold elsewhere; added words stand out like own ones."""
    assert lines("扩散模型", language, **BOTH)[:2] == found


def test_marks_stay_on_the_same_words_in_traditional_characters() -> None:
    """Also where a word before them, or the word itself, becomes longer."""
    fields = {"title_zh": "内存里的代码", "tldr_zh": "默认内存够用：代码写得慢。"}
    assert lines("代码", Language.ZH_HANT, **fields)[:2] == [
        "<b>1. 記憶體裡的<u>程式碼</u></b>",
        "預設記憶體夠用：<b>程式碼</b>寫得慢。",
    ]


def test_the_other_language_answers_where_the_readers_is_silent() -> None:
    """A sentence, or the other title, that shows the match."""
    english_only = {key: BOTH[key] for key in ("title", "abstract")}
    assert lines("扩散模型", **english_only)[1] == "A <b>diffusion model</b> draws them step by step."
    titles = {"title": "Slow Diffusion Models", "title_zh": "一步一步来"}
    assert lines("扩散模型", **titles)[:2] == ["<b>1. 一步一步来</b>", "Slow <b>Diffusion Models</b>"]


def test_a_summary_tells_more_than_a_match_in_the_other_language() -> None:
    """Where the title shows the match already."""
    fields = {"title_zh": "慢扩散模型", "tldr_zh": "一步步地画。", "abstract": BOTH["abstract"]}
    assert lines("扩散模型", **fields)[1] == "一步步地画。"


@pytest.mark.parametrize(
    ("text", "fields", "line"),
    [
        ("记忆", {"keywords_zh": ("规划", "长期记忆")}, "长期<b>记忆</b> · 规划"),
        ("memory", {"keywords": ("Memory",)}, "<b>Memory</b>"),
        ("author:liu", {"authors": ("Anya Sims", "Zichen Liu")}, "Zichen <b>Liu</b> · Anya Sims"),
        ("org:清华", {"organization": "清华大学"}, "<b>清华</b>大学"),
        ("area:视觉", {"areas": ("计算机视觉",)}, "计算机<b>视觉</b>"),
        (
            "模拟",
            {"sections": (Section("方法", "- **做法**：反复**模拟**环境。\n- 别的。"),)},
            "做法：反复<b>模拟</b>环境。",
        ),
        ("无关", {"tldr": "In short.", "abstract": "At length."}, "In short."),
    ],
)
def test_any_part_of_a_paper_can_tell_why_it_came(text: str, fields: dict[str, Any], line: str) -> None:
    """Keywords, persons and sections too; else what the paper is about."""
    assert lines(text, title="A Title", **fields)[1] == line


def test_characters_within_words_stand_out_where_they_were_found_by_characters() -> None:
    """化学 is no word of 强化学习, and is marked there only under the line that says so."""
    fields = {"title": "RL", "tldr_zh": "强化学习很慢。"}
    assert lines("化学", **fields)[1] == "强化学习很慢。"
    assert lines("化学", strength=Strength.LITERAL, **fields)[1] == "强<b>化学</b>习很慢。"


@pytest.mark.parametrize(
    ("language", "fields", "line"),
    [
        (ZH, {}, "10月3日"),
        (ZH, {"upvotes": 57, "code_url": "https://github.com/a/b"}, "10月3日 · 57 赞 · 代码"),
        (EN, {"upvotes": 1}, "3 October · 1 upvote"),
        (EN, {"first_digest_on": date(2024, 5, 1), "upvotes": 0}, "1 May 2024"),
    ],
)
def test_facts_are_short(language: Language, fields: dict[str, Any], line: str) -> None:
    """The year where it is another one; votes and code where there are any."""
    assert lines("x", language, title="A Title", **fields)[-1] == line


def test_formulas_are_read_before_they_are_marked() -> None:
    """Marks fall on what is shown, not on what LaTeX was there."""
    fields = {
        "title": r"Scaling $\pi$ \textit{diffusion models}",
        "abstract": r"With $\alpha$ a diffusion model & more.",
    }
    assert lines("扩散模型", EN, **fields)[:2] == [
        "<b>1. Scaling π <u>diffusion models</u></b>",
        "With α a <b>diffusion model</b> &amp; more.",
    ]


def test_a_withdrawn_paper_is_found_and_says_so() -> None:
    """Before its title, which is marked as ever."""
    assert lines("扩散模型", is_withdrawn=True, **BOTH)[0] == "<b>1. 【已撤稿】慢<u>扩散模型</u></b>"
