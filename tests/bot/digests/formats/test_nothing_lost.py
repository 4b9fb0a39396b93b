"""All text of a paper ends up in its fields, its sections or their headings, or is told as rejected."""

import csv
import io
import re

from conftest import shared_files
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.digests.formats import read
from bot.digests.formats.summary_labels import parts_of
from storage.records import Digest

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


def told(digest: Digest) -> str:
    """All that a digest says, of papers and of what was rejected."""
    return repr((digest.entries, digest.rejected))


LINES = st.sampled_from(
    [
        "文字{}。",
        "- 一项{}",
        "1. 第{}步",
        "**标签{}**：值 {}",
        "### 小节{}",
        "`{}` 代码",
        "> 引文{}",
        "",
        "---",
        "> ",
        "|a|{} b|c|",
    ]
)
SHAPES = (
    "## [T](https://arxiv.org/abs/2501.00001)\n{}\n## [U](https://arxiv.org/abs/2501.00002)\n",
    "- [T](https://arxiv.org/abs/2501.00001)\n{}\n- [U](https://arxiv.org/abs/2501.00002)\n",
    "# 【2023-09-10】每日论文速览\n## T\n1. **主要工作**\n{}\n[页](https://huggingface.co/papers/2501.00001)\n",
    "# 【2023-09-10】每日论文速览\n## T\n1. **主要工作**\n甲。\n4. **评分**\n{}\n",
)


@given(shape=st.sampled_from(SHAPES), lines=st.lists(LINES, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_term_below_a_paper_is_lost(shape: str, lines: list[str]) -> None:
    """Whatever lines stand below a paper of the older dailies and of any other Markdown; a list's headings are groups."""
    lines = [line for line in lines if not (shape.startswith("- ") and line.startswith("#"))]
    written = [line.replace("{}", f"{number:03}x") for number, line in enumerate(lines)]
    digest = read(shape.format("\n".join(written)).encode())
    terms = re.findall(r"\d{3}x", "\n".join(written))
    assert [term for term in terms if term not in told(digest)] == []


CELLS = st.sampled_from(
    ["文字{} 二", "text {} two", "“{}” 引", 'a "{}" b', "{},二", "<b>{}</b> 二", "{}\n二行"]
)


@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_no_term_of_a_table_is_lost(rows: list[list[str]]) -> None:
    """Known columns fill fields, others become parts."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["arxiv_id", "title", "abstract", "tldr", "评语"])
    for number, cells in enumerate(rows):
        filled = [cell.replace("{}", f"{number}{place:02}x") for place, cell in enumerate(cells)]
        writer.writerow([f"2501.{number + 1:05}", *filled])
    digest = read(written.getvalue().encode())
    terms = re.findall(r"\d{3}x", written.getvalue())
    assert [term for term in terms if term not in told(digest)] == []
    assert digest.rejected == ()
