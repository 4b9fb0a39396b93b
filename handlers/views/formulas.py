r"""
LaTeX in titles, abstracts and sections, made readable as Unicode: `$\times$` becomes ×.

Real digests hold whole formulas, lone macros (`\textit{…}`, `\ie`) and half-stripped ones.
What has no Unicode form stays as the words it is made of, without backslashes and dollars.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from telegramify_markdown.latex_escape.const import LATEX_SYMBOLS
from telegramify_markdown.latex_escape.helper import LatexToUnicodeHelper

from handlers.views.tex_words import typeset

_FORMULA = re.compile(
    r"\$\$(?P<block>[^$]{1,2000})\$\$"
    r"|\$(?=\S)(?P<inline>[^$\n]{1,500})(?<=\S)\$(?!\d)"
    r"|\\\((?P<round>[^\n]{1,500}?)\\\)"
    r"|\\\[(?P<square>.{1,2000}?)\\\]",
    re.DOTALL,
)
_STYLED = re.compile(
    r"\\(?:text[a-z]{2}|emph|underline|url|mbox|textnormal|mathrm|text)\s?\{([^{}]*)\}|\{\\[a-z]{2}\s+([^{}]*)\}"
)
_MACRO = re.compile(r"\\([A-Za-z]{2,})(?:\{\})?|\\([%&_#${}])")
_ABBREVIATIONS = {"ie": "i.e.", "eg": "e.g.", "etc": "etc.", "etal": "et al.", "wrt": "w.r.t."}
_NESTING = re.compile(r"(?:\{[^{}]*){12}")
"""The converter descends once a brace; a formula so deep is only stripped."""


def readable(text: str) -> str:
    """A text in which formulas and macros are Unicode; fast where there are none."""
    return typeset(each_formula(text, str))


def divided(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces: prose as it reads, and the LaTeX of each formula, for clients that draw it."""
    position = 0
    for match in _FORMULA.finditer(text):
        formula = _inside(match).strip()
        if formula and not _NESTING.search(formula):
            yield readable(text[position : match.start()]), False
            yield formula, True
            position = match.end()
    yield readable(text[position:]), False


def each_formula(text: str, write: Callable[[str], str]) -> str:
    """The text without macros, each formula replaced by what `write` makes of its Unicode form."""
    if "$" not in text and "\\" not in text:
        return text
    return without_macros(
        _FORMULA.sub(lambda match: write(without_macros(_unicode_of(_inside(match)))), text)
    )


def _inside(match: re.Match[str]) -> str:
    return next(inside for inside in match.groups() if inside is not None)


def _unicode_of(formula: str) -> str:
    if _NESTING.search(formula):
        return formula.replace("{", "").replace("}", "")
    return str(_converter().convert(formula)).strip()  # type: ignore[no-untyped-call]


@cache
def _converter() -> LatexToUnicodeHelper:
    return LatexToUnicodeHelper()


def without_macros(text: str) -> str:
    """A text in which macros outside formulas are words or signs."""
    if "\\" not in text:
        return text
    text = _STYLED.sub(lambda match: match[1] if match[1] is not None else match[2], text)
    return _MACRO.sub(_macro, text)


def _macro(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2]
    name = match[1]
    return _ABBREVIATIONS.get(name) or LATEX_SYMBOLS.get(f"\\{name}") or name
