"""
Any other Markdown that lists papers: headings, list items or table rows that link to arXiv, HF papers or a DOI.

It is asked last, so that no known shape loses a file to it, and claims only what has several papers.
What a paper is decides its own line: a link that a title carries, or one on a line of its own below.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.digests.formats.dates import date_in, date_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, spans
from bot.digests.formats.field_names import field_of
from bot.digests.formats.links import is_paper_link
from bot.digests.formats.markdown import heading_in, is_rule, leading_link
from bot.digests.formats.markdown_lines import folds_in, lines_of, repeated_headings
from bot.digests.formats.markdown_papers import (
    is_link_line,
    is_link_name,
    is_named,
    is_named_in_heading,
    label_in,
    row_of,
)
from bot.digests.formats.markdown_tables import papers_in, tables_of_papers
from bot.digests.formats.rows import entry_of
from storage.identifiers import arxiv_ids_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.MARKDOWN

_FEWEST_PAPERS = 2
_FEWEST_FIELDS = 2
_ITEM = re.compile(
    r"(?P<indent>\s{0,12})(?:[-*+•]\s{1,4}|(?P<bold>\*\*)?\d{1,3}[.)、]\s{0,3}|\[\^\d{1,3}\]:\s)(?P<text>\S.*)"
)
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_FRONT_MATTER = ("---", "+++")
_PICTURES = ("![", "[![")
_DECORATION = " \t　>*_|·"
_ITEM_LEVEL = 8
"""Deeper than any heading."""
_DEEPEST_ITEM = 3  # spaces before an item that no other holds; more are a text's own


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that may begin a paper: a heading or an item, and whether it does."""

    index: int
    level: int
    text: str
    is_paper: bool


def claim(document: Document) -> Claim:
    """A file with at least two papers that its headings, list items or table rows link to, or one that it describes."""
    if _WEB_PAGE.match(document.text):
        return Claim(False, "a web page or XML, no Markdown")
    lines = lines_of(document)
    papers = sum(start.is_paper for start in _starts(_outside_tables(lines), folds_in(document)))
    rows = sum(isinstance(each, Entry) for table in tables_of_papers(lines) for each in papers_in(table))
    if papers + rows:
        seen = f"headings and list items that link to a paper: {papers}; rows of tables: {rows}"
        is_made = papers + rows >= _FEWEST_PAPERS or _is_described(parse(document))
        return Claim(is_made, seen if is_made else f"{seen}; a digest has {_FEWEST_PAPERS}, or tells of one")
    mentioned = len(arxiv_ids_in(document.text))
    seen = "no headings, lists or tables of papers"
    return Claim(False, f"{seen}; papers that its text mentions: {mentioned}" if mentioned else seen)


def _is_described(digest: Digest) -> bool:
    """Whether a lone paper is no mere mention: its authors, text or day are told."""
    told = [
        getattr(entry, name)
        for entry in digest.entries
        for name in ("authors", "abstract", "abstract_zh", "categories", "published_on")
    ]
    return sum(bool(each) for each in told) >= _FEWEST_FIELDS


def parse(document: Document) -> Digest:
    """Read the papers; the day is that of the first heading or header line with a date, else of the name."""
    everything = lines_of(document)
    lines = _outside_tables(everything)
    starts = list(_starts(lines, folds_in(document)))
    parts = repeated_headings(lines)
    entries: list[Entry] = []
    rejected = _unread_header(lines[: starts[0].index if starts else len(lines)])
    for start, (_, end) in zip(starts, spans([each.index for each in starts], len(lines)), strict=True):
        number = lines[start.index].number
        entry = (
            entry_of(number, row_of(start.text, lines[start.index + 1 : end], parts))
            if start.is_paper
            else None
        )
        if entry:
            entries.append(entry)
        else:
            rejected += _unread(start, lines[start.index : end], is_header=not entries)
    for row in (row for table in tables_of_papers(everything) for row in papers_in(table)):
        if isinstance(row, Entry):
            entries.append(row)
        else:
            rejected.append(row)
    entries.sort(key=lambda entry: entry.line)
    header = everything[: entries[0].line - 1 if entries else len(everything)]
    return Digest(FORMAT, _day_in(header) or date_in_name(document.name), tuple(entries), tuple(rejected))


def _outside_tables(lines: list[Line]) -> list[Line]:
    """The lines without the tables of papers; any other table is part of a text."""
    rows = {line.number for table in tables_of_papers(lines) for line in table}
    return [line for line in lines if line.number not in rows]


