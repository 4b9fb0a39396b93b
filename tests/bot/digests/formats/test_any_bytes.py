"""Any bytes give a digest or our own error, and a digest that storage can take."""

import dataclasses
import html
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.digests.formats import DigestError, explain, read
from storage.records import Digest

PIECES = (
    *(
        "# Papers for 2025-12-31",
        "# Hugging Face Daily Papers Report",
        "**Date**: 2025-12-31",
        "## 📄 T",
        "## T",
        "# ",
        "###",
    ),
    *(
        "- **链接**: https://huggingface.co/papers/2501.00001",
        "- **点赞**: 1",
        "====================",
        "---",
        "```",
    ),
    *(
        "1. **应用领域**：",
        "### 2. 一句话核心贡献",
        "机器人、控制（甲、乙",
        "## 1.[T](https://arxiv.org/pdf/2501.00001)",
    ),
    *(
        "summary:",
        "**核心关键词**：",
        "**一句话核心摘要**",
        "**甲**, **乙** ",
        "  ",
        "。",
        "[题](https://arxiv.org/abs/2501.00001)",
    ),
    *(
        "https://arxiv.org/abs/2501.00001",
        "https://github.com/a/b{",
        "\\textbf{",
        "[",
        "](",
        "**",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\t",
        "　",
    ),
    *(
        "[",
        '{"paper": {"id": "2501.00001", "title": "\\ud800"}}',
        "]",
        ",",
        '"',
        "\\u0000",
        "null",
        "\ufeff",
        "\u2028",
        "x" * 300,
    ),
    *(
        "# 【2023-09-10】每日论文速览",
        "1. **主要工作**",
        "3. 核心关键词：`A` (甲), ",
        "- [T](https://arxiv.org/abs/2501.00002)",
        "**作者**: 甲、乙",
        "|标题|链接|",
        "|-|-|",
        "|T|https://arxiv.org/abs/2501.00003|",
    ),
    *(
        "title,url,摘要",
        'T,https://arxiv.org/abs/2501.00004,"甲',
        "<rss><channel>",
        "<item><link>https://arxiv.org/abs/2501.00005</link><description>",
        "</description></item>",
        "</channel></rss>",
        "<feed><id>http://arxiv.org/api/x</id>",
        "<entry><id>http://arxiv.org/abs/2501.00006</id></entry>",
        "</feed>",
        "<!DOCTYPE rss>",
        "<![CDATA[",
        "&#0;",
        "&amp;",
    ),
)
WHOLE = (
    '{{"version": "https://jsonfeed.org/version/1", "items": [{{"url": "https://arxiv.org/abs/2501.00001", "title": {0}}}]}}',
    "<rss><channel><item><link>https://arxiv.org/abs/2501.00001</link><title>{0}</title></item></channel></rss>",
    "<feed><id>http://arxiv.org/api/x</id><entry><id>http://arxiv.org/abs/2501.00001</id><title>{0}</title></entry></feed>",
    "title,url,备注\n{0},https://arxiv.org/abs/2501.00001,x\n",
    "## [{0}](https://arxiv.org/abs/2501.00001)\n{0}\n## [T](https://arxiv.org/abs/2501.00002)\n{0}\n",
    "|title|url|\n|-|-|\n|{0}|https://arxiv.org/abs/2501.00001|\n|T|https://arxiv.org/abs/2501.00002|\n",
    "# 【2023-09-10】每日论文速览\n## {0}\n1. **主要工作**\n{0}\n3. **核心关键词**\n{0}\n",
)
"""Files of the newer formats with a place for any text."""
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
NAMES = st.sampled_from(
    ["", "2025/0728-0801.md", "0728-0801.md", "2025-12-31.json", "\udc80/2025", "a" * 999]
)


def texts_of(digest: Digest) -> Iterator[str]:
    """Every text that a digest holds."""
    for record in (*digest.entries, *digest.rejected):
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                yield from (one,) if isinstance(one, str) else ()
                yield from (one.heading, one.markdown) if hasattr(one, "markdown") else ()


def check(content: bytes, name: str) -> None:
    try:
        digest = read(content, name)
    except DigestError:
        return
    lines = content.count(b"\n") + content.count(b"\r") + 1
    keys = [entry.arxiv_id or entry.title or entry.title_zh for entry in digest.entries]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert all(1 <= one.line <= lines for one in (*digest.entries, *digest.rejected))
    assert [one.line for one in digest.rejected] == sorted(one.line for one in digest.rejected)
    for text in texts_of(digest):
        assert "\0" not in text
        assert text.encode() is not None
    (claiming,) = (report for report in explain(content, name) if report.claims)
    assert claiming.digest == digest


@given(content=st.binary(max_size=400), name=NAMES)
@example(content=b"[", name="")
@example(content=b"\xff\xfe\x00", name="")
@example(content=b"\xef\xbb\xbf# ", name="0728-0801.md")
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_digest_or_our_error(content: bytes, name: str) -> None:
    """No other exception, whatever the bytes."""
    check(content, name)


@given(text=TEXTS, name=NAMES)
@settings(max_examples=400, deadline=None)
def test_any_shuffled_digest_gives_a_digest_or_our_error(text: str, name: str) -> None:
    """The pieces of digests in any order are read without a repeated paper, a wrong line or an unstorable text."""
    check(text.encode("utf-8", "replace"), name)


@given(shape=st.sampled_from(WHOLE), text=TEXTS, escaped=st.booleans())
@example(shape=WHOLE[0], text='"\\u0000"', escaped=False)
@example(shape=WHOLE[2], text="]]>", escaped=False)
@settings(max_examples=400, deadline=None)
def test_any_text_in_a_whole_file_gives_a_digest_or_our_error(shape: str, text: str, escaped: bool) -> None:
    """Wherever a text of others stands, it is taken as text or refused."""
    check(shape.format(html.escape(text) if escaped else text).encode("utf-8", "replace"), "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030", "utf-16-le"])
@given(text=TEXTS)
@settings(max_examples=40, deadline=None)
def test_any_encoding_gives_a_digest_or_our_error(encoding: str, text: str) -> None:
    """An encoding that is not read fails with our error alone."""
    content = text.encode("utf-8", "replace").decode().encode(encoding, "replace")
    with suppress(DigestError):
        read(content)
