"""
The numbered parts of a paper in the daily report, under whatever headings the day has given them.

A heading of a part is a line with the part's name and nothing else around it but signs, a number,
bold and a colon; its text begins behind the colon or below. Where a name stands twice, as in a list
within another part, the likelier heading counts: one with heading signs, then one with its own number.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.digests.formats.document import Line, paragraphs, spans
from bot.digests.formats.markdown import dedented, folded, heading_in, is_rule
from storage.records import Section

AREAS, TLDR = "应用领域", "一句话核心贡献"
PARTS = (AREAS, TLDR, "使用指南", "主要创新点", "实验效果")

_VARIANTS = {
    "应用领域": "应用领域 应用场景 研究领域 所属领域 应用方向 领域 applicationarea applicationareas applicationdomain "
    "applicationfield researcharea",
    "一句话核心贡献": "一句话核心贡献 核心贡献 一句话贡献 一句话总结 一句话概括 一句话摘要 一句话核心总结 一句话核心摘要 "
    "onesentencecorecontribution onesentencesummary sentencecorecontribution sentencesummary corecontribution tldr",
    "使用指南": "使用指南 使用方法 使用说明 使用方式 使用指引 应用指南 usageguide usage howtouse",
    "主要创新点": "主要创新点 创新点 核心创新点 主要创新 关键创新点 主要贡献 maininnovations keyinnovations innovations",
    "实验效果": "实验效果 实验结果 实验效果与结果 实验表现 主要实验效果 实验与效果 实验评估 experimentalresults experiments "
    "results",
}
_NAMES = {name: part for part, names in _VARIANTS.items() for name in names.split()}
_DEEPEST_INDENTATION = 3
"""Markdown's own limit for a heading."""
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
_HEADING = re.compile(
    r"(?P<signs>#{0,6}) ?(?P<open>\*{0,2}) ?"
    r"(?:[(（【\[]? ?(?P<number>\d{1,2}|[一二三四五六七八九①-⑨]) ?[)）】\].．、:：] ?)?"
    r"(?P<bold>\*{0,2}) ?(?P<name>[^*:：#]{1,60}?) ?"
    r"(?P<end>[:：] ?\*{0,2}|\*{2} ?[:：]?|$) ?(?P<text>.*)"
)


@dataclass(frozen=True, slots=True)
class _Heading:
    index: int
    part: str
    number: int | None
    level: int
    text: str
    is_item: bool = False
    is_marked: bool = True

    @property
    def likelihood(self) -> tuple[bool, bool, bool]:
        """How likely this line is the part's heading and not an item that shares its name."""
        is_numbered = self.part in PARTS and self.number == PARTS.index(self.part) + 1
        return self.level > 0, is_numbered, self.is_marked


def sections_of(lines: list[Line]) -> tuple[list[Line], tuple[Section, ...]]:
    """The lines before the first part, and the parts in order with their text as Markdown."""
    headings = list(_with_own_names(lines, _chosen(lines)))
    if not headings:
        return lines, ()
    sections = (
        Section(heading.part, _markdown(heading.text, [line.text for line in lines[heading.index + 1 : end]]))
        for heading, (_, end) in zip(
            headings, spans([one.index for one in headings], len(lines)), strict=True
        )
    )
    return lines[: headings[0].index], tuple(section for section in sections if section.markdown)


def is_part_heading(line: str) -> bool:
    """Whether a line could be the heading of one of the parts."""
    return _heading(0, line) is not None


def _chosen(lines: list[Line]) -> list[_Heading]:
    """For each part the likeliest of its headings, in the order of the text; list items if nothing else is."""
    found = [heading for index, line in enumerate(lines) if (heading := _heading(index, line.text))]
    candidates = [heading for heading in found if not heading.is_item] or found
    best: dict[str, _Heading] = {}
    for heading in candidates:
        if heading.part not in best or heading.likelihood > best[heading.part].likelihood:
            best[heading.part] = heading
    return sorted(best.values(), key=lambda heading: heading.index)


def _heading(index: int, line: str) -> _Heading | None:
    indentation = len(line) - len(line.lstrip(" "))
    if indentation > _DEEPEST_INDENTATION:
        return None
    text = folded(line)
    is_item = text.startswith(("- ", "* ", "+ ", "• "))
    found = _HEADING.fullmatch(text[2:] if is_item else text)
    part = _NAMES.get(_normalised(found["name"])) if found else None
    is_marked = found is not None and any(found[mark] for mark in ("signs", "open", "number", "bold"))
    if found is None or part is None or not (is_marked or found["end"]):
        return None
    signs, number = len(found["signs"]), _number(found["number"])
    return _Heading(index, part, number, signs, found["text"], is_item, is_marked)


def _with_own_names(lines: list[Line], chosen: list[_Heading]) -> Iterator[_Heading]:
    """
    The chosen headings, and others of their kind that the text adds after the first, under their own names.

    Signs within a code fence are comments.
    """
    if not chosen:
        return
    taken = {heading.index: heading for heading in chosen}
    level = chosen[0].level
    is_code = False
    for index in range(chosen[0].index, len(lines)):
        is_code ^= lines[index].text.lstrip().startswith("```")
        if heading := taken.get(index):
            yield heading
        elif (
            level
            and not is_code
            and (other := heading_in(lines[index].text))
            and other.level <= level
            and other.is_spaced
        ):
            yield _Heading(index, _own_name(other.text), None, other.level, "")


def _own_name(text: str) -> str:
    found = re.match(r"\d{1,2}\s?[.．、)）]\s?", text)
    return text[found.end() if found else 0 :].strip(" *:：") or text


def _markdown(text: str, below: list[str]) -> str:
    body = paragraphs([text, *dedented([line for line in below if not _is_end_rule(line)])])
    return body.strip("\n")


def _is_end_rule(line: str) -> bool:
    return is_rule(line) and not line.lstrip().startswith(("*", "_"))


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return _NUMERALS.get(text) or int(unicodedata.normalize("NFKC", text))


def _normalised(name: str) -> str:
    """Letters alone, without an explanation in parentheses and what precedes the name."""
    folded_name = unicodedata.normalize("NFKC", name).casefold().partition("(")[0]
    return "".join(character for character in folded_name if character.isalnum()).lstrip("0123456789")
