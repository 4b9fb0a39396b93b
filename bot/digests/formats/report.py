"""
The daily report: papers between rules, each with its link and numbered parts in Chinese.

A paper begins at a heading that its link line follows or that carries the page sign; every other
heading belongs to the paper above it. Lines that describe the report or a paper are read by label.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.digests.formats.dates import date_in, date_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.links import code_url_in, links_in, project_url_in
from bot.digests.formats.markdown import (
    folded,
    has_han,
    heading_in,
    is_rule,
    leading_link,
    plain,
)
from bot.digests.formats.report_parts import AREAS, TLDR, sections_of
from bot.digests.formats.terms import areas_in, terms_in
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry, Section

FORMAT = DigestFormat.REPORT

_PAGE_SIGNS = "📄📃📑📝📰🔖"
_TITLE = re.compile(r"daily\s+papers?\s+report|每日论文(?:报告|研读)", re.IGNORECASE)
_LABELLED = re.compile(r"\s{0,3}(?:[-*+]\s{1,3})?\*\*([^*:：]{1,40})[:：]?\*\*\s?[:：]?\s?(.*)")
_BARE_LABELLED = re.compile(r"\s{0,3}[-*+]\s{1,3}([^*:：]{1,20})[:：]\s?(.*)")
_LINK_LABELS = frozenset(
    {"链接", "论文链接", "原文链接", "论文地址", "地址", "link", "url", "paper", "arxiv", "paper link"}
)
_DATE_LABELS = frozenset({"date", "日期", "时间", "报告日期"})
_AUTHOR_LABELS = frozenset({"作者", "authors", "author"})
_ORGANIZATION_LABELS = frozenset({"机构", "单位", "organization", "affiliation"})
_CODE_LABELS = frozenset(
    {"代码", "代码链接", "开源地址", "code", "github", "项目主页", "项目地址", "project"}
)
_SILENT_LABELS = frozenset({"阅读来源", "来源", "source", "read from", "标题", "title"})
_TEXT_HEADING = "摘要"
_LOOK_AHEAD_LINES = 8
_RULE_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class _Paper:
    """The lines of one paper: its heading, the labelled lines under it, and the rest."""

    line: int
    title: str
    labelled: list[tuple[Line, str, str]]
    body: list[Line]


def claim(document: Document) -> Claim:
    """A file titled as a report, or one with headings that a labelled link to the paper follows."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    heading = heading_in(first)
    papers = sum(_is_labelled_paper(document.lines, index) for index in _heading_indices(document.lines))
    if heading and _TITLE.search(heading.text):
        return Claim(True, f"titled {excerpt(heading.text)!r}; papers with a link line: {papers}")
    if papers:
        return Claim(True, f"headings that a labelled link follows: {papers}")
    return Claim(False, "no report title and no heading that a line such as `- **链接**: …` follows")


def parse(document: Document) -> Digest:
    """Read the papers of a day."""
    lines = document.lines
    starts = [index for index in _heading_indices(lines) if _is_paper(lines, index)]
    header = lines[: starts[0] if starts else len(lines)]
    digest_on, rejected = _header(header)
    entries: list[Entry] = []
    for start, end in spans(starts, len(lines)):
        paper, trailing = _paper(lines, start, end)
        entry, unread = _entry(paper)
        entries.append(entry)
        rejected += [*unread, *trailing]
    return Digest(FORMAT, digest_on or date_in_name(document.name), tuple(entries), tuple(rejected))


def _heading_indices(lines: tuple[Line, ...]) -> list[int]:
    return [index for index, line in enumerate(lines) if heading_in(line.text)]


def _is_paper(lines: tuple[Line, ...], index: int) -> bool:
    heading = heading_in(lines[index].text)
    if heading and heading.text[:1] in _PAGE_SIGNS and heading.text:
        return True
    return _is_labelled_paper(lines, index)


def _is_labelled_paper(lines: tuple[Line, ...], index: int) -> bool:
    """Whether labelled lines follow a heading and one of them is the paper's link."""
    for line in lines[index + 1 : index + 1 + _LOOK_AHEAD_LINES]:
        if not line.text.strip():
            continue
        label = _label(line.text)
        if label is None:
            return False
        if label[0] in _LINK_LABELS:
            return True
    return False


