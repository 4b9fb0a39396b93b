"""
The weekly translation: an English title, a link that carries the Chinese title, a Chinese abstract.

A paper begins at a heading with a link below it. Titles and abstracts are told apart by their
script, so a Chinese title is never taken for an English one. There is no date in the text; the week
in the file's name gives its last day, the day on which it is news.
"""

import re
from collections.abc import Iterator
from itertools import islice

from bot.digests.formats.dates import date_in_name, is_week_name, week_end_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, paragraphs, spans
from bot.digests.formats.field_names import field_of
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import (
    folded,
    has_han,
    heading_in,
    is_chinese,
    is_rule,
    plain,
)
from bot.digests.formats.markdown_bylines import is_emphasised
from bot.digests.formats.markdown_papers import is_listed_link, label_in
from bot.digests.formats.weekly_starts import FOOTER, Start, linked_starts, next_written, starts_of
from storage.identifiers import arxiv_id_in, arxiv_month
from storage.records import Digest, DigestFormat, Entry, RejectedEntry

FORMAT = DigestFormat.WEEKLY

_NUMBER = re.compile(r"\d{1,3}(?:[.．)）]\s+|、\s*)")
_LABELS = frozenset({"authors", "published_on", "categories", "organization"})


def claim(document: Document) -> Claim:
    """A file with links to papers below headings, or one named after a week that is empty or has headings."""
    linked = [start for start in linked_starts(document.lines) if is_paper_link(start.url)]
    labelled = sum(_has_label_below(document.lines, start) for start in linked)
    listed = sum(is_listed_link(line.text) for line in document.lines)
    if linked and not has_han(document.text):
        return Claim(False, f"headings with a link to their paper: {len(linked)}; but nothing in Chinese")
    in_chinese = sum(has_han(" ".join([start.heading, *start.titles])) for start in linked)
    if 3 * in_chinese < len(linked):
        return Claim(
            False, f"headings with a link to their paper: {len(linked)}; but Chinese titles: {in_chinese}"
        )
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
    starts = starts_of(lines)
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


def _has_label_below(lines: tuple[Line, ...], start: Start) -> bool:
    """Whether a paper goes on with a label such as `**作者**: …` or a line in italics, which no translation does."""
    below = next_written(lines, start.body)
    text = lines[below].text if below is not None else ""
    label = label_in(text)
    return is_emphasised(text) or (label is not None and field_of(label[0]) in _LABELS | {None})


def _entry(number: int, start: Start, body: tuple[Line, ...]) -> Entry | None:
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
        if is_rule(text) or FOOTER.match(text):
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
        line for line in lines if line.text.strip() and not is_rule(line.text) and not FOOTER.match(line.text)
    )
    return [RejectedEntry(line.number, reason, excerpt(line.text)) for line in islice(texts, 1)]
