"""
The older daily digests in Chinese: a date in the title, a heading a paper, four parts below each.

The title of a paper is all that names it, but for a link to its page at the end in most days. The
header counts the papers and explains the day; it is no entry.
"""

import re

from bot.digests.formats.daily_parts import SCORES, heading_of, parts_of
from bot.digests.formats.dates import date_in, date_in_name
from bot.digests.formats.document import Claim, Document, Line, excerpt, spans
from bot.digests.formats.links import code_url_in, is_paper_link, links_in, project_url_in
from bot.digests.formats.markdown import folded, heading_in, is_chinese, is_rule, leading_link
from storage.identifiers import arxiv_id_in
from storage.records import Digest, DigestFormat, Entry, RejectedEntry, Section

FORMAT = DigestFormat.DAILY

_TITLE = re.compile(
    r"(?:hugging\s?face|hf|arxiv|ai)?\s{0,3}(?:daily\spapers?\s)?每日论文(?:速览|速递|摘要|精选)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}\s?[.．、)）]\s{0,3}")
_PAPER_LEVEL = 2
_FEWEST_PARTS = 2


def claim(document: Document) -> Claim:
    """A file titled as such a day, or papers with at least two of the parts below their headings."""
    first = next((line.text for line in document.lines if line.text.strip()), "")
    heading = heading_in(first)
    starts = _starts(document.lines)
    is_titled = heading is not None and _TITLE.search(heading.text) is not None
    parts = [
        _parts_below(document.lines[start:end], has_pages=is_titled)
        for start, end in spans(starts, len(document.lines))
    ]
    if heading and is_titled and (any(parts) or (not parts and date_in(heading.text))):
        return Claim(True, f"titled {excerpt(heading.text)!r}; papers: {len(starts)}")
    if is_titled:
        return Claim(False, f"titled as such a day, but headings without its parts below: {len(starts)}")
    with_parts = sum(count >= _FEWEST_PARTS for count in parts)
    if with_parts:
        return Claim(True, f"headings with 主要工作, 主要亮点, 核心关键词 or 评分 below: {with_parts}")
    return Claim(False, "no title such as 每日论文速览 and no heading with parts such as 主要工作 below")


def parse(document: Document) -> Digest:
    """Read the papers of a day."""
    lines = document.lines
    starts = _starts(lines)
    header = lines[: starts[0] if starts else len(lines)]
    entries: list[Entry] = []
    rejected: list[RejectedEntry] = []
    for start, end in spans(starts, len(lines)):
        entry, unread = _entry(lines[start], list(lines[start + 1 : end]))
        if entry:
            entries.append(entry)
        rejected += unread
    headings = (heading.text for line in header if (heading := heading_in(line.text)))
    dates = [day for text in (*headings, *(line.text for line in header)) if (day := date_in(text))]
    digest_on = dates[0] if dates else date_in_name(document.name)
    return Digest(FORMAT, digest_on, tuple(entries), tuple(_unread_header(header) + rejected))


def _starts(lines: tuple[Line, ...]) -> list[int]:
    """Headings of the papers' level that are no part of a paper."""
    return [
        index
        for index, line in enumerate(lines)
        if (heading := heading_in(line.text))
        and heading.level == _PAPER_LEVEL
        and heading.text
        and heading_of(line.text) is None
        and not _TITLE.search(heading.text)
    ]


def _parts_below(lines: tuple[Line, ...], *, has_pages: bool) -> int:
    """How many parts of a paper stand below its heading; its page counts where it tells a paper."""
    parts = {found[0] for line in lines if (found := heading_of(line.text))}
    return len(parts) + (has_pages and any(_is_page(line.text) for line in lines))


def _entry(start: Line, body: list[Line]) -> tuple[Entry | None, list[RejectedEntry]]:
    heading = heading_in(start.text)
    text = heading.text if heading else ""
    number = _NUMBER.match(text)
    text = text[number.end() if number else 0 :]
    in_title = leading_link(text)
    title = in_title.text if in_title and is_paper_link(in_title.url) else folded(text)
    pages = [line for line in body if _is_page(line.text)]
    parts = parts_of([line for line in body if not _is_page(line.text)])
    if not (parts.sections or parts.keywords or parts.keywords_zh or pages):
        return None, [
            RejectedEntry(start.number, "heading without any part or page of a paper", excerpt(title))
        ]
    links = [link for section in parts.sections for link in links_in(section.markdown)]
    entry = Entry(
        line=start.number,
        arxiv_id=arxiv_id_in("\n".join([in_title.url if in_title else "", *(line.text for line in pages)])),
        title="" if is_chinese(title) else title,
        title_zh=title if is_chinese(title) else "",
        tldr_zh=parts.tldr,
        keywords=parts.keywords,
        keywords_zh=parts.keywords_zh,
        sections=_most_useful_first(parts.sections),
        code_url=code_url_in(links),
        project_url=project_url_in(links),
    )
    unread = (line for line in parts.before if line.text.strip() and not is_rule(line.text))
    return entry, [
        RejectedEntry(line.number, "text before the first part", excerpt(line.text)) for line in unread
    ]


def _is_page(line: str) -> bool:
    """Whether a line is nothing but the link to the paper's page."""
    link = leading_link(line)
    return link is not None and is_paper_link(link.url) and not link.rest


def _most_useful_first(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """A model's own marks come last."""
    return tuple(sorted(sections, key=lambda section: section.heading == SCORES))


def _unread_header(header: tuple[Line, ...]) -> list[RejectedEntry]:
    """What the header says beside its title, its list of links and its remark in quotation signs."""
    return [
        RejectedEntry(line.number, "text before the first paper", excerpt(line.text))
        for line in header
        if line.text.strip()
        and not heading_in(line.text)
        and not is_rule(line.text)
        and not line.text.lstrip().startswith((">", "- [", "* ["))
    ]
