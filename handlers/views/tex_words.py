r"""
What TeX leaves in plain words: accents, quotation marks, indices, addresses twice.

Abstracts come through programs that strip dollars and half of the macros: `na\"{\i}ve`, ``so'',
`10^{18}`, `https://a.b/{this URL}`. What is not surely one of these stays as it is.
"""

import re
import unicodedata

from telegramify_markdown.latex_escape.const import LATEX_SYMBOLS

_HINTS = ("\\", "^", "{", "`")
_ACCENT = re.compile(r"\\([\"'`^~=.])(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))")
_COMBINING = dict(zip("\"'`^~=.", "\u0308\u0301\u0300\u0302\u0303\u0304\u0307", strict=True))
_POSSESSIVE = re.compile(r"\\'(?=s\b)")
_STRIPPED_MACRO = re.compile(
    r"\b(?:text(?:it|bf|tt|sc|sf|rm)|emph|blue|green|orange|purple|red|teal)\{([^{}]*)\}"
)
_SYMBOL = re.compile(r"\{(\w{1,12})\}")
_DEGREES = re.compile(r"(?<=\d)\^(?:circ\b|\{circ\})")
_ADDRESS_TWICE = re.compile(r"(https?://[^\s{}]+)\{[^{}\n]*\}")
_QUOTED = re.compile(r"``([^`\n]{1,200}?)(?:''|\")")
_QUOTED_ONCE = re.compile(r"(?<![\w`])`([^`'\n]{1,100})'(?!['\w])")
_INDEX = re.compile(r"(?<=[\w)])([_^])(?:\{([^{}\n]{1,40})\}|(?<=\^)(\d{1,4})(?!\w*\^))")
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SIGNS = re.compile(r"[0-9+=()-]+")


def typeset(text: str) -> str:
    """The text as it was meant to be printed; fast where TeX left nothing."""
    if not any(hint in text for hint in _HINTS):
        return text
    text = _ACCENT.sub(_accented, _POSSESSIVE.sub("'", text))
    text = _ADDRESS_TWICE.sub(r"\1", _STRIPPED_MACRO.sub(r"\1", text))
    text = _SYMBOL.sub(_symbol, _INDEX.sub(_index, _DEGREES.sub("°", text)))
    return _QUOTED_ONCE.sub("‘\\1’", _QUOTED.sub("“\\1”", text))


def _accented(match: re.Match[str]) -> str:
    whole = unicodedata.normalize("NFC", (match[2] or match[3]) + _COMBINING[match[1]])
    return whole if len(whole) == 1 else match[0]


def _symbol(match: re.Match[str]) -> str:
    """`{times}` or `{Δ}`; other braces may be meant."""
    if len(match[1]) == 1 and not match[1].isascii():
        return match[1]
    return str(LATEX_SYMBOLS.get(f"\\{match[1]}", match[0]))


def _index(match: re.Match[str]) -> str:
    is_raised, words = match[1] == "^", match[2] or match[3]
    if _SIGNS.fullmatch(words):
        return words.translate(_RAISED if is_raised else _LOWERED)
    return f"^({words})" if is_raised else f"_{words}"
