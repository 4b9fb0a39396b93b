"""
The daily report: papers between rules, each with its link and numbered parts in Chinese.

A paper begins at a heading that its link line follows or that carries the page sign; every other
heading belongs to the paper above it. Lines that describe the report or a paper are read by label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.digests.formats.dates import date_in, date_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import (
    folded,
    has_han,
    heading_in,
    is_chinese,
    is_rule,
    leading_link,
    plain,
    unfenced,
)
from bot.digests.formats.report_parts import AREAS, TLDR, is_part_heading, sections_of
from bot.digests.formats.terms import areas_in
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry, Section

FORMAT = DigestFormat.REPORT

_PAGE_SIGNS = "📄📃📑📝📰🔖"
_PAPER_LEVEL = 2
_TITLE = re.compile(r"daily\s+papers?\s+report|每日论文(?:报告|研读)", re.IGNORECASE)
_LABELLED = re.compile(r"\s{0,3}(?P<bullet>[-*+]\s{1,3})?\*\*([^*:：]{1,40})[:：]?\*\*\s?[:：]?\s?(.*)")
_BARE_LABELLED = re.compile(r"\s{0,3}(?P<bullet>[-*+]\s{1,3})([^*:：]{1,20})[:：]\s?(.*)")
_LINK_LABELS = frozenset(
    {"链接", "论文链接", "原文链接", "论文地址", "地址", "link", "paper link", "url", "paper", "arxiv"}
)
_READ_LABELS = _LINK_LABELS | {"阅读来源", "来源", "source", "read from", "标题", "title"}
_DATE_LABELS = frozenset({"date", "日期", "报告日期"})
_TEXT_HEADING = "摘要"
_LOOK_AHEAD_LINES = 8
_RULE_CHARACTERS = 20


class _Label(NamedTuple):
    """A line such as `- **链接**: …`; the name is in small letters."""

    name: str
    value: str
    is_item: bool


@dataclass(frozen=True, slots=True)
class _Paper:
    """The lines of one paper: its heading, the labelled lines under it, and the rest up to the next rule."""

    heading: str
    line: int
    labelled: list[tuple[Line, _Label]]
    body: list[Line]
    after: list[Line]

    @property
    def is_signed(self) -> bool:
        """Whether the heading carries the sign that only papers have."""
        return self.heading.startswith(tuple(_PAGE_SIGNS))


def claim(document: Document) -> Claim:
    """A file titled as a report, or one with headings that a labelled link to the paper follows."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    heading = heading_in(first)
    starts = _starts(document.lines)
    if heading and _TITLE.search(heading.text):
        return Claim(True, f"titled {excerpt(heading.text)!r}; papers: {len(starts)}")
    linked = sum(_has_link_below(document.lines, start) for start in starts)
    if linked and any(is_part_heading(line.text) for line in document.lines):
        return Claim(True, f"headings that a labelled link follows: {linked}")
    if linked:
        return Claim(False, f"headings that a labelled link follows: {linked}; but no part such as 应用领域")
    return Claim(False, "no report title and no heading that a line such as `- **链接**: …` follows")


def parse(document: Document) -> Digest:
    """Read the papers of a day."""
    lines = document.lines
    starts = _starts(lines)
    digest_on, rejected = _header(lines[: starts[0] if starts else len(lines)])
    entries: list[Entry] = []
    for start, end in spans(starts, len(lines)):
        paper = _paper(lines, start, end)
        before, sections = sections_of(paper.body)
        entry = _entry(paper, sections or _unnamed(before))
        if entry.arxiv_id or sections or paper.is_signed:
            entries.append(entry)
            rejected += _unread(paper, before if sections else [])
        else:
            rejected.append(
                RejectedEntry(paper.line, "heading without a link or a part of a paper", paper.heading)
            )
    return Digest(FORMAT, digest_on or date_in_name(document.name), tuple(entries), tuple(rejected))


def _starts(lines: tuple[Line, ...]) -> list[int]:
    """
    Where papers begin: at headings with the page sign, with a labelled link below, or right after a rule.

    A heading of a part begins none, whatever stands around it.
    """
    starts = []
    is_after_rule = False
    for index, line in enumerate(lines):
        heading = heading_in(line.text)
        if heading and heading.text and not is_part_heading(line.text) and not _TITLE.search(heading.text):
            is_signed = heading.text[0] in _PAGE_SIGNS
            if (
                is_signed
                or (is_after_rule and heading.level == _PAPER_LEVEL)
                or _has_link_below(lines, index)
            ):
                starts.append(index)
        if line.text.strip():
            is_after_rule = _is_paper_rule(line.text)
    return starts