def _starts(lines: list[Line], folds: dict[int, int]) -> Iterator[_Start]:
    """
    Papers, and what ends one: headings no deeper than the papers' own, and items that lead elsewhere.

    What a paper folds away belongs to it, whatever headings it has of its own; so do lists further in.
    """
    parts = repeated_headings(lines)
    inside = began = indent = 0
    is_code = False
    for index, line in enumerate(lines):
        is_code ^= line.text.lstrip().startswith("```")
        if is_code or not line.text.strip():
            continue
        if heading := heading_in(line.text):
            if (
                field_of(heading.text)
                or not heading.text
                or (heading.text in parts and heading.level > inside > 0)
            ):
                continue
            is_folded = bool(inside) and folds.get(line.number, 0) > began
            is_paper = is_named_in_heading(heading.text) or (
                not is_folded and _has_link_below(lines, index, parts)
            )
            if is_folded and not is_paper:
                continue
            if is_paper or not inside or heading.level <= inside:
                inside, began = (heading.level, line.number) if is_paper else (0, 0)
                yield _Start(index, heading.level, heading.text, is_paper)
        elif (item := _ITEM.fullmatch(line.text)) and (not inside or inside == _ITEM_LEVEL):
            depth = _width(item["indent"])
            if depth > (indent if inside else _DEEPEST_ITEM):
                continue
            start = _item_start(lines, index, (item["bold"] or "") + item["text"], parts)
            if start:
                inside, began, indent = (
                    (_ITEM_LEVEL, line.number, depth) if start.is_paper else (inside, began, indent)
                )
                yield start


def _item_start(lines: list[Line], index: int, text: str, parts: frozenset[str]) -> _Start | None:
    if (label_in(lines[index].text) and not text.startswith("**[")) or is_link_line(lines[index].text):
        return None
    if is_named(text) or _has_link_below(lines, index, parts):
        return _Start(index, _ITEM_LEVEL, text, is_paper=True)
    link = leading_link(text)
    leads_elsewhere = link is not None and not is_link_name(link.text) and not is_paper_link(link.url)
    return _Start(index, _ITEM_LEVEL, text, is_paper=False) if leads_elsewhere else None


def _has_link_below(lines: list[Line], index: int, parts: frozenset[str]) -> bool:
    """
    Whether a line that only leads to a paper comes before any other heading or titled item.

    Below an item it stands further in than the item; below a heading it is not an item's own.
    """
    own = heading_in(lines[index].text)
    depth = 0 if own else _width(lines[index].text)
    others = sys.maxsize
    for below in range(index + 1, len(lines)):
        line = lines[below]
        heading = heading_in(line.text)
        if heading and not field_of(heading.text):
            if own and heading.text in parts and heading.level > own.level:
                continue
            return False
        if is_link_line(line.text):
            return _width(line.text) <= others if own else _width(line.text) > depth
        if (item := _ITEM.fullmatch(line.text)) and not label_in(line.text):
            is_further_in = own is not None or _width(line.text) > depth
            if is_named(item["text"]) or not is_further_in:
                return False
            others = min(others, _width(line.text))
    return False


def _width(text: str) -> int:
    """How far a line is indented."""
    text = text.expandtabs(4)
    return len(text) - len(text.lstrip(" "))


def _day_in(header: list[Line]) -> date | None:
    """The day of a file: in its headings before other lines."""
    headings = [line.text for line in header if heading_in(line.text)]
    dates = (date_in(text) for text in (*headings, *(line.text for line in header)))
    return next((day for day in dates if day), None)


def _unread(start: _Start, lines: list[Line], *, is_header: bool) -> list[RejectedEntry]:
    """An item that leads elsewhere, or the text below a heading that is no paper, told once."""
    if start.level == _ITEM_LEVEL:
        reason = "neither an id nor a title" if start.is_paper else "a list item that links to no paper"
        return [RejectedEntry(lines[0].number, reason, excerpt(start.text))]
    return _first_text(lines[1:], "text under a heading that is no paper", is_header=is_header)


def _unread_header(lines: list[Line]) -> list[RejectedEntry]:
    """Text before the first heading or item, but for the front matter of a site."""
    if lines and (mark := lines[0].text.rstrip()) in _FRONT_MATTER:
        end = next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() == mark), 0)
        lines = lines[end + 1 :] if end else lines
    return _first_text(lines, "text before the first paper", is_header=True)


def _first_text(lines: list[Line], reason: str, *, is_header: bool) -> list[RejectedEntry]:
    """The first line that is more than a picture, a table of contents or, in a header, a remark in quotation signs."""
    passed_over = (*_PICTURES, ">") if is_header else _PICTURES
    texts = (
        line
        for line in lines
        if line.text.strip(_DECORATION)
        and not (is_rule(line.text) or heading_in(line.text) or line.text.lstrip().startswith(passed_over))
        and "](#" not in line.text
    )
    first = next(texts, None)
    return [RejectedEntry(first.number, reason, excerpt(first.text))] if first else []
