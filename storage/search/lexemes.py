"""
A query's text falls into its lexemes: words, phrases, operators and parentheses.

What a word means is not decided here, and nothing is ever refused: punctuation that means
nothing only separates.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from storage.search.folding import fold

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»「」『』〝〞"), '"')
_BREAKS = r"\s,;!?、。《》〈〉【】〔〕·—–"
_LEXEMES = re.compile(
    rf"""
    "(?P<phrase>[^"]*)"
    |(?P<open>\()|(?P<close>\))|(?P<either>\|+)|(?P<quote>")
    |(?P<minus>-+(?=[^{_BREAKS})|-]))
    |(?P<word>[^{_BREAKS}"()|]+)""",
    re.VERBOSE,
)
_OPERATORS = {"OR": "either", "或": "either", "NOT": "minus", "非": "minus", "AND": "both"}
_BEFORE_A_WORD = re.compile(r"(?:\W|_)+")
_AFTER_A_WORD = re.compile(r"[^\w+#]*$")


class Lexeme(NamedTuple):
    """A piece of a query; its kind is a group of the pattern above, or an operator's."""

    kind: str
    text: str


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of `text`, folded, in order."""
    found = []
    folded = fold(text)
    for match in _LEXEMES.finditer(folded if folded.isascii() else folded.translate(_QUOTES)):
        kind = match.lastgroup or ""
        piece = match[kind]
        found.append(Lexeme(_kind_of_word(piece) if kind == "word" else kind, piece))
    return found


def balanced(found: list[Lexeme], deepest: int) -> tuple[list[Lexeme], list[Lexeme]]:
    """Those without parentheses that lack a partner or lie more than `deepest` deep; and the dropped."""
    if all(lexeme.kind not in ("open", "close") for lexeme in found):
        return found, []
    dropped: set[int] = set()
    open_places: list[int] = []
    for place, lexeme in enumerate(found):
        if lexeme.kind == "open":
            open_places.append(place)
            if len(open_places) > deepest:
                dropped.add(place)
        elif lexeme.kind == "close" and (not open_places or open_places.pop() in dropped):
            dropped.add(place)
    dropped.update(open_places)
    kept = [lexeme for place, lexeme in enumerate(found) if place not in dropped]
    return kept, [found[place] for place in sorted(dropped)]


def has_minus_sign(text: str) -> bool:
    """Whether a sign leaves words out of the query `text`; that before a word set in dashes, -or-, is none."""
    return any(
        one.kind == "minus" and one.text.startswith("-") and not following.text.endswith("-")
        for one, following in pairwise(lexemes(text))
    )


def _kind_of_word(word: str) -> str:
    return _OPERATORS.get(word if word.isalnum() else trimmed(word), "word")


def trimmed(word: str) -> str:
    """`word` without the punctuation around it; C++ and C# keep theirs."""
    if word[:1].isalnum() and word[-1:].isalnum():
        return word
    return _AFTER_A_WORD.sub("", from_first_letter(word))


def from_first_letter(word: str) -> str:
    """`word` without the punctuation before it."""
    start = _BEFORE_A_WORD.match(word)
    return word[start.end() :] if start else word
