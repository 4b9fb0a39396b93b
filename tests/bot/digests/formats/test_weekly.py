"""The weekly translation, in the shapes that its weeks have shown."""

from dataclasses import replace
from datetime import date

import pytest
from digest_samples import SAMPLES, entry, sample

from bot.digests.formats import DigestError, read
from storage.records import DigestFormat

WEEK = "weekly/2025/1229-0102.md"


def test_a_week_is_dated_by_its_last_day() -> None:
    """The week over new year in the folder 2025 is news on 2 January 2026."""
    digest = sample(WEEK)
    assert (digest.format, digest.digest_on) == (DigestFormat.WEEKLY, date(2026, 1, 2))


def test_a_paper_has_both_titles_and_its_abstract() -> None:
    """The heading is the English title, the link text the Chinese one, the paragraph below the abstract."""
    paper = entry(sample(WEEK), "LoRA")
    assert paper.line == 6
    assert paper.arxiv_id == "2106.09685"
    assert paper.title == "LoRA: Low-Rank Adaptation of Large Language Models"
    assert paper.title_zh == "LoRA：大语言模型的低秩适配"
    assert paper.abstract == ""
    assert paper.abstract_zh.split("\n\n") == [
        "微调全部参数的代价很高。我们冻结原有权重，只训练两个低秩矩阵。",
        "在多个模型上，可训练参数减少到万分之一，效果不降。",
        "推理时没有额外延迟。代码在https://github.com/microsoft/LoRA上可用。",
    ]
    assert paper.code_url == "https://github.com/microsoft/LoRA"


def test_lists_keep_their_lines_and_links_their_kinds() -> None:
    """A list in an abstract stays one line an item; the project page is not the code."""
    paper = entry(sample(WEEK), "ReAct")
    assert "具体包括：\n1. 想法帮助制定和修正计划；\n2. 动作从外部取得事实。" in paper.abstract_zh
    assert paper.code_url == "https://github.com/ysymyth/ReAct"
    assert paper.project_url == "https://react-lm.github.io"
    assert "\\url" not in paper.abstract_zh


@pytest.mark.parametrize("title", ["Segment Anything", "Mamba"])
def test_a_title_is_never_its_own_translation(title: str) -> None:
    """A bare address has no Chinese title, and a link text that repeats the English one is none."""
    assert entry(sample(WEEK), title).title_zh == ""


def test_hf_repositories_are_code_and_organisations_are_not() -> None:
    """The repository on Hugging Face is the code, the page of its makers at most a project."""
    paper = entry(sample(WEEK), "Mamba")
    assert paper.code_url == "https://hf.co/state-spaces/mamba-2.8b"
    assert paper.project_url == "https://huggingface.co/state-spaces"


def test_a_paper_outside_of_arxiv_is_kept_with_its_repository() -> None:
    """A link to a PDF in a repository gives no arXiv id but the code; a deeper heading is text."""
    paper = entry(sample(WEEK), "DeepSeek-V3")
    assert paper.arxiv_id is None
    assert paper.code_url == "https://github.com/deepseek-ai/DeepSeek-V3"
    assert "训练全程稳定" in paper.abstract_zh


def test_a_paper_without_a_link_is_kept_by_its_title() -> None:
    """A heading like the others with text below is a paper."""
    paper = entry(sample(WEEK), "A Paper Whose Link Is Missing")
    assert (paper.arxiv_id, paper.abstract_zh) == (None, "这一篇只有标题和摘要，链接缺失，仍按标题保留。")


def test_a_repeated_paper_is_joined_and_told() -> None:
    """The first translation stays, what it lacked is filled, and the second is listed with its line."""
    digest = sample(WEEK)
    paper = entry(digest, "Attention")
    assert paper.title_zh == "注意力就是你所需要的一切"
    assert paper.project_url == "https://nlp.example.org/transformer"
    assert [(one.line, one.reason) for one in digest.rejected] == [
        (45, "repeats the paper of line 1; only what was missing there is taken"),
        (50, "heading without a link or text below it"),
    ]


