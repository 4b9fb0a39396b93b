"""The daily summary, labelled, unlabelled and in two languages."""

from datetime import date

import pytest
from digest_samples import entry, sample

from bot.digests.formats import read
from bot.digests.formats.summary_labels import parts_of
from storage.records import DigestFormat, Entry

LABELS = ("一句话核心摘要", "主要研究问题或目标", "关键方法论", "主要成果", "对AI从业者的主要启示")


def sections(paper: Entry) -> dict[str, str]:
    return {section.heading: section.markdown for section in paper.sections}


def test_a_summary_has_its_date_and_all_papers() -> None:
    """Numbers with and without space, in full width or missing, and papers without link or text all count."""
    digest = sample("summary.md")
    assert (digest.format, digest.digest_on) == (DigestFormat.SUMMARY, date(2025, 12, 30))
    assert [(paper.line, paper.arxiv_id) for paper in digest.entries] == [
        (5, "2210.03629"),
        (8, "2106.09685"),
        (11, "2006.11239"),
        (14, "2312.00752"),
        (17, "2304.02643"),
        (20, None),
        (23, "1412.6980"),
    ]
    assert digest.entries[1].title == "LoRA: [Low-Rank] Adaptation of Large Language Models"
    assert digest.rejected == ()


@pytest.mark.parametrize(
    ("title", "keywords", "tldr"),
    [
        (
            "ReAct",
            ("推理与行动", "智能体 (Agent, LLM)", "工具使用"),
            "模型交替写下想法与动作，用外部观察修正推理。",
        ),
        ("LoRA", ("参数高效微调", "低秩分解"), "冻结权重，只训练低秩矩阵。"),
        ("Denoising", ("扩散模型", "图像生成", "去噪"), "本文把生成看作逐步去噪。"),
        ("Mamba", ("状态空间模型", "线性复杂度"), "Mamba 按内容选择记忆。"),
        ("Segment", ("图像分割", "提示"), "一个模型按提示分割任何物体。"),
        ("A Paper Whose", (), "没有标签也没有关键词的一句话。"),
    ],
)
def test_keywords_and_the_one_sentence_are_found(title: str, keywords: tuple[str, ...], tldr: str) -> None:
    """With labels, without them, and with labels run into the text."""
    paper = entry(sample("summary.md"), title)
    assert (paper.keywords_zh, paper.tldr_zh) == (keywords, tldr)
    assert (paper.keywords, paper.tldr) == ((), "")


@pytest.mark.parametrize("title", ["ReAct", "LoRA"])
def test_labels_in_either_language_head_the_same_sections(title: str) -> None:
    """A Chinese text under English labels has the Chinese headings."""
    assert tuple(sections(entry(sample("summary.md"), title))) == LABELS


def test_unknown_labels_head_their_own_sections() -> None:
    """A label outside of the table keeps its name."""
    assert sections(entry(sample("summary.md"), "Segment")) == {
        "一句话核心摘要": "一个模型按提示分割任何物体。",
        "主要成果": "发布十亿掩码。",
        "局限与展望": "细小结构仍会丢失。",
    }


def test_unlabelled_text_is_one_section_with_its_paragraphs() -> None:
    """Wide gaps between sentences are paragraphs."""
    assert sections(entry(sample("summary.md"), "Denoising")) == {
        "摘要": "本文把生成看作逐步去噪。 训练目标只是预测噪声。\n\n实验质量接近当时最好的方法。"
    }


def test_an_english_summary_fills_the_english_fields() -> None:
    """Label and text in English are no Chinese fields."""
    digest = sample("summary-english.md")
    first, second = digest.entries
    assert first.keywords == ("attention", "machine translation (En-De, En-Fr)")
    assert first.tldr == "A network of attention alone translates better than v1.0 of recurrent ones."
    assert tuple(sections(first)) == ("1-Sentence Core Summary", "Key Methodology", "Ablations")
    assert (second.keywords, second.tldr) == (
        ("few-shot learning", "scaling"),
        "A larger model learns from examples in its prompt.",
    )
    assert not any(paper.keywords_zh or paper.tldr_zh for paper in digest.entries)


