"""The older daily digests in Chinese, in the shapes that their days have shown."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import read
from bot.digests.formats.daily_parts import heading_of
from storage.records import DigestFormat, Section

DAY = "daily.md"
PAPER = "## T\n\n1. **主要工作**\n\n甲。\n\n2. **亮点**\n\n乙。\n"


def test_a_day_has_its_date_and_all_papers() -> None:
    """The date stands in the title; a paper is named by its title, and by its page where there is one."""
    digest = sample(DAY)
    assert (digest.format, digest.digest_on) == (DigestFormat.DAILY, date(2023, 9, 14))
    assert [(paper.arxiv_id, paper.title[:9], paper.title_zh) for paper in digest.entries] == [
        ("1706.03762", "Attention", ""),
        ("2106.09685", "LoRA: Low", ""),
        ("2201.11903", "", "思维链提示激发大语言模型的推理"),
        (None, "ReAct: Sy", ""),
        (None, "Toolforme", ""),
    ]


def test_a_paper_has_its_parts_keywords_and_code() -> None:
    """Keywords fall apart into both languages; the first sentence of the main work is the short text."""
    paper = entry(sample(DAY), "Attention")
    assert paper.title == "Attention Is All You Need"
    assert paper.tldr_zh == "本文提出只用注意力的翻译模型 Transformer。"
    assert (paper.keywords, paper.keywords_zh) == (
        ("Attention", "Machine Translation"),
        ("注意力", "机器翻译"),
    )
    assert [section.heading for section in paper.sections] == ["主要工作", "主要亮点", "评分"]
    assert paper.sections[-1].markdown.endswith("总的来说，值得一读。")
    assert paper.code_url == "https://github.com/tensorflow/tensor2tensor"


def test_keywords_on_one_line_are_read() -> None:
    """Behind the heading itself, separated by commas outside of parentheses."""
    paper = entry(sample(DAY), "LoRA")
    assert (paper.keywords, paper.keywords_zh) == (("LoRA", "Fine-tuning"), ("低秩适配", "微调"))


def test_marks_within_a_part_are_no_parts() -> None:
    """A score in bold within the scores stays there."""
    assert entry(sample(DAY), "ReAct").sections[-1] == Section("评分", "**实用性评分： 4**")


def test_what_no_rule_reads_is_refused_with_its_line() -> None:
    """Text before the first part, and a heading that is no paper."""
    assert [(one.line, one.reason) for one in sample(DAY).rejected] == [
        (100, "text before the first part"),
        (110, "heading without any part or page of a paper"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "# 【2023-09-10】Huggingface 每日论文速览",
        "# [2023/9/10] Hugging Face 每日论文速览",
        "# HF 每日论文速递 2023年9月10日",
        "# 20230910 每日论文摘要",
    ],
)
def test_every_form_of_a_title_is_found(title: str) -> None:
    """With the date wherever it stands in it."""
    digest = read(f"{title}\n\n{PAPER}".encode(), "x.md")
    assert (digest.format, digest.digest_on) == (DigestFormat.DAILY, date(2023, 9, 10))
    assert [section.markdown for section in digest.entries[0].sections] == ["甲。", "乙。"]


def test_parts_alone_are_enough() -> None:
    """A day whose title is lost is known by the parts of its papers, and dated by its name."""
    digest = read(PAPER.encode(), "20230910-hf-daily-papers.md")
    assert (digest.format, digest.digest_on) == (DigestFormat.DAILY, date(2023, 9, 10))


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("1. **介绍本文的主要工作**", "主要工作"),
        ("**1. 介绍本文的主要工作：**", "主要工作"),
        ("**一、本文主要工作**", "主要工作"),
        ("**主要工作介绍**", "主要工作"),
        ("**工作介绍**：", "主要工作"),
        ("1. 本文主要工作：", "主要工作"),
        ("1. **本文的主要工作：** 文字", "主要工作"),
        ("### 2. 亮点", "主要亮点"),
        ("**2. 文章亮点**", "主要亮点"),
        ("3. 核心关键词：`A` (甲)", "核心关键词"),
        ("**4.评分**", "评分"),
        ("**4. 从实用性、创新性和推荐度进行打分（各项满分5分）**", "评分"),
        ("4. 实用性、创新性和推荐度打分", "评分"),
        ("### 评分（以5分为满分）", "评分"),
        ("4. **文章分数：**", "评分"),
    ],
)
def test_every_form_of_a_heading_is_found(line: str, part: str) -> None:
    """Days mark their parts with signs, numbers, bold and colons in any mixture."""
    found = heading_of(line)
    assert found is not None
    assert found[0] == part


@pytest.mark.parametrize(
    "line", ["主要亮点", "本文的主要亮点在于使用注意力。", "- 实用性：5分", "## 关于评分的研究与思考"]
)
def test_a_sentence_is_no_heading(line: str) -> None:
    """A line that only speaks of a part belongs to the text."""
    assert heading_of(line) is None


@pytest.mark.parametrize("wrapper", ["### 论文总结", "**论文总结**", "**文章总结：**", "#### 内容概述："])
def test_a_heading_around_all_parts_is_no_text(wrapper: str) -> None:
    """Some days put one above the four parts of a paper."""
    digest = read(f"# 【2023-09-10】每日论文速览\n\n## T\n\n{wrapper}\n\n1. **主要工作**\n\n甲。\n".encode())
    assert (digest.rejected, digest.entries[0].sections) == ((), (Section("主要工作", "甲。"),))
