"""Lists of terms in running text: keywords and areas, cut at commas but never within parentheses."""

import re
from itertools import accumulate, takewhile

from bot.digests.formats.document import spans
from bot.digests.formats.markdown import folded

_OPENING = "(（[【{《「“"
_CLOSING = ")）]】}》」”"
_SEPARATORS = frozenset("、，,；;｜|\n")
_LATIN_FIELD = re.compile(r"[A-Z]{2,5}\s?[-－–—]\s?(?=[\u4e00-\u9fff])")
_HIERARCHY = re.compile(r" [-－–—/] ")
_EXPLAINING = re.compile(
    r"[，,；;。]\s?(?:涵盖|具体|主要|包括|特别|尤其|适用|应用于|用于|旨在|例如|同时|可用|如[：:]|以及其|面向)"
)
_COLON = re.compile(r"[:：]")
_REMARK = re.compile(r"(?:具体|特别|尤其|主要|例如|包括|涉及|结合|涵盖|如[：:]?)")
_EDGES = " \t　*`。.：:·•-"


def terms_in(text: str) -> tuple[str, ...]:
    """The terms of a list, in order, each once, without bold marks and the full stop at the end."""
    pieces = (folded(piece.replace("**", "").replace("__", "")).strip(_EDGES) for piece in _cut(text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def areas_in(text: str) -> tuple[str, ...]:
    """
    The research areas that the first sentence of a part names, or the items of the list it begins with.

    A field and its branch (`计算机视觉 - 图像生成`) are two areas; clauses and parentheses that only
    explain (`涵盖…`, `（特别是…）`) are none.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    items = [_COLON.split(line[1:], maxsplit=1)[0] for line in takewhile(_is_item, lines)]
    named = (_named_in(line) for line in items or lines[:1])
    branches = (branch for line in named for term in terms_in(line) for branch in _branches(term))
    return tuple(dict.fromkeys(area for branch in branches if (area := _without_remark(branch))))


def _is_item(line: str) -> bool:
    return line.startswith(("- ", "* ", "+ ", "•"))


def _named_in(line: str) -> str:
    """A line up to its first full stop or explaining clause."""
    sentence = line.replace("**", "").split("。")[0]
    explaining = _EXPLAINING.search(sentence)
    return sentence[: explaining.start()] if explaining else sentence


def _branches(term: str) -> list[str]:
    outside = _outside(term)
    cuts = [0]
    if field := _LATIN_FIELD.match(term):
        cuts.append(field.end())
    cuts += [found.end() for found in _HIERARCHY.finditer(term) if outside[found.start()]]
    return [term[start:end].strip(" -－–—/") for start, end in spans(sorted(cuts), len(term))]


def _without_remark(area: str) -> str:
    if area.endswith((")", "）")):
        start = max(area.rfind("("), area.rfind("（"))
        if start > 0 and _REMARK.match(area, start + 1):
            return area[:start].strip()
    return area.strip()


def _cut(text: str) -> list[str]:
    outside = _outside(text)
    pieces: list[str] = []
    start = 0
    for position, character in enumerate(text):
        if character in _SEPARATORS and outside[position]:
            pieces.append(text[start:position])
            start = position + 1
    return [*pieces, text[start:]]


def _outside(text: str) -> list[bool]:
    """For each character whether it stands outside of all parentheses; one that never closes opens none."""
    steps = [0] * (len(text) + 1)
    opened: list[int] = []
    for position, character in enumerate(text):
        if character in _OPENING:
            opened.append(position)
        elif character in _CLOSING and opened:
            steps[opened.pop()] += 1
            steps[position + 1] -= 1
    return [depth == 0 for depth in accumulate(steps)]
