"""The daily report, whatever form its headings take."""

from datetime import date

import pytest
from digest_samples import SAMPLES, entry, sample

from bot.digests.formats import explain, read
from bot.digests.formats.report_parts import PARTS
from storage.records import DigestFormat, Entry


def parts(paper: Entry) -> dict[str, str]:
    return {section.heading: section.markdown for section in paper.sections}


def test_a_report_has_its_date_and_all_papers() -> None:
    """The date line dates it; a heading inside a paper, or after the last one, begins no paper."""
    digest = sample("report.md")
    assert (digest.format, digest.digest_on) == (DigestFormat.REPORT, date(2025, 12, 30))
    assert [(paper.line, paper.arxiv_id) for paper in digest.entries] == [
        (7, "2210.03629"),
        (31, "2106.09685"),
        (66, "2006.11239"),
        (83, "1810.04805"),
        (99, None),
        (106, "1412.6980"),
    ]


def test_the_five_parts_keep_their_markdown() -> None:
    """Parts come under their five names in the order of the text; a list item of the same name is none."""
    paper = entry(sample("report.md"), "ReAct")
    assert tuple(parts(paper)) == PARTS
    assert parts(paper)["使用指南"] == (
        "*   **输入**：一个问题。\n*   **实验效果**：这一项只是列表里的名字，不是一个部分。"
    )
    assert parts(paper)["实验效果"] == "*   在 HotpotQA 上错误的臆造更少。"
    assert paper.tldr_zh == "让模型交替写下想法与动作，用外部观察修正推理。"


def test_indentation_common_to_a_part_is_removed() -> None:
    """What remains is the nesting of the lists."""
    paper = entry(sample("report.md"), "Denoising")
    assert parts(paper)["主要创新点"] == "*   **简化的损失**：只预测噪声。"


def test_deeper_headings_stay_and_further_parts_keep_their_names() -> None:
    """A heading below a part is its text; one of the parts' own kind is a part, under its own name."""
    paper = entry(sample("report.md"), "LoRA")
    assert tuple(parts(paper)) == (*PARTS, "局限性")
    assert "#### 关于秩的选择\n秩为 4 通常已经足够。" in parts(paper)["使用指南"]
    assert paper.code_url == "https://github.com/microsoft/LoRA"


def test_parts_may_miss_and_change_places() -> None:
    """Text on the heading's line, parts in another order, and missing ones are read as they stand."""
    paper = entry(sample("report.md"), "Denoising")
    assert tuple(parts(paper)) == ("应用领域", "一句话核心贡献", "实验效果", "主要创新点")
    assert parts(paper)["一句话核心贡献"] == "把生成看作逐步去噪，质量接近当时最好的方法。"


@pytest.mark.parametrize(
    ("title", "areas"),
    [
        ("ReAct", ("NLP", "大模型智能体（LLM Agents, 工具使用）", "多跳问答 (Multi-hop QA)")),
        ("LoRA", ("自然语言处理", "参数高效微调", "模型压缩")),
        ("Denoising", ("计算机视觉", "图像生成")),
        ("BERT", ("自然语言理解", "问答系统")),
        ("A Paper Whose Link", ("机器人学习", "模仿学习")),
    ],
)
def test_areas_are_cut_outside_of_parentheses(title: str, areas: tuple[str, ...]) -> None:
    """Fields, branches and lists become areas; remarks and explaining clauses do not."""
    assert entry(sample("report.md"), title).areas == areas


def test_a_paper_without_parts_is_one_section() -> None:
    """Running text under a paper is kept whole."""
    assert parts(entry(sample("report.md"), "Adam")) == {"摘要": "这一篇没有分成部分，只有一段中文说明。"}


def test_what_no_rule_reads_is_refused_with_its_line() -> None:
    """Unknown labels, talk before the parts and headings that are no paper are told."""
    assert [(one.line, one.reason) for one in sample("report.md").rejected] == [
        (87, "unknown label '点赞'"),
        (90, "text before the first part of a paper"),
        (114, "heading without a link or a part of a paper"),
    ]


