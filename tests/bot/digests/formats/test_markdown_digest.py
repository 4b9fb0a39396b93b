"""Any Markdown that lists papers, in shapes that public lists have."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import DigestError, read
from storage.records import DigestFormat, Section

A, B = "https://arxiv.org/abs/2501.00001", "https://huggingface.co/papers/2501.00002"


def test_headings_with_labelled_lines_are_read() -> None:
    """A link in the heading or on a labelled line; labels fill their fields, others become parts."""
    digest = sample("markdown-headings.md")
    paper = entry(digest, "Attention")
    assert (digest.format, digest.digest_on) == (DigestFormat.MARKDOWN, date(2026, 1, 26))
    assert [one.arxiv_id or one.doi for one in digest.entries] == [
        "1706.03762",
        "2106.09685",
        "10.1038/s41586-021-03819-2",
    ]
    assert paper.authors == ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar")
    assert paper.abstract.startswith("Our model needs attention alone.\n\nIt trains")
    assert (paper.categories, paper.published_on) == (("cs.CL",), date(2017, 6, 12))
    assert paper.sections == (Section("Venue", "a conference in Long Beach"),)
    assert entry(digest, "LoRA").tldr == "We freeze the weights and train two small matrices."
    assert entry(digest, "Highly").abstract == "Structures come close to experiments."


def test_text_that_belongs_to_no_paper_is_told_with_its_line() -> None:
    """Front matter and pictures are none."""
    assert [(one.line, one.reason) for one in sample("markdown-headings.md").rejected] == [
        (8, "text under a heading that is no paper"),
        (46, "text under a heading that is no paper"),
    ]


def test_lists_are_read() -> None:
    """Items with a link of their own or one below; a link elsewhere is refused, not given to the paper above."""
    digest = sample("markdown-list.md")
    assert [(one.arxiv_id, one.title[:6], one.title_zh[:5]) for one in digest.entries] == [
        ("2210.03629", "", "ReAct"),
        ("2302.04761", "Toolfo", ""),
        ("2312.00752", "Mamba:", ""),
        ("2106.09685", "LoRA: ", ""),
        (None, "Highly", ""),
    ]
    lora, mamba = entry(digest, "LoRA"), entry(digest, "Mamba")
    assert (lora.published_on, lora.authors) == (date(2021, 6, 17), ("Edward J. Hu et al.",))
    assert lora.code_url == "https://github.com/microsoft/LoRA"
    assert (mamba.authors, mamba.abstract_zh) == (
        ("Albert Gu", "Tri Dao"),
        "状态空间模型让推理随长度线性增长。",
    )
    assert [(one.line, one.reason) for one in digest.rejected] == [(8, "a list item that links to no paper")]
    assert digest.digest_on == date(2026, 3, 2)


def test_tables_are_read() -> None:
    """Each with its own header; a row without a link is refused."""
    digest = sample("markdown-table.md")
    clip = entry(digest, "Learning")
    assert (clip.arxiv_id, clip.published_on) == ("2103.00020", date(2021, 2, 26))
    assert (clip.code_url, clip.abstract_zh) == (
        "https://github.com/openai/CLIP",
        "用图文配对训练；零样本分类。",
    )
    assert [one.title for one in digest.entries[2:]] == ["Attention Is All You Need", "A | B: Sums of Two"]
    assert (17, "a row that links to no paper") in [(one.line, one.reason) for one in digest.rejected]
    assert digest.digest_on == date(2024, 7, 4)


@pytest.mark.parametrize(
    "text",
    [
        "## One Title\n**Authors**: A, B\n**Link**: [arXiv]({a})\n\n**Abstract**:\nText.\n\n---\n\n## Two Title\n**Link**: {b}\n\nText.\n",
        "# daily\n\n## 2025-01-02\n\n### One Title\n\n[arXiv]({a})\n\n**Authors:** A\n\n### Two Title\n\n[arXiv]({b})\n",
        "### 1. [[2501.00001]] One Title\n\nText.\n\n### 2. Two Title (arXiv:2501.00002)\n\nText.\n",
        "### 1. **[One Title]** ({a})\n- **研究机构/作者**：甲乙 丙\n- **核心创新点**：文字。\n\n---\n\n### 2. **[Two Title]** ({b})\n- **潜在影响力**：文字。\n",
        "### [[Papers/One_Title|One Title]]\n\n![[one.png|800]]\n\n- **arXiv**: [2501.00001]({a})\n- **PDF**: {a}\n\n### [[Two|Two Title]]\n- **arXiv**: [2501.00002]({b})\n",
        "### 1. One Title\n- **arXiv**: [x]({a}) · **类别**: cs.CL · **提交**: 2025-01-01\n- **作者**: A et al. (共 3 人)\n\n### 2. Two Title\n- **arXiv**: [y]({b})\n",
        "### 1. 一 —— 第一篇\n- **全称**: One Title\n- **arXiv**: [x]({a})\n\n### 2. 第二篇\n- **标题**: Two Title\n- **链接**: {b}\n",
        "| 标题 | 作者 | 链接 |\n| --- | --- | --- |\n| One Title | A, B | arxiv.org/abs/2501.00001 |\n| Two Title | C | {b} |\n",
        "- [One Title]({a})\n- [Two Title]({b})\n",
        "* **One Title** [[paper]]({a}) [[code]](https://github.com/a/b)\n* **Two Title** [[paper]]({b})\n",
        "1. One Title - {a}\n2. Two Title - {b}\n",
        "[^1]: One Title\n\n    [{a}]({a})\n\n    Text.\n\n[^2]: Two Title\n\n    [{b}]({b})\n\n    Text.\n",
        "| Title | Link |\n|:--|--:|\n| One Title | [pdf]({a}) |\n| Two Title | [hf]({b}) |\n",
        "### [1] [One Title]({a})\n*Ada Lovelace, Alan Turing*\n\nMain category: cs.CV\n\n### [2] [Two Title]({b})\n*Grace Hopper*\n",
        "## [1. One Title]({a})\n\n甲。\n\n## [2. Two Title]({b})\n\n乙。\n",
        "**1. [One Title]({a})**\n  👤 甲\n\n**2. [Two Title]({b})**\n  👤 乙\n",
        "## One Title\n\n### 基本信息\n\n- **arXiv:** `2501.00001v1`\n\n## Two Title\n\n### 基本信息\n\n- **arXiv:** `2501.00002`\n",
        "1. **One Title** - 👍 2\n   - 기관: 가\n   - [논문]({a})\n2. **Two Title** - 👍 1\n   - 기관: 나\n   - [논문]({b})\n",
        "### 1. 第一篇\n\n**原文标题：** One\n  Title\n\n**论文链接：** [HuggingFace]({a}) | [arXiv]({a})\n\n### 2. 第二篇\n\n**原文标题：** Two Title\n\n**论文链接：** [HuggingFace]({b})\n",
        "### One\n  Title\n\n[论文]({a})\n\n### Two Title\n\n[论文]({b})\n",
        "|日期|标题|论文|\n|-|-|-|\n|2025-01-02|One Title|{a}|\n|2025-01-02|**Two Title**|{b}|\n",
    ],
)
def test_every_shape_gives_its_papers(text: str) -> None:
    """Two papers with their ids and titles, whatever signs stand around them."""
    digest = read(text.format(a=A, b=B).encode())
    assert [(one.arxiv_id, one.title) for one in digest.entries] == [
        ("2501.00001", "One Title"),
        ("2501.00002", "Two Title"),
    ]
    assert digest.format is DigestFormat.MARKDOWN


@pytest.mark.parametrize(
    "text",
    [
        f"# Notes\n\nSee {A} and {B}.\n",
        f"# Notes\n\n- [One]({A})\n",
        f"<!DOCTYPE html><html><body>\n- [One]({A})\n- [Two]({B})\n</body></html>",
        f"<html>\n<head><title>Log in</title></head>\n- [One]({A})\n- [Two]({B})\n",
        f"```\n- [One]({A})\n- [Two]({B})\n```\n",
    ],
)
def test_what_lists_no_papers_is_not_claimed(text: str) -> None:
    """Mentions in a text, a lone paper, a web page and code are no digest."""
    with pytest.raises(DigestError):
        read(text.encode())


def test_a_report_with_parts_of_its_own_is_read() -> None:
    """Bold lines and words that repeat are parts, lines in italics names or a translation, thoughts nothing."""
    digest = sample("markdown-report.md")
    attention, lora, react, toolformer = digest.entries
    assert (digest.digest_on, [one.arxiv_id for one in digest.entries]) == (
        date(2026, 7, 2),
        ["1706.03762", "2106.09685", "2210.03629", "2302.04761"],
    )
    assert attention.authors == ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar")
    assert (attention.categories, attention.abstract_zh) == (
        ("cs.CL", "cs.LG"),
        "本文用注意力取代循环与卷积，译文质量更高。",
    )
    assert attention.sections == (
        Section("💡 推荐理由", "只靠注意力的模型，训练更快。"),
        Section("2. 方法：", "- **编码器：** 六层。\n- **解码器：** 也是六层。"),
    )
    assert (lora.title_zh, lora.authors) == (
        "LoRA：大语言模型的低秩适配",
        ("Edward J. Hu", "Yelong Shen et al."),
    )
    assert [(one.title[:7], one.upvotes) for one in (react, toolformer)] == [("ReAct: ", 12), ("Toolfor", 7)]
    assert toolformer.sections[1] == Section("Method", "自己决定何时调用工具。")
    assert [one.reason for one in digest.rejected] == ["a list item that links to no paper"]


def test_a_title_that_a_later_part_gives_whole_is_whole() -> None:
    """A table names the paper, its heading below has all of the title; a label adds the translation."""
    text = f"| 论文 | 方向 |\n|-|-|\n| [One]({A}) | 一 |\n| [Two Title of ...]({B}) | 二 |\n\n"
    text += f"### 1. One: A Title\n\n- **论文题目**: One: A Title（第一篇）\n- **arXiv**: {A}\n\n### 2. Two Title of Mine\n\n- **arXiv**: {B}\n"
    one, two = read(text.encode()).entries
    assert (one.title, one.title_zh, two.title) == ("One: A Title", "第一篇", "Two Title of Mine")


def test_a_lone_paper_that_is_described_is_a_digest() -> None:
    """A quiet day has one; its texts in both languages stay apart."""
    text = f"# One Title\n\n**Title (ZH)**: 第一篇\n\n**Authors**: A, B\n\n**Link**: [PDF]({A})\n\n**Abstract**: Text.\n\n**Abstract (ZH)**: 文字。\n"
    (paper,) = read(text.encode()).entries
    assert (paper.arxiv_id, paper.title, paper.title_zh) == ("2501.00001", "One Title", "第一篇")
    assert (paper.authors, paper.abstract, paper.abstract_zh) == (("A", "B"), "Text.", "文字。")


def test_cells_of_a_table_are_whole() -> None:
    """A bar within bold type or a formula parts no cells; what is folded away stands in its own."""
    text = f"|**Title**|**Abstract**|\n|-|-|\n|**[Sums $a | b$]({A})**|<details><summary>Show</summary><p>Text.</p></details>|\n|[Two]({B})|-|\n"
    one, two = read(text.encode()).entries
    assert (one.title, one.abstract, two.abstract) == ("Sums $a | b$", "Text.", "")


def test_a_link_within_a_text_begins_no_paper() -> None:
    """Below a heading that is a paper, lists belong to it, with all the papers that they mention."""
    text = f"## [One Title]({A})\n\n- like [LoRA](https://arxiv.org/abs/2106.09685), but smaller\n\n## [Two Title]({B})\n"
    digest = read(text.encode())
    assert [one.arxiv_id for one in digest.entries] == ["2501.00001", "2501.00002"]
    assert "LoRA" in digest.entries[0].tldr


def test_a_table_of_results_stays_in_its_text() -> None:
    """Only rows that link to papers are papers."""
    text = f"## [One Title]({A})\n\n**Results**:\n|x|y|\n|-|-|\n|1|two words|\n\n## [Two Title]({B})\n"
    (section,) = read(text.encode()).entries[0].sections
    assert section == Section("Results", "|x|y|\n|-|-|\n|1|two words|")


def test_what_a_paper_folds_away_belongs_to_it() -> None:
    """A folded summary has headings, lists and tables of its own, as high as it likes."""
    fold = "<details>\n<summary><strong>Summary (by a model)</strong> - Click</summary>\n\n# 论文总结\n\n## 1. 贡献\n\n甲。\n\n</details>"
    text = f"### 1. [One Title]({A})\n\n**Authors**: A, B  \n\n#### Abstract\nText.\n\n{fold}\n\n---\n\n### 2. [Two Title]({B})\n\nText.\n\n{fold}\n"
    one, two = read(text.encode()).entries
    assert (one.abstract, one.sections) == ("Text.", (Section("1. 贡献", "甲。"),))
    assert two.arxiv_id == "2501.00002"


def test_labels_that_share_a_line_are_read_apart() -> None:
    """As in `- **arXiv**: … · **类别**: … · **提交**: …`."""
    line = f"- **arXiv**: [x]({A}) · **类别**: cs.CL, cs.AI · **提交**: 2025-01-01"
    one = read(f"### One\n{line}\n\n### Two\n- **arXiv**: {B}\n".encode()).entries[0]
    assert (one.categories, one.published_on) == (("cs.CL", "cs.AI"), date(2025, 1, 1))


def test_a_chinese_heading_with_an_english_title_below_is_both() -> None:
    """Each title in its own language."""
    text = f"### 1. 第一篇\n- **标题**: One Title\n- **链接**: {A}\n\n### 2. Two\n- **中文标题**: 第二篇\n- **链接**: {B}\n"
    assert [(one.title, one.title_zh) for one in read(text.encode()).entries] == [
        ("One Title", "第一篇"),
        ("Two", "第二篇"),
    ]
