"""Digests that we write in each format are read back as they were."""

import csv
import html
import io
import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.formats import read
from bot.digests.formats.decoding import clean
from bot.digests.formats.markdown import folded
from bot.digests.formats.report_parts import AREAS, PARTS, TLDR
from storage.records import Digest, DigestFormat, Entry, Section

HAN = "智能体模型数据训练图像语言推理"
ARXIV_IDS = st.builds(
    "{:02}{:02}.{:05}".format, st.integers(7, 30), st.integers(1, 12), st.integers(1, 99_999)
)
ENGLISH = st.text("abcXYZ 0123456789:-,.?!'()[]&+/$*", max_size=40).map(
    lambda text: folded("T" + text).rstrip(" *")
)
CHINESE = st.text(HAN + "ABC 012：，、（）()[]-", max_size=20).map(lambda text: folded("题" + text).rstrip())
SENTENCES = st.text(HAN + "ABC 012，（）()“”%.", min_size=1, max_size=40).map(
    lambda text: folded(f"本文{text}完。")
)
TERMS = st.text(HAN + "AB1-", min_size=1, max_size=8).map(lambda text: f"词{text}词")
REPOSITORIES = st.sampled_from(
    [None, "https://github.com/a/b-c", "https://hf.co/a/b", "https://gitlab.com/a/b"]
)
LINES = st.sampled_from(
    ["*   **输入**：问题。", "1.  第一步。", "    *   更深的一项。", "普通的一行。", "", "> 引文", "`code`"]
)
SETTINGS = settings(max_examples=60, deadline=None)


