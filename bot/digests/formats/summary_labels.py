"""
The labelled parts of one long line in the daily summary.

Labels are bold, with a colon inside, outside or missing, in Chinese or English; known ones also
count without bold. Where none stands, a leading run of bold terms is the keywords. Every character
of the line ends in one part or the other, but for the labels themselves.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.digests.formats.document import spans
from bot.digests.formats.markdown import folded, has_han, is_chinese, plain
from bot.digests.formats.terms import terms_in
from storage.records import Section

KEYWORDS, TLDR, UNLABELLED = "核心关键词", "一句话核心摘要", "摘要"

_VARIANTS = {
    KEYWORDS: "核心关键词 关键词 核心关键字 关键字|core keywords,keywords,key words,key terms,core key words",
    TLDR: "一句话核心摘要 一句话核心总结 一句核心总结 一句核心摘要 一句话总结 一句话摘要 一句话概括 一句话核心概括 核心总结"
    "|1-sentence core summary,one-sentence core summary,1-sentence summary,one-sentence summary,core summary,tl;dr,tldr",
    "主要研究问题或目标": "主要研究问题或目标 主要研究问题 主要研究目标 研究问题或目标 研究问题 研究目标 核心研究问题"
    "|main research question or objective,main research question,research question or objective,research question,"
    "main research objective,research objective,main objective",
    "关键方法论": "关键方法论 关键方法 核心方法 核心方法论 主要方法 主要方法论 研究方法|key methodology,methodology,key methods,key method,"
    "core methodology",
    "主要成果": "主要成果 主要结果 主要研究成果 主要研究结果 关键成果 关键结果 主要发现|primary results,main results,key results,primary result,"
    "key findings,main findings",
    "对AI从业者的主要启示": "对AI从业者的主要启示 对AI从业者的启示 对AI从业者的核心启示 对AI从业者的关键启示 对从业者的主要启示 主要启示"
    "|principal implication for ai practitioners,principal implications for ai practitioners,"
    "main implication for ai practitioners,implications for ai practitioners,implication for ai practitioners,"
    "key implications for ai practitioners",
}
_ENGLISH = {
    KEYWORDS: "Core Keywords",
    TLDR: "1-Sentence Core Summary",
    "主要研究问题或目标": "Main Research Question or Objective",
    "关键方法论": "Key Methodology",
    "主要成果": "Primary Results",
    "对AI从业者的主要启示": "Principal Implication for AI Practitioners",
    UNLABELLED: "Summary",
}


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for heading, variants in _VARIANTS.items():
        chinese, english = variants.split("|")
        names |= dict.fromkeys([*chinese.split(), *english.split(",")], heading)
    return names


_NAMES = _names()


def _normalised(label: str) -> str:
    small = unicodedata.normalize("NFKC", label).casefold()
    return "".join(character for character in small if character.isalnum())


_HEADINGS = {_normalised(name): heading for name, heading in _NAMES.items()}
_KNOWN = "|".join(
    " ?".join(re.escape(word) for word in name.replace("AI", " AI ").split())
    for name in sorted(_NAMES, key=len, reverse=True)
)
_LABEL = re.compile(
    rf"\*\*[ ]?(?P<known>{_KNOWN})[ ]?(?:(?P<colon>[:：])[ ]?(?:\*\*)?|\*\*[ ]?(?P<colon_outside>[:：]?))"
    r"|\*\*[ ]?(?P<unknown>[^*:：\n]{1,60})(?:[:：][ ]?\*\*|\*\*[ ]?[:：])"
    rf"|(?<![^\s。！？；.!?;])(?P<bare>{_KNOWN})[ ]?[:：]",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_BETWEEN = re.compile(r"[ \t　]*[,，、;；|]?[ \t　]*")
_GAP = re.compile(r"(?:[ \t　]{2}|\n)\s*")
_SENTENCE_GAP = re.compile(r"([。！？”）)])[ \t　]{2,}")
_SENTENCE_END = re.compile(r"[。！？][”’」』）)\]]{0,2}|[.!?](?=\s|$)")
_BOUNDARY = " \t　\n。！？；.!?;"
"""What precedes a label without a colon; the empty beginning of a text does too."""
_SEPARATORS = "，,、;；|"
_SEPARATED = re.compile(r"[，,、;；|]")
_LISTED = re.compile(r"[，,、;；|]|[-*+•·] ")
_LONGEST_LIST_CHARACTERS = 200
_LEAST_LISTED = 3
_LONGEST_TLDR_CHARACTERS = 300
_LEAST_PROSE = 12
"""Chinese characters between commas that no keyword has."""


class _Label(NamedTuple):
    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What one summary says; `is_chinese` is the language of all of it."""

    keywords: tuple[str, ...]
    tldr: str
    sections: tuple[Section, ...]
    is_chinese: bool


