"""Which format reads a file, and what is said where none does."""

import re

import pytest
from digest_samples import SAMPLES, sample

from bot.digests.formats import LIMIT_BYTES, DigestError, explain, read
from storage.records import DigestFormat

FORMATS = {
    "api-2024.json": DigestFormat.API,
    "api-2026.json": DigestFormat.API,
    "report.md": DigestFormat.REPORT,
    "report-drifted.md": DigestFormat.REPORT,
    "summary.md": DigestFormat.SUMMARY,
    "summary-english.md": DigestFormat.SUMMARY,
    "summary-empty.md": DigestFormat.SUMMARY,
    "daily.md": DigestFormat.DAILY,
    "markdown-headings.md": DigestFormat.MARKDOWN,
    "markdown-list.md": DigestFormat.MARKDOWN,
    "markdown-report.md": DigestFormat.MARKDOWN,
    "markdown-table.md": DigestFormat.MARKDOWN,
    "feed-arxiv.xml": DigestFormat.FEED,
    "feed-atom.xml": DigestFormat.FEED,
    "feed.json": DigestFormat.FEED,
    "arxiv.xml": DigestFormat.ARXIV,
    "table.tsv": DigestFormat.CSV,
    "table.jsonl": DigestFormat.JSON,
    "table-gb18030.csv": DigestFormat.CSV,
    "weekly-drifted.md": DigestFormat.WEEKLY,
    "weekly/2024/0506-0510.md": DigestFormat.WEEKLY,
    "weekly/2025/1229-0102.md": DigestFormat.WEEKLY,
}


def test_every_sample_is_listed() -> None:
    """A new sample says here which format reads it."""
    found = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.*") if path.is_file()}
    assert found == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_exactly_one_format_claims_each_sample(name: str) -> None:
    """The format that claims a file is the one that reads it, and what it reads is what is explained."""
    reports = explain((SAMPLES / name).read_bytes(), name)
    (claiming,) = (report for report in reports if report.claims)
    assert claiming.format == FORMATS[name]
    assert claiming.digest == sample(name)
    assert {report.format for report in reports} == set(DigestFormat)
    assert all(report.why and (report.digest is None) for report in reports if not report.claims)


def test_where_two_formats_fit_the_first_reads_and_the_other_says_so() -> None:
    """A heading that is a link fits a weekly digest too; the title of the summary decides."""
    content = "# Papers for 2025-12-31\n## [题](https://arxiv.org/abs/2501.00001)\n"
    reports = {report.format: report for report in explain(content.encode())}
    assert reports[DigestFormat.SUMMARY].claims
    assert (
        reports[DigestFormat.WEEKLY].why
        == "headings with a link to their paper: 1; but summary is asked first"
    )


LINKED = "https://arxiv.org/abs/2501.0000"


@pytest.mark.parametrize(
    "text",
    [
        (
            f"# 每日论文速览 2026-07-02\n\n- 共 2 篇\n\n## One Title\n\n- **arXiv:** {LINKED}1\n\n### 方法\n\n甲。\n\n"
            f"## Two Title\n\n- **arXiv:** {LINKED}2\n\n### 方法\n\n乙。\n"
        ),
        (
            f"# papers\n\n### One Title\n\n[arXiv]({LINKED}1)\n\n**Authors:** A\n\n**Summary:** Text.\n\n"
            f"### Two Title\n\n[arXiv]({LINKED}2)\n\n**Summary:** Text.\n"
        ),
        (
            f"# 简报 2026-10-03\n\n## 完整\n\n### One Title\n{LINKED}1\n\n**背景：** 甲。\n**方法：** 乙。\n\n"
            f"## 其余\n\n- [Two Title]({LINKED}2)\n\n## 备注\n\n- 只有文字。\n"
        ),
    ],
)
def test_what_only_resembles_an_older_format_is_left_to_the_generic_one(text: str) -> None:
    """A title of a daily digest without its parts, a summary below other lines, labels below a link."""
    digest = read(text.encode(), "x.md")
    assert digest.format is DigestFormat.MARKDOWN
    assert [(one.arxiv_id, one.title) for one in digest.entries] == [
        ("2501.00001", "One Title"),
        ("2501.00002", "Two Title"),
    ]


