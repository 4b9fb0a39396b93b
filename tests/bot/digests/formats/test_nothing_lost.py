"""All text of a daily summary ends up in its keywords, its sections or their headings."""

import re

from conftest import shared_files
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.digests.formats import read
from bot.digests.formats.summary_labels import parts_of

LABELS = (
    "**核心关键词**：",
    "**一句话核心摘要**:",
    "**主要成果：**",
    "**1-Sentence Core Summary** ",
    "关键方法：",
    "### 主要启示\n",
)
PIECES = (
    "术{}",
    "Term{} ",
    "**粗{}**",
    "**标签{}**：",
    "（括{}）",
    "句{}。",
    "表{}，",
    *LABELS,
    " ",
    "  ",
    "\n",
    "，",
    "、",
    "- ",
    "**",
)


@st.composite
def summaries(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A summary in which every term is another, and those terms."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=25))
    text = "".join(piece.format(f"{number:03}x") for number, piece in enumerate(pieces))
    return text, re.findall(r"\d{3}x", text)


@given(summary=summaries())
@example(summary=("**标签000x**：**", ["000x"]))
@settings(max_examples=400, deadline=None)
def test_no_term_of_a_summary_is_lost(summary: tuple[str, list[str]]) -> None:
    """Wherever labels, bold marks and gaps fall, each term is found again."""
    text, terms = summary
    parts = parts_of(text)
    told = " ".join([*parts.keywords, *(f"{one.heading} {one.markdown}" for one in parts.sections)])
    assert [term for term in terms if term not in told] == []


def test_no_word_of_a_real_summary_is_lost() -> None:
    """What is missing of a real day's lines is their labels alone."""
    labels = {
        "核心关键词",
        "一句话核心总结",
        "一句核心总结",
        "主要研究问题",
        "主要研究目标",
        "关键方法",
        "主要结果",
        "主要研究成果",
    }
    labels |= {
        "Sentence",
        "Core",
        "Summary",
        "Main",
        "Research",
        "Question",
        "or",
        "Objective",
        "Key",
        "Methodology",
    }
    labels |= {"Primary", "Results", "Principal", "Implication", "for", "AI", "Practitioners", "1"}
    for path in shared_files("digests/002_*"):
        entries = read(path.read_bytes()).entries
        lines = [
            line.removeprefix("summary:")
            for line in path.read_text().split("\n")
            if line.startswith("summary:")
        ]
        assert len(lines) == len(entries)
        for line, entry in zip(lines, entries, strict=True):
            told = " ".join(
                [
                    *entry.keywords_zh,
                    entry.tldr_zh,
                    *(f"{one.heading} {one.markdown}" for one in entry.sections),
                ]
            )
            words = set(re.findall(r"\w+", line))
            assert {word for word in words if word not in told} <= labels, entry.title