def papers(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some papers with distinct arXiv ids."""
    paper = st.fixed_dictionaries({"arxiv_id": ARXIV_IDS, "title": ENGLISH, **fields})
    return st.lists(paper, min_size=1, max_size=4, unique_by=lambda one: one["arxiv_id"])


def read_back(text: str, name: str = "") -> Digest:
    digest = read(text.encode(), name)
    assert digest.rejected == ()
    return digest


def without_lines(digest: Digest) -> list[dict[str, Any]]:
    fields = [field for field in Entry.__slots__ if field != "line"]
    return [{field: getattr(entry, field) for field in fields} for entry in digest.entries]


def filled(**fields: Any) -> dict[str, Any]:
    """All fields of an entry, with these values."""
    entry = Entry(0, **fields)
    return {field: getattr(entry, field) for field in Entry.__slots__ if field != "line"}


@given(
    week=papers(title_zh=CHINESE, abstract=st.lists(SENTENCES, min_size=1, max_size=3), code=REPOSITORIES),
    level=st.sampled_from(["#", "##", "###"]),
)
@SETTINGS
def test_a_weekly_digest_is_read_back(week: list[dict[str, Any]], level: str) -> None:
    """Titles, paragraphs and code survive."""
    text = ""
    expected = []
    for paper in week:
        code = f"代码：{paper['code']}。" if paper["code"] else ""
        abstract = "\n\n".join([*paper["abstract"], *([code] if code else [])])
        text += f"{level} {paper['title']}\n[{paper['title_zh']}](https://arxiv.org/abs/{paper['arxiv_id']})\n\n{abstract}\n\n"
        names = {"arxiv_id": paper["arxiv_id"], "title": paper["title"], "title_zh": paper["title_zh"]}
        expected.append(filled(**names, abstract_zh=abstract, code_url=paper["code"]))
    digest = read_back(text, "2025/0728-0801.md")
    assert (digest.format, digest.digest_on) == (DigestFormat.WEEKLY, date(2025, 8, 1))
    assert without_lines(digest) == expected


HEADINGS = st.sampled_from(
    [
        "{n}. **{part}**：\n",
        "### {n}. **{part}**\n",
        "### {n}. {part}\n",
        "## {n}. {part}\n",
        "{n}. **{part}**：",
        "**{part}**：\n",
    ]
)


@given(
    day=papers(
        areas=st.lists(TERMS, min_size=1, max_size=3, unique=True),
        tldr=SENTENCES,
        bodies=st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=3, max_size=3),
    ),
    heading=HEADINGS,
)
@SETTINGS
def test_a_daily_report_is_read_back(day: list[dict[str, Any]], heading: str) -> None:
    """Areas, the one sentence and the Markdown of the parts survive under every form of heading."""
    text = "# Hugging Face Daily Papers Report\n**Date**: 2025-12-31\n\n" + "=" * 60 + "\n\n"
    expected = []
    for paper in day:
        texts = [
            "、".join(paper["areas"]) + "。",
            paper["tldr"],
            *("开头。\n接着。\n" + "\n".join(body) for body in paper["bodies"]),
        ]
        text += f"## 📄 {paper['title']}\n\n- **链接**: https://huggingface.co/papers/{paper['arxiv_id']}\n- **阅读来源**: HTML\n\n"
        for number, (part, markdown) in enumerate(zip(PARTS, texts, strict=True), 1):
            text += heading.format(n=number, part=part) + markdown + "\n\n"
        text += "\n" + "=" * 60 + "\n\n"
        sections = tuple(Section(part, tidy(markdown)) for part, markdown in zip(PARTS, texts, strict=True))
        names = {"arxiv_id": paper["arxiv_id"], "title": paper["title"], "areas": tuple(paper["areas"])}
        expected.append(filled(**names, tldr_zh=paper["tldr"], sections=sections))
    digest = read_back(text)
    assert (digest.format, digest.digest_on) == (DigestFormat.REPORT, date(2025, 12, 31))
    assert without_lines(digest) == expected
    assert (PARTS[0], PARTS[1]) == (AREAS, TLDR)


def tidy(markdown: str) -> str:
    """Without blank lines at the end and without more than one in a row."""
    lines: list[str] = []
    for line in markdown.split("\n"):
        if line or lines[-1:] != [""]:
            lines.append(line)
    return "\n".join(lines).strip("\n")


LABELS = st.sampled_from(["**{}**：", "**{}**: ", "**{}：**", " **{}** "])


@given(
    day=papers(
        keywords=st.lists(TERMS, min_size=1, max_size=4, unique=True),
        tldr=SENTENCES,
        results=SENTENCES,
        code=REPOSITORIES,
    ),
    label=LABELS,
    comma=st.sampled_from([", ", "，", "、", "；"]),
)
@SETTINGS
def test_a_daily_summary_is_read_back(day: list[dict[str, Any]], label: str, comma: str) -> None:
    """Keywords, the one sentence and the labelled parts survive under every form of label and comma."""
    text = "# Papers for 2025-12-31\n\n"
    expected = []
    for number, paper in enumerate(day):
        results = paper["results"] + (f"代码：{paper['code']}。" if paper["code"] else "")
        parts = {
            "核心关键词": comma.join(paper["keywords"]),
            "一句话核心摘要": paper["tldr"],
            "主要成果": results,
        }
        line = "  ".join(label.format(name) + part for name, part in parts.items())
        text += (
            f"## {number}.[{paper['title']}](https://arxiv.org/pdf/{paper['arxiv_id']})\nsummary:{line}\n\n"
        )
        sections = (Section("一句话核心摘要", paper["tldr"]), Section("主要成果", results))
        names = {
            "arxiv_id": paper["arxiv_id"],
            "title": paper["title"],
            "keywords_zh": tuple(paper["keywords"]),
        }
        expected.append(filled(**names, tldr_zh=paper["tldr"], sections=sections, code_url=paper["code"]))
    digest = read_back(text)
    assert (digest.format, digest.digest_on) == (DigestFormat.SUMMARY, date(2025, 12, 31))
    assert without_lines(digest) == expected


@given(
    day=papers(
        title=st.text(max_size=30),
        tldr=st.text(max_size=30),
        authors=st.lists(st.text(max_size=10), max_size=3),
        upvotes=st.integers(0, 10_000),
    )
)
@SETTINGS
def test_an_api_answer_is_read_back(day: list[dict[str, Any]]) -> None:
    """Any text that JSON can hold survives, on one line and without what no database takes."""
    items = []
    expected = []
    for paper in day:
        values = {key: paper[key] for key in ("title", "upvotes")} | {
            "id": paper["arxiv_id"],
            "ai_summary": paper["tldr"],
        }
        authors = [{"name": name} for name in paper["authors"]]
        items.append(
            {"paper": values | {"authors": authors, "submittedOnDailyAt": "2025-12-31T01:00:00.000Z"}}
        )
        names = tuple(dict.fromkeys(name for author in paper["authors"] if (name := folded(clean(author)))))
        texts = {"title": folded(clean(paper["title"])), "tldr": folded(clean(paper["tldr"]))}
        expected.append(filled(arxiv_id=paper["arxiv_id"], **texts, authors=names, upvotes=paper["upvotes"]))
    digest = read_back(json.dumps(items))
    assert (digest.format, digest.digest_on) == (DigestFormat.API, date(2025, 12, 31))
    assert without_lines(digest) == expected


NAMES = st.text("abcXYZ é", min_size=1, max_size=12).map(lambda text: folded("N" + text))
AUTHORS = st.lists(NAMES, max_size=3, unique=True)
CATEGORIES = st.lists(
    st.sampled_from(["cs.CL", "cs.AI", "stat.ML", "math.NT", "hep-th"]), max_size=3, unique=True
)
PROSE = st.text("abc XYZ<>&\"'.,0123456789$\\\\^_{}", max_size=60).map(lambda text: folded("We" + text))


@given(
    day=papers(
        title=PROSE,
        abstract=PROSE,
        authors=AUTHORS,
        categories=CATEGORIES,
        published=st.dates(date(2007, 1, 1)),
    )
)
@SETTINGS
def test_an_answer_of_arxiv_is_read_back(day: list[dict[str, Any]]) -> None:
    """Any text that XML can hold survives, on one line."""
    text = "<?xml version='1.0'?><feed><id>http://arxiv.org/api/x</id>\n"
    expected = []
    for paper in day:
        authors = "".join(f"<author><name>{html.escape(name)}</name></author>" for name in paper["authors"])
        categories = "".join(f'<category term="{name}"/>' for name in paper["categories"])
        text += (
            f"<entry><id>http://arxiv.org/abs/{paper['arxiv_id']}v2</id><title>{html.escape(paper['title'])}</title>"
            f"<summary>  {html.escape(paper['abstract'])}\n</summary><published>{paper['published']}T01:02:03Z</published>"
            f"{authors}{categories}</entry>\n"
        )
        fields = {name: paper[name] for name in ("arxiv_id", "title", "abstract")}
        lists = {name: tuple(paper[name]) for name in ("authors", "categories")}
        expected.append(filled(**fields, **lists, published_on=paper["published"], is_withdrawn=False))
    digest = read_back(text + "</feed>")
    assert digest.digest_on == max(paper["published"] for paper in day)
    assert without_lines(digest) == expected


@given(day=papers(abstract=ENGLISH, authors=AUTHORS), is_html=st.booleans())
@SETTINGS
def test_a_feed_is_read_back(day: list[dict[str, Any]], is_html: bool) -> None:
    """Descriptions survive as text and as HTML."""
    text = "<rss><channel><pubDate>Wed, 31 Dec 2025 06:00:00 +0800</pubDate>"
    expected = []
    for paper in day:
        markup = f"<p>{html.escape(paper['abstract'])}</p>" if is_html else paper["abstract"]
        creators = html.escape(", ".join(paper["authors"]))
        text += (
            f"<item><title>{html.escape(paper['title'])}</title><link>https://arxiv.org/abs/{paper['arxiv_id']}</link>"
            f"<description>{html.escape(markup)}</description><dc:creator>{creators}</dc:creator></item>\n"
        )
        fields = {name: paper[name] for name in ("arxiv_id", "title", "abstract")}
        expected.append(filled(**fields, authors=tuple(paper["authors"])))
    digest = read_back(text + "</channel></rss>")
    assert (digest.format, digest.digest_on) == (DigestFormat.FEED, date(2025, 12, 31))
    assert without_lines(digest) == expected


@given(
    day=papers(title_zh=CHINESE, tldr=SENTENCES, authors=AUTHORS, upvotes=st.integers(0, 10_000)),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
@SETTINGS
def test_a_table_is_read_back(day: list[dict[str, Any]], delimiter: str, encoding: str) -> None:
    """Whatever separates the columns and encodes the text, as its header tells."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(["arXiv编号", "标题", "中文标题", "一句话总结", "作者", "点赞"])
    expected = []
    for paper in day:
        names = ", ".join(paper["authors"])
        writer.writerow(
            [paper[name] for name in ("arxiv_id", "title", "title_zh", "tldr")] + [names, paper["upvotes"]]
        )
        fields = {name: paper[name] for name in ("arxiv_id", "title", "title_zh", "upvotes")}
        expected.append(filled(**fields, tldr_zh=paper["tldr"], authors=tuple(paper["authors"])))
    digest = read(written.getvalue().encode(encoding), "2025-12-31.csv")
    assert (digest.format, digest.digest_on, digest.rejected) == (DigestFormat.CSV, date(2025, 12, 31), ())
    assert without_lines(digest) == expected


@given(
    day=papers(
        title=NAMES,
        work=SENTENCES,
        lights=SENTENCES,
        keywords=st.lists(TERMS, min_size=1, max_size=3, unique=True),
    ),
    heading=st.sampled_from(
        ["{n}. **{part}**\n\n", "**{n}. {part}：**\n\n", "### {n}. {part}\n\n", "{n}. **{part}：** "]
    ),
)
@SETTINGS
def test_an_older_daily_is_read_back(day: list[dict[str, Any]], heading: str) -> None:
    """Parts, keywords and pages survive under every form of heading."""
    text = "# 【2023-09-10】Huggingface 每日论文速览\n\n"
    expected = []
    for paper in day:
        keywords = "、".join(f"`{term}`" for term in paper["keywords"])
        parts = {"本文主要工作": paper["work"], "主要亮点": paper["lights"], "核心关键词": keywords}
        text += f"## {paper['title']}\n\n"
        for number, (part, body) in enumerate(parts.items(), 1):
            text += heading.format(n=number, part=part) + body + "\n\n"
        text += f"[到 Huggingface 论文主页查看详情](https://huggingface.co/papers/{paper['arxiv_id']})\n"
        sections = (Section("主要工作", paper["work"]), Section("主要亮点", paper["lights"]))
        first = paper["work"].partition("。")
        expected.append(
            filled(
                arxiv_id=paper["arxiv_id"],
                title=paper["title"],
                keywords_zh=tuple(paper["keywords"]),
                tldr_zh=first[0] + first[1],
                sections=sections,
            )
        )
    digest = read_back(text)
    assert (digest.format, digest.digest_on) == (DigestFormat.DAILY, date(2023, 9, 10))
    assert without_lines(digest) == expected


@given(
    day=papers(title=NAMES, abstract=SENTENCES, authors=AUTHORS, code=REPOSITORIES).filter(
        lambda day: len(day) > 1
    ),
    start=st.sampled_from(["## [{}]({})\n", "### 1. **[{}]({})**\n", "- [{}]({})\n"]),
)
@SETTINGS
def test_any_other_markdown_is_read_back(day: list[dict[str, Any]], start: str) -> None:
    """Labelled lines survive below headings and in lists."""
    text = "# 2025-12-31\n\n"
    indentation = "  " if start.startswith("- ") else ""
    expected = []
    for paper in day:
        lines = [f"- **作者**: {', '.join(paper['authors']) or '无'}", f"- **摘要**: {paper['abstract']}"]
        lines += [f"- **代码**: {paper['code']}"] if paper["code"] else []
        text += start.format(paper["title"], f"https://arxiv.org/abs/{paper['arxiv_id']}")
        text += "".join(f"{indentation}{line}\n" for line in lines) + "\n"
        expected.append(
            filled(
                arxiv_id=paper["arxiv_id"],
                title=paper["title"],
                abstract_zh=paper["abstract"],
                authors=tuple(paper["authors"]),
                code_url=paper["code"],
            )
        )
    digest = read_back(text)
    assert (digest.format, digest.digest_on) == (DigestFormat.MARKDOWN, date(2025, 12, 31))
    assert without_lines(digest) == expected
