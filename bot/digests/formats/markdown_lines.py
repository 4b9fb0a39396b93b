"""
The lines of a Markdown list of papers, brought into one shape before anything is read in them.

HTML that is there for its looks goes, and so do the thoughts that language models think aloud. What
a file says again and again is no title: a short text of links to several papers is the name of a
kind of page, a bold line by itself the heading of a part, a few words before a colon a label.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.digests.formats.document import Document, Line
from bot.digests.formats.field_names import field_of
from bot.digests.formats.markdown import heading_in
from storage.identifiers import arxiv_id_in, doi_in

_MARKUP = re.compile(
    r"</?(?:details|div|p|br|center|b|strong|em|small|i|ul|ol|li|a|sub|sup|span)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"\s{0,8}<summary[^<>]{0,80}>([^<>]{1,80})</summary>\s{0,8}", re.IGNORECASE)
_NAMED_CHARACTER = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d{1,5});", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,24})\]\((https?://[^()\s]{1,600})\)")
_TITLE_AT = re.compile(
    r"(?:#{1,6}\s{0,3}|[-*+•]\s{1,3}|\d{1,3}[.)、]\s{0,3})(?:\*\*)?(?:\[\d{1,4}\]\s|\d{1,4}[.)、]\s{0,3})?(?:\*\*)?\["
)
"""The beginning of a heading or item that is a link: its text is a title, however often it stands there."""
_BOLD_LINE = re.compile(r"\s{0,3}(\*\*|__)([^*_:：。.|\[\]]{1,40})\1\s{0,3}")
_PLAIN_LABEL = re.compile(
    r"(?P<before>\s{0,12}(?:[-*+•]\s{1,3})?(?:[^\w\s*_`\[(<|]{1,3}\s{0,2})?)(?P<name>[^\W\d_][^*:：`\[\]()（）<>|.。，]{1,24}?)"
    r"\s?[:：]\s?(?P<text>(?!//)\S.*)"
)
_LABEL = re.compile(r"\s{0,3}(?:[-*+•]\s{1,3})?\*\*([^*:：]{1,24})(?:[:：]\s?\*\*|\*\*\s?[:：])\s?\S")
_BROKEN_FIELDS = frozenset({"title", "title_zh", "authors"})
_FURTHER_IN = re.compile(r" {2,3}(?![-*+•>|`#\s]|\d{1,3}[.)、]|\*\*)\S")
_MOST_WORDS = 3
_LINK_NAME = "link"
_FOLD = re.compile(r"<(/?)details\b", re.IGNORECASE)
_THINKING = re.compile(r"</?think(?:ing)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Repeats:
    """What a file says again and again."""

    link_names: frozenset[str]
    headings: frozenset[str]
    labels: frozenset[str]


def lines_of(document: Document) -> list[Line]:
    """The lines of a document; each keeps its number."""
    lines = [
        line if "<" not in line.text else Line(line.number, _without_markup(line.text))
        for line in document.lines
    ]
    if _THINKING.search(document.text):
        lines = list(_without_thoughts(lines))
    lines = [
        Line(line.number, html.unescape(line.text)) if _NAMED_CHARACTER.search(line.text) else line
        for line in lines
    ]
    return list(_with_names(list(_whole(lines))))


def folds_in(document: Document) -> dict[int, int]:
    """For each line within `<details>` the line on which the innermost of them opens."""
    folds: dict[int, int] = {}
    opened: list[int] = []
    for line in document.lines:
        for tag in _FOLD.finditer(line.text):
            if not tag[1]:
                opened.append(line.number)
            elif opened:
                opened.pop()
        if opened:
            folds[line.number] = opened[-1]
    return folds


def repeated_headings(lines: Iterable[Line]) -> frozenset[str]:
    """Headings that stand more than once: parts of papers, or of days, but no papers."""
    texts = Counter(heading.text for line in lines if (heading := heading_in(line.text)))
    return frozenset(text for text, count in texts.items() if count > 1)


def _without_markup(text: str) -> str:
    """A summary of what is folded away is a heading; within a row of a table it only says that there is more."""
    return _SUMMARY.sub("" if text.lstrip().startswith("|") else r"###### \1", _MARKUP.sub("", text))


def _without_thoughts(lines: list[Line]) -> Iterator[Line]:
    """The lines without what stands between the tags; a tag that nothing closes hides the rest of its line."""
    left = sum(line.text.casefold().count("</think") for line in lines)
    is_thinking = False
    for line in lines:
        said, position = "", 0
        for tag in _THINKING.finditer(line.text):
            said += "" if is_thinking else line.text[position : tag.start()]
            position = tag.end()
            is_end = tag[0].startswith("</")
            left -= is_end
            is_thinking = not is_end and left > 0
            if not is_end and not is_thinking:
                position = len(line.text)
        yield Line(line.number, said + ("" if is_thinking else line.text[position:]))


def _whole(lines: list[Line]) -> Iterator[Line]:
    """The lines with titles that go on in the next, further in, as arXiv breaks them."""
    held: Line | None = None
    for line in lines:
        if held and _FURTHER_IN.match(line.text):
            held = Line(held.number, f"{held.text.rstrip()} {line.text.strip()}")
            continue
        if held:
            yield held
        held = line if _may_go_on(line.text) else None
        if held is None:
            yield line
    if held:
        yield held


def _may_go_on(text: str) -> bool:
    """Whether a line is a heading or a labelled title or list of names."""
    if heading_in(text):
        return True
    label = _LABEL.match(text) if ":" in text or "：" in text else None
    return label is not None and field_of(label[1]) in _BROKEN_FIELDS


def _with_names(lines: list[Line]) -> Iterator[Line]:
    """The lines with links of one name made equal, and with headings and labels for what repeats."""
    said = _said_again(lines)
    for number, line in lines:
        text = line
        if said.link_names and "](http" in line:
            title = _TITLE_AT.match(line)
            begins = title.end() if title else 0
            text = line[:begins] + _LINK.sub(lambda link: _link(link, said.link_names), line[begins:])
        if (bold := _BOLD_LINE.fullmatch(line)) and bold[2] in said.headings:
            text = f"###### {bold[2].strip()}"
        elif (label := _label_in(text)) and label["name"] in said.labels:
            text = f"{label['before']}**{label['name']}**: {label['text']}"
        yield Line(number, text)


def _said_again(lines: list[Line]) -> _Repeats:
    papers: dict[str, set[str]] = {}
    bold: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for _, line in lines:
        for link in _LINK.finditer(line) if "](http" in line else ():
            if len(link[1].split()) <= _MOST_WORDS and (paper := arxiv_id_in(link[2]) or doi_in(link[2])):
                papers.setdefault(link[1], set()).add(paper)
        if found := _BOLD_LINE.fullmatch(line):
            bold[found[2]] += 1
        elif label := _label_in(line):
            labels[label["name"]] += 1
    return _Repeats(
        frozenset(name for name, several in papers.items() if len(several) > 1),
        frozenset(name for name, count in bold.items() if count > 1),
        frozenset(name for name, count in labels.items() if count > 1),
    )


def _label_in(text: str) -> re.Match[str] | None:
    """A few words and a colon at the beginning of a line, in whatever language."""
    found = _PLAIN_LABEL.fullmatch(text) if ":" in text or "：" in text else None
    return found if found and len(found["name"].split()) <= _MOST_WORDS else None


def _link(link: re.Match[str], names: frozenset[str]) -> str:
    return f"[{_LINK_NAME}]({link[2]})" if link[1] in names else link[0]
