"""
The weekly translation: an English title, a link that carries the Chinese title, a Chinese abstract.

A paper begins at a heading with a link below it. Titles and abstracts are told apart by their
script, so a Chinese title is never taken for an English one. There is no date in the text; the week
in the file's name gives its last day, the day on which it is news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.digests.formats.dates import date_in_name, is_week_name, week_end_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.field_names import field_of
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import (
    Heading,
    folded,
    has_han,
    heading_in,
    is_chinese,
    is_rule,
    leading_link,
    plain,
)
from bot.digests.formats.markdown_papers import is_listed_link, label_in
from storage.identifiers import arxiv_id_in, arxiv_month
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.WEEKLY

_NUMBER = re.compile(r"\d{1,3}(?:[.．)）]\s+|、\s*)")
_FOOTER = re.compile(r"\W{0,4}(?:数据来源|资料来源|信息来源|来源|数据源|source)\W{0,4}[:：]", re.IGNORECASE)
_LINK_LABEL = re.compile(
    r"(?:论文|原文|链接|地址|论文链接|论文地址|原文链接|arxiv|paper|link|url)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.|hf\.co/)[!-~]+", re.IGNORECASE)
_LABELS = frozenset({"authors", "published_on", "categories", "organization"})
_BULLETS = ("- ", "* ", "+ ")
_AROUND_TITLES = " \t　[]()（）【】<>:：,，、-—|*_"
_LONGEST_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a paper begins: its heading, the titles and the link below it, and the first line of its body."""

    index: int
    heading: str
    level: int
    body: int
    titles: tuple[str, ...] = ()
    url: str = ""
    rest: str = ""


def claim(document: Document) -> Claim:
    """A file with links to papers below headings, or one named after a week that is empty or has headings."""
    linked = [start for start in _linked_starts(document.lines) if is_paper_link(start.url)]
    labelled = sum(_has_label_below(document.lines, start) for start in linked)
    listed = sum(is_listed_link(line.text) for line in document.lines)
    if linked and not has_han(document.text):
        return Claim(False, f"headings with a link to their paper: {len(linked)}; but nothing in Chinese")
    if 2 * labelled > len(linked):
        return Claim(False, f"headings with a link to their paper, but with labelled lines below: {labelled}")
    if linked and listed > len(linked):
        return Claim(False, f"lists of links to papers, not headings: {listed}")
    if linked:
        return Claim(True, f"headings with a link to their paper: {len(linked)}")
    if not is_week_name(document.name):
        return Claim(False, "no heading is followed by a link to a paper, and the name is not that of a week")
    if document.is_blank:
        return Claim(True, "empty and named after a week")
    papers = len(parse(document).entries)
    return Claim(papers > 0, f"named after a week; headings with text: {papers}")


def parse(document: Document) -> Digest:
    """Read the papers of a week; the digest's day is the last of the week in the name."""
    lines = document.lines
    starts = _starts(lines)
    levels = {start.level for start in starts if start.url}
    entries: list[Entry] = []
    rejected = _unread(lines[: starts[0].index if starts else len(lines)], "text before the first paper")
    for start, (_, end) in zip(starts, spans([start.index for start in starts], len(lines)), strict=True):
        number = lines[start.index].number
        if levels and start.level not in levels:
            rejected += _unread(lines[start.body : end], "text under a heading that is no paper")
        elif entry := _entry(number, start, lines[start.body : end]):
            entries.append(entry)
        else:
            rejected.append(RejectedEntry(number, "heading without a link or text below it", start.heading))
    months = [month for entry in entries if entry.arxiv_id and (month := arxiv_month(entry.arxiv_id))]
    digest_on = week_end_in_name(document.name, max(months, default=None)) or date_in_name(document.name)
    return Digest(FORMAT, digest_on, tuple(entries), tuple(rejected))


def _has_label_below(lines: tuple[Line, ...], start: _Start) -> bool:
    """Whether a paper goes on with a line such as `**作者**: …` or `**背景**：…`, which no translation has."""
    below = _next_written(lines, start.body)
    label = label_in(lines[below].text) if below is not None else None
    return label is not None and (field_of(label[0]) is None or field_of(label[0]) in _LABELS)


def _starts(lines: tuple[Line, ...]) -> list[_Start]:
    """
    Everything that begins a paper or ends one, in order.

    A heading without a link counts if it is no deeper than the papers' own headings; a deeper one
    belongs to an abstract. A link to another paper on a line of its own has lost its heading signs.
    """
    linked = {start.index: start for start in _linked_starts(lines)}
    deepest = max((start.level for start in linked.values()), default=2)
    starts: list[_Start] = []
    for index, line in enumerate(lines):
        heading = heading_in(line.text)
        if start := linked.get(index):
            starts.append(start)
        elif heading and heading.is_spaced and heading.level <= deepest:
            starts.append(_Start(index, heading.text, heading.level, index + 1))
        elif starts and index >= starts[-1].body and (start := _unsigned_start(lines, index, starts[-1])):
            starts.append(start)
    return starts