def parts_of(text: str) -> Parts:
    """Cut a summary at its labels."""
    labels = list(_labels(text))
    keywords, rest = _leading_keywords(text[: labels[0].start if labels else len(text)])
    pieces = [(UNLABELLED, rest)]
    for label, (_, end) in zip(labels, spans([one.start for one in labels], len(text)), strict=True):
        piece = text[label.end : end]
        if label.heading == KEYWORDS:
            named, rest = _cut_keywords(piece)
            keywords += terms_in(named)
            pieces.append((UNLABELLED, rest))
        elif label.heading == TLDR:
            first, rest = _cut_at_gap(piece)
            pieces += [(TLDR, first), (UNLABELLED, rest)]
        elif label.heading in _ENGLISH or _markdown(piece):
            pieces.append((label.heading, piece))
        else:
            pieces.append((UNLABELLED, label.heading))
    written = [(heading, markdown) for heading, piece in pieces if (markdown := _markdown(piece))]
    in_chinese = is_chinese(text)
    sections = tuple(
        Section(heading if in_chinese else _ENGLISH.get(heading, heading), one) for heading, one in written
    )
    return Parts(tuple(dict.fromkeys(keywords)), _tldr(written), sections, in_chinese)


def _labels(text: str) -> Iterator[_Label]:
    """The labels in order: known ones in bold, or plain with a colon; unknown ones where a part can begin."""
    for found in _LABEL.finditer(text):
        if name := found["known"] or found["bare"]:
            has_colon = bool(found["bare"] or found["colon"] or found["colon_outside"])
            if has_colon or text[found.start() - 1 : found.start()] in _BOUNDARY:
                yield _Label(found.start(), found.end(), _HEADINGS[_normalised(name)])
        elif _begins_part(text, found.start()):
            yield _Label(found.start(), found.end(), _heading_of(found["unknown"].strip()))


def _heading_of(name: str) -> str:
    """A label outside of our table: keywords and the one sentence by what it contains, others as they are."""
    letters = _normalised(name)
    if any(word in letters for word in ("关键词", "关键字", "keyword")):
        return KEYWORDS
    if any(word in letters for word in ("一句", "1sentence", "onesentence")):
        return TLDR
    return name


def _begins_part(text: str, position: int) -> bool:
    """Whether an unknown label can begin here: at the start, after a gap, or after a sentence."""
    before = text[max(0, position - 2) : position]
    return not before.strip() or before[-1] == "\n" or before.rstrip(" ")[-1:] in "。！？；"


def _leading_keywords(text: str) -> tuple[tuple[str, ...], str]:
    """
    Terms at the beginning and what follows them.

    They are bold, or a list of short ones before a gap; a single one before running text is emphasis.
    """
    position = len(text) - len(text.lstrip())
    first, rest = _cut_at_gap(text)
    runs: list[str] = []
    end = position
    while found := _BOLD.match(text, position):
        runs.append(found[1])
        end = found.end()
        between = _BETWEEN.match(text, end)
        position = between.end() if between else end
    terms = terms_in("，".join(runs))
    if len(terms) > 1 or (terms and _GAP.match(text, end)):
        return terms, text[position:]
    listed = terms_in(first) if rest and len(first) <= _LONGEST_LIST_CHARACTERS else ()
    if len(listed) >= _LEAST_LISTED and not _SENTENCE_END.search(first):
        return listed, rest
    return (), text


def _cut_keywords(piece: str) -> tuple[str, str]:
    """The list of keywords, and running text that follows without a label of its own."""
    text = piece.strip()
    for gap in _GAP.finditer(text):
        before = text[max(0, gap.start() - 2) : gap.start()].rstrip()[-1:]
        if before not in _SEPARATORS and not _LISTED.match(text, gap.end()):
            return text[: gap.start()], text[gap.end() :]
    start = 0
    for term in _SEPARATED.split(text):
        words = term.split(" ")
        for index in range(1, len(words)):
            if _han_count(words[index]) >= _LEAST_PROSE:
                cut = start + len(" ".join(words[:index]))
                return text[:cut], text[cut:]
        start += len(term) + 1
    return text, ""


def _cut_at_gap(piece: str) -> tuple[str, str]:
    text = piece.strip()
    gap = _GAP.search(text)
    return (text[: gap.start()], text[gap.end() :]) if gap else (text, "")


def _tldr(pieces: list[tuple[str, str]]) -> str:
    """The text under the one-sentence label, else the first sentence of the summary."""
    named = next((piece for heading, piece in pieces if heading == TLDR), "")
    text = folded(plain(named or next((piece for _, piece in pieces), "")))
    if named and len(text) <= _LONGEST_TLDR_CHARACTERS:
        return text
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def _markdown(piece: str) -> str:
    """A piece as Markdown: gaps between sentences are paragraphs, and a bold mark that a label left behind goes."""
    text = _SENTENCE_GAP.sub("\\1\n\n", piece.strip(" \t　\n"))
    if text.count("**") % 2 == 0:
        return text
    if text.endswith("**"):
        return text[:-2].rstrip()
    before, _, after = text.partition("**") if text.startswith("**") else text.rpartition("**")
    return (before + after).strip()


def _han_count(word: str) -> int:
    return sum(has_han(character) for character in word)
