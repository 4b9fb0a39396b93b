"""
The daily report: long Chinese notes in five numbered parts a paper.

Its authors change their minds from paper to paper about how a part is headed, whether its
text begins on the same line, and whether the title is said twice; so do the samples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from textwrap import indent

from bot.sandbox.samples.papers import SamplePaper

RULE = "=" * 60
BULLETS = ("*", "1.", "-")


@dataclass(frozen=True, slots=True)
class Style:
    """How one paper of a report is laid out; `part` and `retitle` are format strings."""

    part: str
    same_line: bool = False
    retitle: str = ""
    indentation: str = ""
    read_from: str = "HTML"


STYLES = (
    Style(part="{number}. **{heading}**："),
    Style(part="### {number}. **{heading}**"),
    Style(part="{number}. **{heading}**：", same_line=True),
    Style(part="### {number}. {heading}", retitle="# {title} 论文报告"),
    Style(part="{number}. **{heading}**：", indentation="   "),
    Style(part="## {number}. {heading}", retitle="# 论文研读报告：{title}", read_from="ArXiv Abs"),
    Style(part="{number}. **{heading}**", retitle="# {title}"),
)


def render(papers: Sequence[SamplePaper], digest_on: date) -> str:
    """Write the daily report of a date."""
    blocks = [_block(paper, style) for paper, style in zip(papers, cycle(STYLES), strict=False)]
    return f"\n\n{RULE}\n\n".join([_preamble(digest_on), *blocks]) + f"\n\n{RULE}\n"


def _preamble(digest_on: date) -> str:
    return (
        "# Hugging Face Daily Papers Report\n"
        f"**Date**: {digest_on}\n"
        f"**Source URL**: https://huggingface.co/papers/date/{digest_on}"
    )


def _block(paper: SamplePaper, style: Style) -> str:
    pieces = [
        f"## 📄 {paper.title}",
        f"- **链接**: https://huggingface.co/papers/{paper.arxiv_id}\n- **阅读来源**: {style.read_from}",
    ]
    if style.retitle:
        pieces.append(style.retitle.format(title=paper.title))
    parts = enumerate(_parts(paper), start=1)
    pieces += [_part(style, number, heading, text) for number, (heading, text) in parts]
    return "\n\n".join(pieces) + "\n"


def _parts(paper: SamplePaper) -> tuple[tuple[str, str], ...]:
    return (
        ("应用领域", "、".join(paper.areas) + "。"),
        ("一句话核心贡献", paper.tldr_zh),
        ("使用指南", paper.guide),
        ("主要创新点", paper.innovations),
        ("实验效果", paper.results),
    )


def _part(style: Style, number: int, heading: str, text: str) -> str:
    opening = style.part.format(number=number, heading=heading)
    if style.same_line and not text.startswith(BULLETS):
        return opening + text
    return f"{opening}\n{indent(text, style.indentation)}"