def test_a_day_without_papers_is_a_digest() -> None:
    """The title alone is an empty day."""
    digest = sample("summary-empty.md")
    assert (digest.digest_on, digest.entries, digest.rejected) == (date(2025, 12, 31), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "**核心关键词**：甲法, 乙法  **一句话核心摘要**：丙。  **主要成果**：丁。",
        "**核心关键词**:甲法，乙法 **一句话核心总结**:丙。 **主要结果**:丁。",
        "**核心关键词：**甲法、乙法 **一句话总结：**丙。 **主要成果：** 丁。",
        "**核心关键词：甲法、乙法** **一句话总结：丙。** **主要成果：丁。**",
        "**核心关键词** **甲法**，**乙法** **一句核心总结** 丙。 **主要研究成果** 丁。",
        "**核心关键词**: **甲法, 乙法**  **1-Sentence Core Summary**: 丙。  **Primary Results**: 丁。",
        "核心关键词：甲法, 乙法\n一句话核心摘要：丙。\n主要成果：丁。",
        "核心关键词：甲法、乙法。一句话核心摘要：丙。主要成果：丁。",
        "### 核心关键词\n- 甲法\n- 乙法\n### 一句话核心摘要\n丙。\n### 主要成果\n丁。",
        "**关键词**：甲法；乙法**一句话摘要**：丙。**关键结果**：丁。",
    ],
)
def test_every_form_of_a_label_is_found(text: str) -> None:
    """Bold or not, with a colon inside, outside or missing, apart or run into the text."""
    (paper,) = read(
        f"# Papers for 2025-12-31\n\n## 1.[T](https://arxiv.org/pdf/2501.00001)\nsummary:{text}\n".encode()
    ).entries
    assert paper.keywords_zh == ("甲法", "乙法")
    assert paper.tldr_zh == "丙。"
    assert sections(paper) == {"一句话核心摘要": "丙。", "主要成果": "丁。"}


@pytest.mark.parametrize(
    ("text", "keywords", "first"),
    [
        ("**A 模型**, **B 方法** 本文提出。", ("A 模型", "B 方法"), "本文提出。"),
        ("**A 模型、B 方法** 本文提出。", ("A 模型", "B 方法"), "本文提出。"),
        ("**A 模型**  本文提出。", ("A 模型",), "本文提出。"),
        ("甲法、乙法、丙法  本文提出。", ("甲法", "乙法", "丙法"), "本文提出。"),
        ("**GEM** 是一个环境。", (), "GEM 是一个环境。"),
        ("甲法、乙法、丙法都很重要。  本文提出。", (), "甲法、乙法、丙法都很重要。"),
        ("**核心关键词**：甲法, 乙法  本文提出。", ("甲法", "乙法"), "本文提出。"),
        (
            "**核心关键词**：甲法, 乙法 本文提出了一种新的方法来解决这个问题。",
            ("甲法", "乙法"),
            "本文提出了一种新的方法来解决这个问题。",
        ),
    ],
)
def test_leading_terms_are_keywords_and_emphasis_is_not(
    text: str, keywords: tuple[str, ...], first: str
) -> None:
    """A bold run before running text is a keyword only where it is a list or stands apart."""
    parts = parts_of(text)
    assert (parts.keywords, parts.tldr) == (keywords, first)


def test_a_long_text_under_the_one_sentence_label_stays_whole_in_its_section() -> None:
    """Only the first sentence becomes the short summary."""
    text = "**一句话核心摘要**：" + "第一句很短。" + "后面还有很长的话，" * 50 + "到此为止。"
    parts = parts_of(text)
    assert parts.tldr == "第一句很短。"
    assert parts.sections[0].markdown.endswith("到此为止。")


def test_text_outside_of_summaries_is_refused_with_its_line() -> None:
    """A preface, a line between heading and summary, and a second day are told."""
    content = (
        "# Papers for 2025-12-30\n今天很忙。\n## 1.[T](https://arxiv.org/pdf/2501.00001)\n作者：某人\nsummary:话。\n"
        "# Papers for 2025-12-31\n## 1.[U](https://arxiv.org/pdf/2501.00002)\nsummary:话。\n"
    )
    digest = read(content.encode())
    assert [(one.line, one.reason) for one in digest.rejected] == [
        (2, "text before the first paper"),
        (4, "text between a heading and its summary"),
        (6, "a second day in one file; its papers count for the first"),
    ]
    assert [sections(paper) for paper in digest.entries] == [{"摘要": "话。"}] * 2


@pytest.mark.parametrize(
    "beginning", ["summary:", "Summary： ", "**summary**: ", "**Summary:** ", "  summary :", "摘要：", ""]
)
def test_every_beginning_of_a_summary_is_read(beginning: str) -> None:
    """The word before the text is no part of it."""
    content = f"# Papers for 2025-12-31\n## 1.[T](https://arxiv.org/pdf/2501.00001)\n{beginning}一句话。\n"
    (paper,) = read(content.encode()).entries
    assert sections(paper) == {"摘要": "一句话。"}


def test_a_heading_that_has_lost_its_signs_begins_a_paper() -> None:
    """A link to a paper above a summary is no text of the paper before it; a link within a summary is."""
    content = (
        "# Papers for 2025-12-31\n## 1.[T](https://arxiv.org/pdf/2501.00001)\nsummary:甲。\n"
        "[见此文](https://arxiv.org/abs/2501.00009)\n\n2.[U](https://arxiv.org/pdf/2501.00002)\nsummary:乙。\n"
    )
    first, second = read(content.encode()).entries
    assert sections(first) == {"摘要": "甲。\n[见此文](https://arxiv.org/abs/2501.00009)"}
    assert (second.title, second.arxiv_id, sections(second)) == ("U", "2501.00002", {"摘要": "乙。"})