def _label(line: str) -> tuple[str, str] | None:
    """The label of a line such as `- **链接**: …` in small letters, and what it says."""
    found = _LABELLED.fullmatch(line) or _BARE_LABELLED.fullmatch(line)
    return (found[1].strip().casefold(), found[2].strip()) if found else None


def _header(lines: tuple[Line, ...]) -> tuple[date | None, list[RejectedEntry]]:
    digest_on: date | None = None
    rejected: list[RejectedEntry] = []
    for line in lines:
        heading, label = heading_in(line.text), _label(line.text)
        if heading:
            digest_on = digest_on or date_in(heading.text)
        elif label:
            digest_on = digest_on or date_in(label[1])
        elif line.text.strip() and not is_rule(line.text):
            rejected.append(RejectedEntry(line.number, "text before the first paper", excerpt(line.text)))
    return digest_on, rejected


def _paper(lines: tuple[Line, ...], start: int, end: int) -> tuple[_Paper, list[RejectedEntry]]:
    heading = heading_in(lines[start].text)
    assert heading is not None
    labelled: list[tuple[Line, str, str]] = []
    position = start + 1
    while position < end:
        label = _label(lines[position].text)
        if lines[position].text.strip() and (label is None or not _is_known(label[0], labelled)):
            break
        if label:
            labelled.append((lines[position], *label))
        position += 1
    rule = next((index for index in range(position, end) if _is_paper_rule(lines[index].text)), end)
    trailing = [line for line in lines[rule:end] if line.text.strip() and not is_rule(line.text)]
    rejected = [
        RejectedEntry(line.number, "text after the end of a paper", excerpt(line.text)) for line in trailing
    ]
    title = heading.text.lstrip(_PAGE_SIGNS + "\ufe0f ")
    return _Paper(lines[start].number, title, labelled, list(lines[position:rule])), rejected


def _is_known(label: str, labelled: list[tuple[Line, str, str]]) -> bool:
    """Labels of our table always count; others only directly below one of these."""
    return bool(labelled) or label in (_LINK_LABELS | _SILENT_LABELS | _AUTHOR_LABELS | _ORGANIZATION_LABELS)


def _is_paper_rule(line: str) -> bool:
    return is_rule(line) and len(line.strip()) >= _RULE_CHARACTERS


def _entry(paper: _Paper) -> tuple[Entry, list[RejectedEntry]]:
    before, sections = sections_of(paper.body)
    rejected = [
        RejectedEntry(line.number, "text before the first part", excerpt(line.text))
        for line in before
        if sections and line.text.strip() and not heading_in(line.text) and not is_rule(line.text)
    ]
    if not sections:
        sections = _unnamed(before)
    values = {label: value for _, label, value in paper.labelled}
    rejected += _unknown_labels(paper)
    markdown = {section.heading: section.markdown for section in sections}
    named_links = links_in(" ".join(_values(values, _CODE_LABELS)))
    links = named_links + [link for section in sections for link in links_in(section.markdown)]
    in_title = leading_link(paper.title)
    link_texts = [*_values(values, _LINK_LABELS), in_title.url if in_title else ""]
    entry = Entry(
        line=paper.line,
        arxiv_id=next((found for text in link_texts if (found := arxiv_id_in(text))), None),
        title=in_title.text if in_title else folded(paper.title),
        areas=areas_in(markdown.get(AREAS, "")),
        tldr_zh=plain(markdown.get(TLDR, "")),
        sections=sections,
        authors=terms_in(", ".join(_values(values, _AUTHOR_LABELS))),
        organization=", ".join(_values(values, _ORGANIZATION_LABELS)),
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )
    return entry, rejected


def _unnamed(lines: list[Line]) -> tuple[Section, ...]:
    text = paragraphs([line.text for line in lines if not is_rule(line.text)])
    return (Section(_TEXT_HEADING, text),) if has_han(text) else ()


def _values(values: dict[str, str], labels: frozenset[str]) -> list[str]:
    return [value for label, value in values.items() if label in labels and value]


def _unknown_labels(paper: _Paper) -> list[RejectedEntry]:
    known = (
        _LINK_LABELS | _SILENT_LABELS | _AUTHOR_LABELS | _ORGANIZATION_LABELS | _CODE_LABELS | _DATE_LABELS
    )
    return [
        RejectedEntry(line.number, f"unknown label {label!r}", excerpt(line.text))
        for line, label, _ in paper.labelled
        if label not in known
    ]