@pytest.mark.parametrize(
    ("content", "one", "why"),
    [
        (
            "title,authors,year\nA,B,2017\n",
            DigestFormat.CSV,
            "columns of papers (authors, title), but none with a link, an arXiv id or a DOI",
        ),
        ("url,date\nx,y\n", DigestFormat.CSV, "columns of papers (published_on, url), but none with a title"),
        (
            f"# Notes\n\n- [One]({LINKED}1)\n",
            DigestFormat.MARKDOWN,
            "headings and list items that link to a paper: 1; rows of tables: 0; a digest has 2, or tells of one",
        ),
        (
            f"# Notes\n\nSee {LINKED}1.\n",
            DigestFormat.MARKDOWN,
            "no headings, lists or tables of papers; papers that its text mentions: 1",
        ),
        (
            "# 每日论文速览 2026-01-01\n\n## One\n\ntext\n",
            DigestFormat.DAILY,
            "titled as such a day, but headings without its parts below: 1",
        ),
    ],
)
def test_what_is_nearly_a_digest_is_told_what_it_lacks(content: str, one: DigestFormat, why: str) -> None:
    """Whoever wonders why a file is refused reads what would make it one."""
    assert {report.format: report.why for report in explain(content.encode())}[one] == why


def test_a_damaged_file_is_claimed_and_explained() -> None:
    """The format that would read a file says what hinders it."""
    (claiming,) = (report for report in explain(b'[{"paper": {') if report.claims)
    assert (claiming.format, claiming.digest) == (DigestFormat.API, None)
    assert "damaged JSON" in claiming.why


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file; only a weekly digest named after its week"),
        (b"\xef\xbb\xbf \n", "empty file; only a weekly digest named after its week"),
        (
            b"Dear all,\n",
            "format (arxiv, feed, json, api, report, summary, daily, weekly, csv, markdown): begins with 'Dear all,'; `chenbao",
        ),
        (b"\n<!DOCTYPE html>\n<html>", "a web page, not a digest: begins with '<!DOCTYPE html>'"),
        (
            b"<!-- gate --><html><head><title>Log in</title></head><body>- [a](https://arxiv.org/abs/2501.00001)",
            "a web page, not a digest: titled 'Log in'; check the address it came from, and whether a login stands",
        ),
        (b'<?xml version="1.0"?>\n<sitemap/>', "XML, but no feed: begins with '<?xml version"),
        (b"PK\x03\x04rest", "binary: a ZIP archive"),
        ("# 本周随笔\n\n1. 一篇论文\n".encode(), "no known digest format"),
        (b"# Notes\n\nSee [one](https://arxiv.org/abs/2501.00001) paper.\n", "no known digest format"),
    ],
)
def test_files_of_no_format_are_refused_with_their_beginning(content: bytes, said: str) -> None:
    """The message shows what was found and where to look."""
    with pytest.raises(DigestError, match=re.escape(said)):
        read(content)


def test_a_large_file_is_refused_before_it_is_looked_at() -> None:
    """The size alone decides, with both numbers in the message."""
    with pytest.raises(DigestError, match=re.escape("file of 50.0 MB is over the limit of 20 MB")):
        read(bytes(50 * 1024 * 1024))
    with pytest.raises(DigestError, match="over the limit"):
        explain(bytes(LIMIT_BYTES + 1))
    with pytest.raises(DigestError, match="600,001 lines are over the limit of 500,000"):
        read(b"\n" * 600_000)
    with pytest.raises(DigestError, match="over the limit of 1 MB"):
        read(bytes(2 * 1024 * 1024), limit_bytes=1024 * 1024)
