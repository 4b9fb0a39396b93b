"""
The daily summary: a numbered heading that is a link, then one long line with labels.

The number, its space and even the link may be missing; what makes a heading a paper is its link or
the line `summary:` below it.
"""

import re
from dataclasses import dataclass

from bot.digests.formats.dates import date_in, date_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import Link, folded, heading_in, is_rule, leading_link
from bot.digests.formats.summary_labels import parts_of
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.SUMMARY

_TITLE = re.compile(r"papers?\s+for\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,4}\s*[.．、:：)）]\s*")
_BEGINNING = re.compile(
    r"\s{0,8}(?:\*\*)?\s{0,2}(?:summary|摘要|总结)\s{0,2}(?:\*\*)?\s{0,2}[:：]\s?(?:\*\*(?=\s))?",
    re.IGNORECASE,
)
_DEEPEST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class _Start:
    index: int
    title: str
    url: str


def claim(document: Document) -> Claim:
    """A file titled `Papers for …`, or one with a heading that a line `summary:` follows."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    heading = heading_in(first)
    starts = _starts(document.lines)
    summaries = sum(_has_summary(document.lines, start.index) for start in starts)
    if heading and _TITLE.match(heading.text):
        return Claim(True, f"titled {excerpt(heading.text)!r}; headings with a summary: {summaries}")
    if summaries:
        return Claim(True, f"headings that a line `summary:` follows: {summaries}")
    return Claim(False, "no title `Papers for …` and no heading that a line `summary:` follows")


def parse(document: Document) -> Digest:
    """Read the papers of a day."""
    lines = document.lines
    starts = _starts(lines)
    header = lines[: starts[0].index if starts else len(lines)]
    headings = [heading.text for line in header if (heading := heading_in(line.text))]
    digest_on = next((day for text in headings if (day := date_in(text))), None)
    rejected = [
        RejectedEntry(line.number, "text before the first paper", excerpt(line.text))
        for line in header
        if line.text.strip() and not is_rule(line.text) and not heading_in(line.text)
    ]
    entries = [
        _entry(lines[start.index].number, start, lines[start.index + 1 : end])
        for start, (_, end) in zip(starts, spans([one.index for one in starts], len(lines)), strict=True)
    ]
    return Digest(FORMAT, digest_on or date_in_name(document.name), tuple(entries), tuple(rejected))


def _starts(lines: tuple[Line, ...]) -> list[_Start]:
    return [start for index in range(len(lines)) if (start := _start(lines, index))]


def _start(lines: tuple[Line, ...], index: int) -> _Start | None:
    heading = heading_in(lines[index].text)
    if heading is None or heading.level > _DEEPEST_LEVEL or _TITLE.match(heading.text):
        return None
    number = _NUMBER.match(heading.text)
    text = heading.text[number.end() :] if number else heading.text
    if (link := leading_link(text)) and _is_paper(link):
        return _Start(index, link.text, link.url)
    return _Start(index, folded(text), "") if _has_summary(lines, index) else None


def _is_paper(link: Link) -> bool:
    return is_paper_link(link.url) and not link.rest


def _has_summary(lines: tuple[Line, ...], index: int) -> bool:
    below = next((line.text for line in lines[index + 1 : index + 4] if line.text.strip()), "")
    return _BEGINNING.match(below) is not None


def _entry(number: int, start: _Start, body: tuple[Line, ...]) -> Entry:
    parts = parts_of(_text(body))
    links = [link for section in parts.sections for link in links_in(section.markdown)]
    return Entry(
        line=number,
        arxiv_id=arxiv_id_in(start.url),
        title=start.title,
        tldr="" if parts.is_chinese else parts.tldr,
        tldr_zh=parts.tldr if parts.is_chinese else "",
        keywords=() if parts.is_chinese else parts.keywords,
        keywords_zh=parts.keywords if parts.is_chinese else (),
        sections=parts.sections,
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


def _text(body: tuple[Line, ...]) -> str:
    """The summary itself; headings within it become bold labels."""
    lines = [_as_label(line.text) for line in body if not is_rule(line.text)]
    text = paragraphs(lines)
    beginning = _BEGINNING.match(text)
    return text[beginning.end() :] if beginning else text


def _as_label(line: str) -> str:
    heading = heading_in(line)
    return f"**{heading.text.strip(':：')}**：" if heading and heading.is_spaced else line
