"""
Where the papers of a weekly translation begin: a heading, and its link with the Chinese title.

The link stands in the heading, on the next line, or below a Chinese title of its own; some have lost
the signs of their heading, or the heading itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.digests.formats.document import Line
from bot.digests.formats.links import is_paper_link, links_in
from bot.digests.formats.markdown import Heading, folded, has_han, heading_in, is_chinese, leading_link
from storage.identifiers import arxiv_id_in

FOOTER = re.compile(r"\W{0,4}(?:数据来源|资料来源|信息来源|来源|数据源|source)\W{0,4}[:：]", re.IGNORECASE)
_LINK_LABEL = re.compile(
    r"(?:论文|原文|链接|地址|论文链接|论文地址|原文链接|arxiv|paper|link|url)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.|hf\.co/)[!-~]+", re.IGNORECASE)
_BULLETS = ("- ", "* ", "+ ")
_NUMBERED = re.compile(r"\s{0,3}(?:\*\*)?\d{1,3}[.)、]\s{0,3}(?:\*\*)?\[")
_AROUND_TITLES = " \t　[]()（）【】<>:：,，、-—|*_"
_LONGEST_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Start:
    """Where a paper begins: its heading, the titles and the link below it, and the first line of its body."""

    index: int
    heading: str
    level: int
    body: int
    titles: tuple[str, ...] = ()
    url: str = ""
    rest: str = ""


def starts_of(lines: tuple[Line, ...]) -> list[Start]:
    """
    Everything that begins a paper or ends one, in order.

    A heading without a link counts if it is no deeper than the papers' own headings; a deeper one
    belongs to an abstract. A link to another paper on a line of its own has lost its heading signs.
    """
    linked = {start.index: start for start in linked_starts(lines)}
    deepest = max((start.level for start in linked.values()), default=2)
    starts: list[Start] = []
    for index, line in enumerate(lines):
        heading = heading_in(line.text)
        if start := linked.get(index):
            starts.append(start)
        elif heading and heading.is_spaced and heading.level <= deepest:
            starts.append(Start(index, heading.text, heading.level, index + 1))
        elif starts and index >= starts[-1].body and (start := _unsigned_start(lines, index, starts[-1])):
            starts.append(start)
    return starts


def _unsigned_start(lines: tuple[Line, ...], index: int, current: Start) -> Start | None:
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
    return Start(start, title, current.level, index + 1, (link.text,), link.url)


def linked_starts(lines: tuple[Line, ...]) -> Iterator[Start]:
    for index, line in enumerate(lines):
        if (heading := heading_in(line.text)) and (start := _linked_start(lines, index, heading)):
            yield start


def _linked_start(lines: tuple[Line, ...], index: int, heading: Heading) -> Start | None:
    """A start whose link stands in the heading, on the line below, or below a Chinese title of its own line."""
    below = next_written(lines, index + 1)
    start = _start_with(heading, lines, index, below)
    if in_heading := leading_link(heading.text):
        own = Start(index, in_heading.text, heading.level, index + 1, (), in_heading.url, in_heading.rest)
        is_same = start is not None and arxiv_id_in(start.url) == arxiv_id_in(own.url)
        return replace(start, heading=own.heading) if start and is_same else own
    if start or below is None:
        return start
    title = folded(lines[below].text.strip(_AROUND_TITLES))
    if not has_han(title) or title.endswith("。") or len(title) > _LONGEST_TITLE_CHARACTERS:
        return None
    start = _start_with(heading, lines, index, next_written(lines, below + 1))
    is_paper = start is not None and is_paper_link(start.url) and not start.titles
    return replace(start, titles=(title,)) if start and is_paper else None


def _start_with(heading: Heading, lines: tuple[Line, ...], index: int, below: int | None) -> Start | None:
    """The start that the line `below` completes: a link with a title in it, or an address with little beside it."""
    if below is None:
        return None
    line = lines[below].text
    if link := leading_link(line):
        if line.lstrip().startswith(_BULLETS) and not has_han(link.text):
            return None
        is_header = is_paper_link(link.url) or not link.rest
        titles = () if _LINK_LABEL.fullmatch(link.text) else (link.text,)
        start = Start(index, heading.text, heading.level, below + 1, titles, link.url, link.rest)
        return start if is_header else None
    is_item = line.lstrip().startswith(_BULLETS) or _NUMBERED.match(line)
    if len(line) > _LONGEST_TITLE_CHARACTERS or is_item or FOOTER.match(line):
        return None
    found = links_in(line)
    if len(found) != 1 or not is_paper_link(found[0]):
        return None
    beside = folded(_ADDRESS.sub(" ", line).strip(_AROUND_TITLES))
    titles = (beside,) if beside and not _LINK_LABEL.fullmatch(beside) else ()
    return Start(index, heading.text, heading.level, below + 1, titles, found[0])


def next_written(lines: tuple[Line, ...], index: int) -> int | None:
    """The next line that is not blank, unless a heading comes first."""
    while index < len(lines) and not lines[index].text.strip():
        index += 1
    return index if index < len(lines) and not heading_in(lines[index].text) else None
