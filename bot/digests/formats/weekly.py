"""
The weekly translation: an English title, a link that carries the Chinese title, a Chinese abstract.

A paper begins at a heading that a link to the paper follows. Titles and abstracts are told apart by
their script: a title with Chinese characters is the Chinese one, wherever it stands. There is no
date in the text; the week in the file's name gives its last day, the day on which it is news.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.digests.formats.dates import date_in_name, is_week_name, week_end_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import (
    Heading,
    folded,
    has_han,
    heading_in,
    is_rule,
    leading_link,
    plain,
)
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.WEEKLY

_NUMBER = re.compile(r"\d{1,3}(?:[.．)）]\s+|、\s*)")
_FOOTER = re.compile(r"\W{0,4}(?:数据来源|资料来源|信息来源|来源|数据源|source)\W{0,4}[:：]", re.IGNORECASE)
_LONGEST_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a paper begins: its heading, the texts and the link below it, and the first line of its body."""

    index: int
    heading: Heading
    texts: tuple[str, ...]
    url: str
    body: int
    rest: str = ""


def claim(document: Document) -> Claim:
    """A file with a heading that a link to a paper follows, or an empty one named after a week."""
    linked = sum(is_paper_link(start.url) for start in _linked_starts(document.lines))
    if linked:
        return Claim(True, f"headings with a link to their paper: {linked}")
    if is_week_name(document.name):
        return Claim(True, "named after a week")
    return Claim(False, "no heading is followed by a link to a paper, and the name is not that of a week")


def parse(document: Document) -> Digest:
    """Read the papers of a week; the digest's day is the last of the week in the name."""
    lines = document.lines
    starts = _starts(lines)
    entries: list[Entry] = []
    rejected = list(_unread(lines[: starts[0].index if starts else len(lines)]))
    for start, (_, end) in zip(starts, spans([start.index for start in starts], len(lines)), strict=True):
        body = lines[start.body : end]
        if entry := _entry(lines[start.index].number, start, body):
            entries.append(entry)
        elif start.heading.level in {later.heading.level for later in starts if later.url}:
            reason = "a heading without a link or text below it is no paper"
            rejected.append(RejectedEntry(lines[start.index].number, reason, excerpt(start.heading.text)))
    digest_on = week_end_in_name(document.name) or date_in_name(document.name)
    return Digest(FORMAT, digest_on, tuple(entries), tuple(rejected))


def _starts(lines: tuple[Line, ...]) -> list[_Start]:
    """
    Every heading that begins a paper or ends one, in order.

    A heading without a link counts if it is no deeper than the papers' own headings; a deeper one
    belongs to an abstract.
    """
    linked = {start.index: start for start in _linked_starts(lines)}
    deepest = max(Counter(start.heading.level for start in linked.values()), default=2)
    starts = []
    for index, line in enumerate(lines):
        if start := linked.get(index):
            starts.append(start)
        elif (heading := heading_in(line.text)) and heading.is_spaced and heading.level <= deepest:
            starts.append(_Start(index, heading, (), "", index + 1))
    return starts


def _linked_starts(lines: tuple[Line, ...]) -> Iterator[_Start]:
    for index, line in enumerate(lines):
        if (heading := heading_in(line.text)) and (start := _linked_start(lines, index, heading)):
            yield start


def _linked_start(lines: tuple[Line, ...], index: int, heading: Heading) -> _Start | None:
    in_heading = leading_link(heading.text)
    texts = (in_heading.text,) if in_heading else ()
    url = in_heading.url if in_heading else ""
    below = _next_written(lines, index + 1)
    if below is None:
        return _Start(index, heading, texts, url, len(lines)) if url else None
    if link := leading_link(lines[below].text):
        if not url or arxiv_id_in(link.url) == arxiv_id_in(url):
            return _Start(index, heading, (*texts, link.text), link.url, below + 1, link.rest)
    elif address := _address_alone(lines[below].text):
        return _Start(index, heading, texts, url or address, below + 1)
    elif (
        not url
        and (after := _next_written(lines, below + 1))
        and (address := _address_alone(lines[after].text))
    ):
        title = folded(lines[below].text.strip())
        if is_paper_link(address) and len(title) <= _LONGEST_TITLE_CHARACTERS:
            return _Start(index, heading, (title,), address, after + 1)
    return _Start(index, heading, texts, url, index + 1) if url else None


def _next_written(lines: tuple[Line, ...], index: int) -> int | None:
    """The next line that is not blank, unless a heading comes first."""
    while index < len(lines) and not lines[index].text.strip():
        index += 1
    return index if index < len(lines) and not heading_in(lines[index].text) else None


def _address_alone(line: str) -> str | None:
    found = links_in(line) if len(line) <= _LONGEST_TITLE_CHARACTERS else []
    alone = len(found) == 1 and len(found[0]) >= len(line.strip(" <>()（）\t　")) and is_paper_link(found[0])
    return found[0] if alone else None


def _entry(number: int, start: _Start, body: tuple[Line, ...]) -> Entry | None:
    text = paragraphs(list(_abstract_lines(start.rest, body)))
    if not start.url and not text:
        return None
    heading = start.texts[0] if leading_link(start.heading.text) else _unnumbered(start.heading.text)
    names = [name for name in (folded(heading), *start.texts) if name]
    english = [name for name in names if not has_han(name)]
    chinese = [name for name in names if has_han(name)]
    links = [*links_in(text), *([] if is_paper_link(start.url) else [start.url])]
    abstract = plain(text)
    return Entry(
        line=number,
        arxiv_id=arxiv_id_in(start.url),
        title=(english or chinese or [""])[0],
        title_zh=chinese[0] if english and chinese else "",
        abstract="" if has_han(abstract) else abstract,
        abstract_zh=abstract if has_han(abstract) else "",
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )


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


def _unread(lines: tuple[Line, ...]) -> Iterator[RejectedEntry]:
    """What stands before the first paper, told once, at its first line."""
    for line in lines:
        text = line.text.strip()
        if text and not is_rule(text) and not _FOOTER.match(text):
            yield RejectedEntry(line.number, "text before the first paper", excerpt(text))
            return
