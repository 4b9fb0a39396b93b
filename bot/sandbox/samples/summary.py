"""
The daily summary: one long line of Chinese a paper, its parts labelled as the day pleased.

Labels are Chinese or English, run into the text, or missing altogether; a title sometimes
lacks its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from bot.sandbox.samples.papers import SamplePaper

CHINESE_LABELS = (
    "**一句话核心摘要**：{}",
    "**主要研究问题或目标**：{}",
    "**关键方法论**：{}",
    "**主要成果**：{}",
    "**对AI从业者的主要启示**：{}",
)
ENGLISH_LABELS = (
    "**1-Sentence Core Summary**：{}",
    "**Main Research Question or Objective**：{}",
    "**Key Methodology**：{}",
    "**Primary Results**：{}",
    "**Principal Implication for AI Practitioners**：{}",
)
BARE_LABELS = (
    "**一句话核心总结** {}",
    "**主要研究问题** {}",
    "**关键方法** {}",
    "**主要成果** {}",
    "**对AI从业者的启示** {}",
)
NO_LABELS = ("{}",) * 5


@dataclass(frozen=True, slots=True)
class Style:
    """How the line of one paper is put together; `keywords` is a format string."""

    keywords: str
    between_keywords: str
    labels: tuple[str, ...]
    numbered: bool = True


STYLES = (
    Style("**核心关键词**：{}", ", ", CHINESE_LABELS),
    Style("**{}**", "**, **", NO_LABELS),
    Style("**核心关键词**： **{}**", "**，**", CHINESE_LABELS),
    Style("**核心关键词**：{}", "，", ENGLISH_LABELS),
    Style("**核心关键词** {}", ", ", BARE_LABELS),
    Style("**核心关键词**: **{}**", ", ", CHINESE_LABELS, numbered=False),
)


def render(papers: Sequence[SamplePaper], digest_on: date) -> str:
    """Write the daily summary of a date."""
    styled = enumerate(zip(papers, cycle(STYLES), strict=False))
    return f"\n\n# Papers for {digest_on}\n\n" + "\n".join(
        _block(number, paper, style) for number, (paper, style) in styled
    )


def _block(number: int, paper: SamplePaper, style: Style) -> str:
    before_title = f"{number}." if style.numbered else ""
    url = f"https://arxiv.org/pdf/{paper.arxiv_id}"
    return f"## {before_title}[{paper.title}]({url})\nsummary:{_line(paper, style)}\n"


def _line(paper: SamplePaper, style: Style) -> str:
    keywords = style.keywords.format(style.between_keywords.join(paper.keywords_zh))
    sentences = (paper.tldr_zh, paper.problem, paper.method, paper.findings, paper.takeaway)
    labelled = (label.format(sentence) for label, sentence in zip(style.labels, sentences, strict=True))
    return "  ".join([keywords, *labelled])