def test_the_source_line_belongs_to_no_abstract() -> None:
    """The footer of a week is not part of its last paper."""
    assert not any("数据来源" in paper.abstract_zh for paper in sample(WEEK).entries)


def test_drifted_headings_are_read() -> None:
    """Groups, numbers, bold links, links in headings, swapped titles and titles of their own line are understood."""
    digest = sample("weekly-drifted.md")
    assert [(paper.arxiv_id, paper.title[:12], paper.title_zh) for paper in digest.entries] == [
        ("2203.02155", "Training lan", "用人类反馈训练语言模型遵循指令"),
        ("2106.09685", "LoRA: Low-Ra", "低秩适配"),
        ("2112.10752", "High-Resolut", ""),
        ("2302.04761", "Toolformer: ", "Toolformer：语言模型可以自学使用工具"),
        ("2201.11903", "Chain-of-Tho", "思维链提示[激发]大语言模型的推理"),
    ]
    assert digest.entries[0].code_url == "https://github.com/openai/following-instructions-human-feedback"
    assert digest.rejected == ()


def test_an_empty_week_is_a_digest() -> None:
    """An empty file named after a week is a week without papers, any other an error."""
    digest = sample("weekly/2024/0506-0510.md")
    assert (digest.digest_on, digest.entries, digest.rejected) == (date(2024, 5, 10), (), ())
    assert read(b" \n\n", "0506-0510.md").digest_on is None
    with pytest.raises(DigestError, match="empty file"):
        read(b" \n\n", "notes.md")


def test_text_outside_of_papers_is_refused_with_its_line() -> None:
    """Nothing between papers goes unseen."""
    content = "编者按：本周论文很多。\n\n# 语言模型\n本组共一篇。\n## T\n[题](https://arxiv.org/abs/2501.00001)\n摘要。\n"
    digest = read(content.encode(), "0101-0103.md")
    assert [(one.line, one.reason) for one in digest.rejected] == [
        (1, "text before the first paper"),
        (4, "text under a heading that is no paper"),
    ]
    assert [paper.abstract_zh for paper in digest.entries] == ["摘要。"]


def test_a_week_in_english_fills_the_english_fields() -> None:
    """An English text is an abstract, not a Chinese one; a Chinese heading alone is no English title."""
    content = "## 标题\n[标题](https://arxiv.org/abs/2501.00001)\nOnly English text here.\n"
    (paper,) = read(content.encode()).entries
    assert (paper.title, paper.title_zh) == ("", "标题")
    assert (paper.abstract, paper.abstract_zh) == ("Only English text here.", "")


def test_a_page_named_like_a_week_is_no_week() -> None:
    """A name alone makes no digest of other text."""
    with pytest.raises(DigestError, match="web page"):
        read(b"<html><body>Please log in</body></html>", "2025/0728-0801.md")


def test_the_name_only_dates() -> None:
    """The same text under another name is the same digest on another day."""
    content = (SAMPLES / WEEK).read_bytes()
    assert replace(read(content, "list.txt"), digest_on=date(2026, 1, 2)) == sample(WEEK)


def test_a_paper_whose_heading_has_lost_its_signs_is_no_part_of_the_one_above() -> None:
    """A link to another paper on its own line begins a paper, with the English line above it as title."""
    content = (
        "## A\n[甲](https://arxiv.org/abs/2501.00001)\n\n甲的摘要。\n[论文](https://arxiv.org/abs/2501.00009)\n\n"
        "B: A Title\n[乙](https://arxiv.org/abs/2501.00002)\n\n乙的摘要。\n\n"
        "[丙](https://arxiv.org/abs/2501.00003)\n丙的摘要。\n[丙](https://arxiv.org/abs/2501.00003)\n"
    )
    digest = read(content.encode())
    assert [(paper.line, paper.arxiv_id, paper.title, paper.title_zh) for paper in digest.entries] == [
        (1, "2501.00001", "A", "甲"),
        (7, "2501.00002", "B: A Title", "乙"),
        (12, "2501.00003", "", "丙"),
    ]
    assert [paper.abstract_zh.partition("。")[0] for paper in digest.entries] == [
        "甲的摘要",
        "乙的摘要",
        "丙的摘要",
    ]
