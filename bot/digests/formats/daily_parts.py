"""
The four parts of a paper in the older Chinese daily digests, however the day has marked their headings.

The day's own model chose signs, numbers, bold and colons anew for every paper; the words are few.
A part stands once in a paper: a line that names one again belongs to the text.
"""

import re
from dataclasses import dataclass

from bot.digests.formats.document import Line, paragraphs, spans
from bot.digests.formats.markdown import dedented, folded, has_han, is_rule, plain
from bot.digests.formats.terms import terms_in
from storage.records import Section

WORK, HIGHLIGHTS, KEYWORDS, SCORES = "主要工作", "主要亮点", "核心关键词", "评分"

_NAMES = {
    WORK: re.compile(r"(?:介绍)?(?:本文|论文|文章|本研究)?的?主要工作(?:介绍|内容)?|工作介绍"),
    HIGHLIGHTS: re.compile(r"(?:本文|论文|文章)?(?:工作)?的?(?:主要|核心|工作)?(?:亮点|两点)"),
    KEYWORDS: re.compile(r"(?:核心)?关键词"),
    SCORES: re.compile(
        r"(?:从|对)?实用性[、，]?创新性.{0,30}|(?:各项|文章|论文|综合)?(?:打分|评分|评价|分数|得分).{0,20}"
    ),
}
_HEADING = re.compile(
    r"(?P<signs>#{0,6}) ?(?P<open>\*{0,2}) ?(?:(?P<number>\d{1,2}|[一二三四五]) ?[.．、:：)）] ?)?(?P<bold>\*{0,2}) ?"
    r"(?P<name>[^*:：#]{2,40}?) ?(?P<end>[:：] ?\*{0,2}|\*{2} ?[:：]?|$) ?(?P<text>.*)"
)
_WRAPPER = re.compile(r"(?:#{3,6}\s?|\*\*)(?:论文|文章|内容|本文)?(?:总结|速览|概述)\s?[:：]?(?:\*\*)?[:：]?")
_BULLET = re.compile(r"\s{0,12}(?:[-*+•]\s|\d{1,2}[.．、)）]\s?)\s{0,8}")
_PAIR = re.compile(r"(.{1,200}?)\s{0,3}[(（](.{1,200})[)）]")
_AROUND_TERMS = " \t　`*。.;；,，、"


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a paper: its parts in order, its keywords, and the lines before the first part."""

    sections: tuple[Section, ...]
    keywords: tuple[str, ...]
    keywords_zh: tuple[str, ...]
    before: tuple[Line, ...]

    @property
    def tldr(self) -> str:
        """The first sentence about the main work."""
        work = next((section.markdown for section in self.sections if section.heading == WORK), "")
        sentence, stop, _ = folded(plain(work)).partition("。")
        return sentence + stop


def parts_of(lines: list[Line]) -> Parts:
    """The parts of one paper, from the lines below its heading."""
    lines = [line for line in lines if not _WRAPPER.fullmatch(line.text.strip())]
    starts: dict[str, tuple[int, str]] = {}
    for index, line in enumerate(lines):
        if (found := heading_of(line.text)) and found[0] not in starts:
            starts[found[0]] = (index, found[1])
    first = min((index for index, _ in starts.values()), default=len(lines))
    sections: list[Section] = []
    keywords: list[str] = []
    for (name, (index, text)), (_, end) in zip(
        starts.items(), spans([index for index, _ in starts.values()], len(lines)), strict=True
    ):
        body = [line.text for line in lines[index + 1 : end] if not is_rule(line.text)]
        if name == KEYWORDS:
            keywords = _terms([text, *body])
        elif markdown := paragraphs([text, *dedented(body)]).strip("\n"):
            sections.append(Section(name, markdown))
    latin = tuple(dict.fromkeys(term for term in keywords if not has_han(term)))
    chinese = tuple(dict.fromkeys(term for term in keywords if has_han(term)))
    return Parts(tuple(sections), latin, chinese, tuple(lines[:first]))


def heading_of(line: str) -> tuple[str, str] | None:
    """The part whose heading a line is, and the text that follows on it."""
    found = _HEADING.fullmatch(folded(line))
    if found is None:
        return None
    is_marked = any(found[mark] for mark in ("signs", "open", "number", "bold", "end"))
    name = next((name for name, pattern in _NAMES.items() if pattern.fullmatch(found["name"].strip())), None)
    return (name, found["text"]) if name and is_marked else None


def _terms(lines: list[str]) -> list[str]:
    """Each keyword and its translation in parentheses, from a list or from one line with commas."""
    terms: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        text = line[bullet.end() if bullet else 0 :].strip()
        for term in [text] if bullet else terms_in(text):
            pair = _PAIR.fullmatch(term.strip(_AROUND_TERMS))
            terms += [folded(one.strip(_AROUND_TERMS)) for one in (pair.groups() if pair else (term,))]
    return [term for term in terms if term]