def _has_link_below(lines: tuple[Line, ...], index: int) -> bool:
    """Whether labelled lines follow a heading and one of them links to the paper."""
    for line in lines[index + 1 : index + 1 + _LOOK_AHEAD_LINES]:
        if not line.text.strip():
            continue
        label = _label(line.text)
        if label is None:
            return False
        if label.name in _LINK_LABELS and any(is_paper_link(link) for link in links_in(label.value)):
            return True
    return False


def _label(line: str) -> _Label | None:
    found = _LABELLED.fullmatch(line) or _BARE_LABELLED.fullmatch(line)
    if found is None or is_part_heading(line):
        return None
    return _Label(found[2].strip().casefold(), found[3].strip(), bool(found["bullet"]))


def _header(lines: tuple[Line, ...]) -> tuple[date | None, list[RejectedEntry]]:
    """The date of the report, from its date line before any other, and what else stands before the first paper."""
    dates: list[date] = []
    rejected: list[RejectedEntry] = []
    for line in lines:
        heading, label = heading_in(line.text), _label(line.text)
        text = heading.text if heading else label.value if label else ""
        if day := date_in(text):
            dates.insert(0 if label and label.name in _DATE_LABELS else len(dates), day)
        elif not (heading or label or is_rule(line.text)) and line.text.strip():
            rejected.append(RejectedEntry(line.number, "text before the first paper", excerpt(line.text)))
    return (dates[0] if dates else None), rejected


def _paper(lines: tuple[Line, ...], start: int, end: int) -> _Paper:
    found = heading_in(lines[start].text)
    heading = found.text if found else ""
    labelled: list[tuple[Line, _Label]] = []
    position = start + 1
    while position < end:
        label = _label(lines[position].text)
        is_listed = (
            label is not None and label.is_item and labelled and labelled[-1][0] == lines[position - 1]
        )
        if lines[position].text.strip() and not (label and (label.name in _READ_LABELS or is_listed)):
            break
        if label:
            labelled.append((lines[position], label))
        position += 1
    rule = next((index for index in range(position, end) if _is_paper_rule(lines[index].text)), end)
    return _Paper(
        heading, lines[start].number, labelled, unfenced(lines[position:rule]), list(lines[rule:end])
    )


def _is_paper_rule(line: str) -> bool:
    return is_rule(line) and len(line.strip()) >= _RULE_CHARACTERS


def _entry(paper: _Paper, sections: tuple[Section, ...]) -> Entry:
    heading = paper.heading.lstrip(_PAGE_SIGNS + "\ufe0f ")
    in_title = leading_link(heading)
    title = in_title.text if in_title else folded(heading)
    addresses = [label.value for _, label in paper.labelled if label.name in _LINK_LABELS]
    markdown = {section.heading: section.markdown for section in sections}
    links = links_in("\n".join([*(label.value for _, label in paper.labelled), *markdown.values()]))
    return Entry(
        line=paper.line,
        arxiv_id=arxiv_id_in("\n".join([*addresses, in_title.url if in_title else ""])),
        title="" if is_chinese(title) else title,
        title_zh=title if is_chinese(title) else "",
        areas=areas_in(markdown.get(AREAS, "")),
        tldr_zh=plain(markdown.get(TLDR, "")),
        sections=sections,
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


def _unnamed(lines: list[Line]) -> tuple[Section, ...]:
    """A paper without any part is one section, if there is Chinese text at all."""
    text = paragraphs([line.text for line in lines if not is_rule(line.text)])
    return (Section(_TEXT_HEADING, text),) if has_han(text) else ()


def _unread(paper: _Paper, before: list[Line]) -> Iterator[RejectedEntry]:
    for line, label in paper.labelled:
        if label.name not in _READ_LABELS and not links_in(label.value):
            yield RejectedEntry(line.number, f"unknown label {label.name!r}", excerpt(line.text))
    for place, lines in (("before the first part of", before), ("after the end of", paper.after)):
        for line in lines:
            if line.text.strip() and not is_rule(line.text) and not heading_in(line.text):
                yield RejectedEntry(line.number, f"text {place} a paper", excerpt(line.text))
