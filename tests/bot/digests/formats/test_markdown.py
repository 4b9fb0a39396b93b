"""The little Markdown and the two scripts that digests are written in."""

import pytest

from bot.digests.formats.markdown import dedented, heading_in, is_chinese, is_rule, leading_link, plain
from bot.digests.formats.terms import areas_in, terms_in


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("## A title", 2, "A title"),
        ("##12.A title", 2, "12.A title"),
        ("   # **A title** ", 1, "A title"),
        ("## A **bold** title", 2, "A **bold** title"),
        ("### A title ###", 3, "A title"),
        ("## Learning C#", 2, "Learning C#"),
        ("##", 2, ""),
    ],
)
def test_a_heading_is_read_with_or_without_its_space(line: str, level: int, text: str) -> None:
    """Signs, bold around all of it and closing signs are no part of its text."""
    heading = heading_in(line)
    assert heading is not None
    assert (heading.level, heading.text) == (level, text)


@pytest.mark.parametrize("line", ["", "text # text", "    # code", "####### seven", "\\# no"])
def test_other_lines_are_no_headings(line: str) -> None:
    """Code, seven signs and signs within a line head nothing."""
    assert heading_in(line) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[题](https://a.b/c)", ("题", "https://a.b/c", "")),
        (" **[题 [一]](https://a.b/c )** 后文", ("题 [一]", "https://a.b/c", "后文")),
        ("[题]（https://a.b/c）", ("题", "https://a.b/c", "")),
        ("[题](arxiv.org/abs/2501.00001", ("题", "https://arxiv.org/abs/2501.00001", "")),
        ("[](https://a.b/c)", ("", "https://a.b/c", "")),
    ],
)
def test_a_leading_link_is_read_though_it_is_broken(text: str, parts: tuple[str, str, str]) -> None:
    """Brackets within, full-width parentheses, a missing end or scheme do not hide a link."""
    assert leading_link(text) == parts


@pytest.mark.parametrize("text", ["题 [链](https://a.b)", "[题] 后文", "[题](relative/path)", ""])
def test_other_texts_begin_with_no_link(text: str) -> None:
    """A link further on, a lone bracket and a relative path are none."""
    assert leading_link(text) is None


def test_plain_text_keeps_words_and_addresses() -> None:
    """Bold marks, commands for type and brackets go; stars and other commands are text."""
    marked = r"**强** A* 与 \textbf{粗}，见 [此处](https://a.b)、[https://a.b](https://a.b) 和 https://a.b{https://a.b}，\model。"
    assert plain(marked) == r"强 A* 与 粗，见 此处 (https://a.b)、https://a.b 和 https://a.b，\model。"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("---", True), ("* * *", True), ("====", True), ("--", False), ("-=-", False), ("", False)],
)
def test_rules_are_three_equal_marks(line: str, is_one: bool) -> None:
    """Anything else is text."""
    assert is_rule(line) == is_one


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("DeepSeek-V3 技术报告", True),
        ("甲。[见此文](https://arxiv.org/abs/2501.00009)", True),
        ("TeleChat 星辰 Technical Report", False),
        ("Only English.", False),
        ("", False),
    ],
)
def test_a_text_is_chinese_by_its_words(text: str, chinese: bool) -> None:
    """Names and links in Latin letters make no text English, nor a Chinese name an English one Chinese."""
    assert is_chinese(text) == chinese


def test_shared_indentation_is_removed() -> None:
    """Blank lines do not count, nesting stays."""
    assert dedented(["   * a", "", "       * b", "\t* c"]) == ["* a", "", "    * b", " * c"]


def test_terms_are_cut_outside_of_parentheses() -> None:
    """Commas of both kinds cut; within parentheses and quotes they do not; one that never closes hides none."""
    assert terms_in("**甲**, 乙 (a, b)、“丙，丁”；戊。") == ("甲", "乙 (a, b)", "“丙，丁”", "戊")
    assert terms_in("甲（乙, 丙") == ("甲（乙", "丙")
    assert terms_in("甲, 甲,, ") == ("甲",)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("NLP-大模型推理、视觉-语言模型", ("NLP", "大模型推理", "视觉-语言模型")),
        ("NLP/多模态 - 推理与智能体框架（A & B），涵盖数学。", ("NLP/多模态", "推理与智能体框架（A & B）")),
        ("**计算机视觉 - 图像生成**（具体为：甲、乙）。", ("计算机视觉", "图像生成")),
        ("*   **机器人**：抓取与移动。\n*   控制、规划\n说明。", ("机器人", "控制", "规划")),
        ("3D 场景 (A/B)", ("3D 场景 (A/B)",)),
        ("", ()),
    ],
)
def test_areas_are_fields_and_branches(text: str, areas: tuple[str, ...]) -> None:
    """The first line names them; remarks and explaining clauses are none."""
    assert areas_in(text) == areas
