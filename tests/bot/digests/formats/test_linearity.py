"""Twice the input takes about twice the time, however hostile it is."""

import time
from contextlib import suppress

import pytest

from bot.digests.formats import DigestError, explain

SUMMARY = "# Papers for 2025-01-01\n## 1.[T](https://arxiv.org/abs/2501.00001)\nsummary:"
REPORT = (
    "# Daily Papers Report\n## 📄 T\n- **链接**: https://huggingface.co/papers/2501.00001\n1. **应用领域**："
)
WEEKLY = "## T\n[题](https://arxiv.org/abs/2501.00001)\n"
HEADS = {
    "": "",
    "summary": SUMMARY,
    "keywords": f"{SUMMARY}**核心关键词**：",
    "report": REPORT,
    "weekly": WEEKLY,
    "json": '["',
}
LINK = "https://arxiv.org/abs/2501.00001"
NEWER_HEADS = {
    "daily": "# 【2023-09-10】每日论文速览\n## T\n1. **主要工作**\n",
    "keywords of a daily": "# 【2023-09-10】每日论文速览\n## T\n3. **核心关键词**\n",
    "headings": f"## [T]({LINK})\n## [U](https://arxiv.org/abs/2501.00002)\n",
    "list": f"- [U](https://arxiv.org/abs/2501.00002) a\n- [T]({LINK})",
    "table": f"|title|url|\n|-|-|\n|U|https://arxiv.org/abs/2501.00002|\n|T|{LINK}",
    "rss": f"<rss><channel><item><link>{LINK}</link><description><![CDATA[",
    "arxiv": f"<feed><id>http://arxiv.org/api/x</id><entry><id>{LINK}</id><summary>",
    "json feed": f'{{"version":"https://jsonfeed.org/version/1","items":[{{"url":"{LINK}","content_html":"',
    "csv": f'title,url,abstract\nT,{LINK},"',
}
TAILS = {
    "rss": "]]></description></item></channel></rss>",
    "arxiv": "</summary></entry></feed>",
    "json feed": '"}]}',
    "csv": '"',
}
NEWER_UNITS = (
    *("- x\n", "## x\n", "|", "| a |\n", f"[a]({LINK})", f"- [a]({LINK})\n", f"|a|{LINK}|\n", f"{LINK} "),
    *("<", "<a href='", "<!--", "&lt;p&gt;", "<script>", "**a**: b\n", "- **摘要**：x\n", "`a` (甲), ", ","),
    *("a\n\n", "10.1000/", "et.al.", "[[", "```\n", "1. 主要工作：\n", " "),
)
UNITS = (
    *(
        "**",
        "**a：",
        "**a**, ",
        "[",
        "](",
        "[a](http://",
        "(、",
        "（",
        "http://",
        "https://x{",
        "\\textbf{",
        "字，",
        "字  ",
    ),
    *(
        "核心关键词：",
        "1. **应用领域**：x\n",
        "- **链接**: x\n",
        " \n",
        " ",
        "## x\n",
        "A - ",
        "`",
        "=",
        "\\_",
        "2025-",
        "。 ",
    ),
)
SIZES = (30_000, 120_000)
NEWER_SIZES = (15_000, 60_000)
LEAST_SECONDS = 1.0
"""Below it the clock and the garbage collector say more than the code; quadratic code takes many seconds."""


def seconds(content: bytes) -> float:
    """Processor time, for other processes run beside the tests."""
    start = time.process_time()
    with suppress(DigestError):
        explain(content)
    return time.process_time() - start


def best_of_three(content: bytes) -> float:
    return min(seconds(content) for _ in range(3))


@pytest.mark.parametrize("head", HEADS)
def test_no_text_takes_more_than_linear_time(head: str) -> None:
    """Four times the text takes less than eight times as long; a quadratic expression would take sixteen."""
    for unit in UNITS:
        small, large = ((HEADS[head] + unit * (size // len(unit))).encode() for size in SIZES)
        taken = seconds(large)
        # A collection in between may make one run slow, never three.
        assert taken < LEAST_SECONDS or best_of_three(large) < 8 * best_of_three(small), (head, unit)


@pytest.mark.parametrize("head", NEWER_HEADS)
def test_no_newer_format_takes_more_than_linear_time(head: str) -> None:
    """As above, for text in a whole file of each."""
    for unit in NEWER_UNITS:
        small, large = (
            (NEWER_HEADS[head] + unit * (size // len(unit)) + TAILS.get(head, "")).encode()
            for size in NEWER_SIZES
        )
        taken = seconds(large)
        assert taken < LEAST_SECONDS / 2 or best_of_three(large) < 8 * best_of_three(small), (head, unit)


def test_a_large_ordinary_digest_is_read_in_seconds() -> None:
    """Five megabytes of papers, thousands of times a real day, stay within seconds."""
    paper = "## 1.[T{0}](https://arxiv.org/pdf/2501.{0:05})\nsummary:**核心关键词**：甲, 乙  **一句话核心摘要**：{1}\n"
    text = "# Papers for 2025-12-31\n" + "".join(
        paper.format(number, "一句很长的话。" * 25) for number in range(8_000)
    )
    assert len(text.encode()) > 4 * 1024 * 1024
    assert seconds(text.encode()) < 20