def test_drifted_headings_are_read() -> None:
    """No page signs, other words for the parts, full-width and Chinese numbers, signs before a heading."""
    digest = sample("report-drifted.md")
    assert digest.digest_on == date(2025, 12, 31)
    first, second = digest.entries
    assert (first.arxiv_id, tuple(parts(first))) == ("2103.00020", PARTS)
    assert first.areas == ("多模态学习", "零样本分类")
    assert (second.arxiv_id, tuple(parts(second))) == (None, PARTS[:2])
    assert second.areas == ("结构生物学",)
    assert digest.rejected == ()


@pytest.mark.parametrize(
    "heading",
    [
        "1. **应用领域**：{}",
        "1. **应用领域**:\n{}",
        "1. **应用领域：** {}",
        "1.**应用领域**\n{}",
        "### 1. **应用领域**\n{}",
        "### 1. 应用领域\n   {}",
        "###1.应用领域\n{}",
        "## 1. 应用领域：\n{}",
        "**1. 应用领域**\n{}",
        "**应用领域**：{}",
        "**【应用领域】**{}",
        "１． **应用领域**：{}",
        "1、应用领域：{}",
        "一、应用领域\n{}",
        "（1）应用领域：{}",
        "① 应用领域：{}",
        "### 🎯 应用领域 (Application)\n{}",
        "应用领域：{}",
        "- **应用领域**：{}",
        "   1. **应用领域**：\n   {}",
    ],
)
def test_every_form_of_a_heading_is_found(heading: str) -> None:
    """However a part is headed, its text is the same."""
    content = f"## 📄 T\n\n- **链接**: https://huggingface.co/papers/2501.00001\n\n{heading.format('机器人、控制')}\n"
    (paper,) = read(content.encode()).entries
    assert parts(paper) == {"应用领域": "机器人、控制"}
    assert paper.areas == ("机器人", "控制")


@pytest.mark.parametrize(
    "link",
    [
        "- **链接**: https://huggingface.co/papers/2501.00001",
        "* **链接：** https://arxiv.org/abs/2501.00001v3",
        "- 论文链接：[论文](https://arxiv.org/pdf/2501.00001v1.pdf)",
        "**Link**: <http://www.arxiv.org/abs/2501.00001>",
    ],
)
def test_every_form_of_a_link_line_is_found(link: str) -> None:
    """The link makes a heading a paper, signed or not."""
    (paper,) = read(f"## T\n{link}\n\n**应用领域**：机器人\n".encode()).entries
    assert (paper.arxiv_id, paper.title) == ("2501.00001", "T")


def test_a_day_without_papers_is_a_digest() -> None:
    """Title and date alone are an empty day."""
    digest = read(b"# Hugging Face Daily Papers Report\n**Date**: 2025-12-31\n\n====================\n")
    assert (digest.digest_on, digest.entries, digest.rejected) == (date(2025, 12, 31), (), ())


def test_a_list_in_a_part_that_names_a_link_begins_no_paper() -> None:
    """A part heading stays one even where a link to a paper stands below it."""
    content = (
        "## 📄 T\n- **链接**: https://huggingface.co/papers/2501.00001\n\n"
        "### 1. 使用指南\n- **代码**：见下\n- **链接**：https://arxiv.org/abs/2501.00002\n"
    )
    (paper,) = read(content.encode()).entries
    assert paper.arxiv_id == "2501.00001"


def test_the_explanation_counts_what_it_sees() -> None:
    """The claiming format says why, and the others what they miss."""
    reports = {report.format: report for report in explain((SAMPLES / "report.md").read_bytes())}
    assert reports[DigestFormat.REPORT].claims
    assert reports[DigestFormat.REPORT].why == "titled 'Hugging Face Daily Papers Report'; papers: 7"
    assert reports[DigestFormat.WEEKLY].why.startswith("no heading is followed by a link")


def test_comments_in_code_head_no_part() -> None:
    """A line that begins with a sign within a code fence stays in its part."""
    content = (
        "## 📄 T\n- **链接**: https://huggingface.co/papers/2501.00001\n\n### 3. 使用指南\n```bash\n# 安装\npip\tinstall x\n```\n"
        "### 4. 主要创新点\n无。\n"
    )
    (paper,) = read(content.encode()).entries
    assert parts(paper) == {"使用指南": "```bash\n# 安装\npip\tinstall x\n```", "主要创新点": "无。"}