def _unsigned_start(lines: tuple[Line, ...], index: int, current: _Start) -> _Start | None:
    """The start at a link whose heading has no signs, or no heading at all."""
    line = lines[index].text.strip()
    link = leading_link(line) if line.startswith("[") else None
    if link is None or link.rest or not is_paper_link(link.url) or _LINK_LABEL.fullmatch(link.text):
        return None
    if arxiv_id_in(link.url) in (None, arxiv_id_in(current.url)):
        return None
    above = next(
        (above for above in range(index - 1, current.body - 1, -1) if lines[above].text.strip()), index
    )
    heading = lines[above].text.strip()
    is_title = above < index and len(heading) <= _LONGEST_TITLE_CHARACTERS and not is_chinese(heading)
    start, title = (above, heading) if is_title and not heading.endswith(".") else (index, "")
    return _Start(start, title, current.level, index + 1, (link.text,), link.url)


def _linked_starts(lines: tuple[Line, ...]) -> Iterator[_Start]:
    for index, line in enumerate(lines):
        if (heading := heading_in(line.text)) and (start := _linked_start(lines, index, heading)):
            yield start


def _linked_start(lines: tuple[Line, ...], index: int, heading: Heading) -> _Start | None:
    """A start whose link stands in the heading, on the line below, or below a Chinese title of its own line."""
    below = _next_written(lines, index + 1)
    start = _start_with(heading, lines, index, below)
    if in_heading := leading_link(heading.text):
        own = _Start(index, in_heading.text, heading.level, index + 1, (), in_heading.url, in_heading.rest)
        is_same = start is not None and arxiv_id_in(start.url) == arxiv_id_in(own.url)
        return replace(start, heading=own.heading) if start and is_same else own
    if start or below is None:
        return start
    title = folded(lines[below].text.strip(_AROUND_TITLES))
    if not has_han(title) or title.endswith("。") or len(title) > _LONGEST_TITLE_CHARACTERS:
        return None
    start = _start_with(heading, lines, index, _next_written(lines, below + 1))
    is_paper = start is not None and is_paper_link(start.url) and not start.titles
    return replace(start, titles=(title,)) if start and is_paper else None


def _start_with(heading: Heading, lines: tuple[Line, ...], index: int, below: int | None) -> _Start | None:
    """The start that the line `below` completes: a link with a title in it, or an address with little beside it."""
    if below is None:
        return None
    line = lines[below].text
    if link := leading_link(line):
        if line.lstrip().startswith(_BULLETS) and not has_han(link.text):
            return None
        is_header = is_paper_link(link.url) or not link.rest
        start = _Start(index, heading.text, heading.level, below + 1, (link.text,), link.url, link.rest)
        return start if is_header else None
    if len(line) > _LONGEST_TITLE_CHARACTERS or line.lstrip().startswith(_BULLETS) or _FOOTER.match(line):
        return None
    found = links_in(line)
    if len(found) != 1 or not is_paper_link(found[0]):
        return None
    beside = folded(_ADDRESS.sub(" ", line).strip(_AROUND_TITLES))
    titles = (beside,) if beside and not _LINK_LABEL.fullmatch(beside) else ()
    return _Start(index, heading.text, heading.level, below + 1, titles, found[0])


def _next_written(lines: tuple[Line, ...], index: int) -> int | None:
    """The next line that is not blank, unless a heading comes first."""
    while index < len(lines) and not lines[index].text.strip():
        index += 1
    return index if index < len(lines) and not heading_in(lines[index].text) else None


def _entry(number: int, start: _Start, body: tuple[Line, ...]) -> Entry | None:
    text = paragraphs(list(_abstract_lines(start.rest, body)))
    if not start.url and not text:
        return None
    title, title_zh = _titles(_unnumbered(folded(start.heading)), start.titles)
    links = [*links_in(text), *([] if is_paper_link(start.url) else [start.url])]
    abstract = plain(text)
    return Entry(
        line=number,
        arxiv_id=arxiv_id_in(start.url),
        title=title,
        title_zh=title_zh,
        abstract="" if is_chinese(abstract) else abstract,
        abstract_zh=abstract if is_chinese(abstract) else "",
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


def _titles(heading: str, below: tuple[str, ...]) -> tuple[str, str]:
    """The English and the Chinese title; one that is not there is empty, never a copy of the other."""
    others = [title for title in below if title and title.casefold() != heading.casefold()]
    chinese = next((title for title in others if has_han(title)), "")
    if not is_chinese(heading):
        return heading, chinese
    return next((title for title in others if not has_han(title)), ""), heading


def _abstract_lines(rest: str, body: tuple[Line, ...]) -> Iterator[str]:
    """The lines of an abstract; an indented line begins a paragraph of its own."""
    if rest:
        yield rest
    for line in body:
        text = line.text.strip()
        if is_rule(text) or _FOOTER.match(text):
            continue
        if line.text.startswith(("  ", "　")):
            yield ""
        heading = heading_in(text)
        yield heading.text if heading and heading.is_spaced else text


def _unnumbered(title: str) -> str:
    return _NUMBER.sub("", title, count=1) if _NUMBER.match(title) else title


def _unread(lines: tuple[Line, ...], reason: str) -> list[RejectedEntry]:
    """Text that belongs to no paper, told once, at its first line."""
    texts = (
        line
        for line in lines
        if line.text.strip() and not is_rule(line.text) and not _FOOTER.match(line.text)
    )
    return [RejectedEntry(line.number, reason, excerpt(line.text)) for line in islice(texts, 1)]
