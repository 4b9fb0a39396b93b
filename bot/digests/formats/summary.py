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
from bot.digests.formats.markdown import folded, heading_in, is_chinese, is_rule, leading_link, unfenced
from bot.digests.formats.summary_labels import parts_of
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.SUMMARY

_TITLE = re.compile(r"papers?\s+for\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,4}\s*[.．、:：)）]\s*")
_UNSIGNED = re.compile(r"\s{0,3}(?:\d{1,4}\s?[.．、:：)）]\s?)?\[")
_BEGINNING = re.compile(
    r"\s{0,8}(?:\*\*)?\s{0,2}(?:summary|摘要|总结)\s{0,2}(?:\*\*)?\s{0,2}[:：]\s?(?:\*\*(?=\s))?",
    re.IGNORECASE,
)
_PAPER_LEVEL = 2
_DEEPEST_LEVEL = 3
_LOOK_AHEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class _Start:
    index: int
    title: str
    url: str


def claim(document: Document) -> Claim:
    """A file titled `Papers for …`, or one with a heading that a line `summary:` follows."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    starts = _starts(document.lines)
    with_summary = [start for start in starts if _has_summary(document.lines, start.index)]
    summaries, at_once = (
        len(with_summary),
        sum(_begins_below(document.lines, one.index) for one in with_summary),
    )
    if 2 * at_once < summaries:
        return Claim(False, f"headings that a line `summary:` follows, but only after others: {summaries}")
    if _is_title(first):
        return Claim(True, f"titled {excerpt(first)!r}; headings with a summary: {summaries}")
    if summaries:
        return Claim(True, f"headings that a line `summary:` follows: {summaries}")
    return Claim(False, "no title `Papers for …` and no heading that a line `summary:` follows")


def parse(document: Document) -> Digest:
    """Read the papers of a day."""
    lines = document.lines
    starts = _starts(lines)
    header = lines[: starts[0].index if starts else len(lines)]
    rejected = [_unread(line, "before the first paper") for line in header if _is_text(line.text)]
    rejected += [
        RejectedEntry(
            line.number, "a second day in one file; its papers count for the first", excerpt(line.text)
        )
        for line in lines[len(header) :]
        if _is_title(line.text)
    ]
    entries: list[Entry] = []
    for start, (_, end) in zip(starts, spans([one.index for one in starts], len(lines)), strict=True):
        between, text = _summary(lines[start.index + 1 : end])
        entries.append(_entry(lines[start.index].number, start, text))
        rejected += [_unread(line, "between a heading and its summary") for line in between]
    dates = (date_in(heading.text) for line in header if (heading := heading_in(line.text)))
    digest_on = next((day for day in dates if day), None) or date_in_name(document.name)
    return Digest(FORMAT, digest_on, tuple(entries), tuple(rejected))


def _starts(lines: tuple[Line, ...]) -> list[_Start]:
    return [start for index in range(len(lines)) if (start := _start(lines, index))]


def _start(lines: tuple[Line, ...], index: int) -> _Start | None:
    line = lines[index].text
    heading = heading_in(line)
    if heading is None:
        return _unsigned_start(lines, index) if _UNSIGNED.match(line) else None
    if heading.level > _DEEPEST_LEVEL or _is_title(line):
        return None
    number = _NUMBER.match(heading.text)
    text = heading.text[number.end() if number else 0 :].lstrip(" .．、")
    if (link := leading_link(text)) and is_paper_link(link.url) and not link.rest:
        return _Start(index, link.text, link.url)
    is_numbered = number is not None and heading.level <= _PAPER_LEVEL
    if not (is_numbered or _has_summary(lines, index)):
        return None
    return _Start(index, link.text, link.url) if link and not link.rest else _Start(index, folded(text), "")


def _unsigned_start(lines: tuple[Line, ...], index: int) -> _Start | None:
    """A heading that has lost its signs: a link to a paper with a summary below."""
    number = _NUMBER.match(lines[index].text)
    link = leading_link(lines[index].text[number.end() if number else 0 :])
    if link is None or link.rest or not is_paper_link(link.url):
        return None
    return _Start(index, link.text, link.url) if _begins_below(lines, index) else None


def _begins_below(lines: tuple[Line, ...], index: int) -> bool:
    """Whether the next written line begins a summary."""
    below = (line.text for line in lines[index + 1 : index + _LOOK_AHEAD_LINES] if line.text.strip())
    return _BEGINNING.match(next(below, "")) is not None


def _has_summary(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line `summary:` stands below a heading, before any other heading."""
    for line in lines[index + 1 : index + 1 + _LOOK_AHEAD_LINES]:
        if _BEGINNING.match(line.text):
            return True
        if heading_in(line.text):
            return False
    return False


def _summary(body: tuple[Line, ...]) -> tuple[list[Line], str]:
    """What stands before the line `summary:`, and the summary; all of it where there is no such line."""
    lines = unfenced([line for line in body if not _is_title(line.text)])
    found = ((index, begins) for index, line in enumerate(lines) if (begins := _BEGINNING.match(line.text)))
    index, begins = next(found, (0, None))
    texts = [line.text for line in lines[index:]]
    if begins:
        texts[0] = texts[0][begins.end() :]
    text = paragraphs([_as_label(line) for line in texts if not is_rule(line)])
    return [line for line in lines[:index] if _is_text(line.text)], text


def _as_label(line: str) -> str:
    """Headings within a summary are labels."""
    heading = heading_in(line)
    return f"**{heading.text.strip(':：')}**：" if heading and heading.is_spaced else line


def _entry(number: int, start: _Start, text: str) -> Entry:
    parts = parts_of(text)
    links = [link for section in parts.sections for link in links_in(section.markdown)]
    return Entry(
        line=number,
        arxiv_id=arxiv_id_in(start.url),
        title="" if is_chinese(start.title) else start.title,
        title_zh=start.title if is_chinese(start.title) else "",
        tldr="" if parts.is_chinese else parts.tldr,
        tldr_zh=parts.tldr if parts.is_chinese else "",
        keywords=() if parts.is_chinese else parts.keywords,
        keywords_zh=parts.keywords if parts.is_chinese else (),
        sections=parts.sections,
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


def _is_title(line: str) -> bool:
    heading = heading_in(line)
    return heading is not None and _TITLE.match(heading.text) is not None


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not is_rule(line) and not heading_in(line)


def _unread(line: Line, place: str) -> RejectedEntry:
    return RejectedEntry(line.number, f"text {place}", excerpt(line.text))
