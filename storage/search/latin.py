"""
Words in alphabetic scripts: what is one word, and the shorter names within a name.

A hyphenated word without a digit is its words in a row (text-to-image); one with a digit is
a name and stays whole (GPT-4o, R1-Zero), written without its hyphens. C++, C#, 3D, π0 and
2.5 are words.
"""

import re
import unicodedata
from functools import lru_cache

from storage.search.stemming import singular

HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, for a regular expression's character class."""

_LETTERS = rf"(?:[^\W_{HAN}]++[\u0300-\u036f]*+)+"
_CORE = rf"{_LETTERS}(?:(?<=\d)\.(?=\d){_LETTERS})*"
WORD = rf"{_CORE}(?:(?:\+\+|(?<![^\W_]{{2}})[#])(?!{_LETTERS})|'{_LETTERS})?(?:-{_CORE})*"
"""A word or a hyphenated name in folded text, as a regular expression."""

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+(?:\.\d+)*")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_SHORTEST_PART = 3
_LONGEST_COMMON = 40
_MOST_PIECES = 6


Parts = tuple[tuple[str, ...], ...]
"""Shorter names within a name, each as its tokens in order."""


def tokens_of(name: str) -> tuple[tuple[str, ...], Parts]:
    """The tokens that a match of WORD stands for, in order, and its `parts_of`."""
    return _common_tokens_of(name) if len(name) <= _LONGEST_COMMON else _tokens_of(name)


def parts_of(name: str) -> Parts:
    """
    Shorter names within a match of WORD by which it is found too, each as tokens in order.

    BiasFreeBench: bias free bench. DeepSeek-R1-Zero: deepseek r1 zero, deepseekr1, r1zero.
    """
    plain = _unaccented(name).removesuffix("'s")
    pieces = plain.split("-")
    found = [camel for piece in pieces if (camel := _camel_parts(piece))]
    if len(pieces) > 1 and _has_digit(plain):
        found.append([_token(piece) for piece in pieces])
        found.extend([compound] for compound in _compounds(pieces[:_MOST_PIECES]))
    return tuple(map(tuple, found))


def _tokens_of(name: str) -> tuple[tuple[str, ...], Parts]:
    return tuple(_tokens(_unaccented(name))), parts_of(name)


_common_tokens_of = lru_cache(maxsize=50_000)(_tokens_of)


def _tokens(name: str) -> list[str]:
    if "-" in name and _has_digit(name):
        return [_joined(name.split("-"))]
    return [_token(piece) for piece in name.split("-")]


def _token(word: str) -> str:
    if _PLURAL_ACRONYM.fullmatch(word):
        return word[:-1].casefold()
    bare = word.casefold().removesuffix("'s").replace("'", "")
    return singular(bare) if bare.isascii() and bare.isalpha() else bare


def _joined(pieces: list[str]) -> str:
    return "".join(pieces).replace("'", "").casefold()


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _camel_parts(piece: str) -> list[str]:
    if piece[1:].islower() and piece.isalpha():
        return []
    if piece.endswith("++"):
        piece = piece.removesuffix("++")
        return [_token(piece)] if len(piece) >= _SHORTEST_PART else []
    if _PLURAL_ACRONYM.fullmatch(piece):
        return []
    parts = [part for part in _CAMEL.findall(piece) if len(part) < len(piece)]
    return [_token(part) for part in parts if part.isalpha() and len(part) >= _SHORTEST_PART]


def _compounds(pieces: list[str]) -> list[str]:
    """Neighbouring pieces that make a shorter name with a digit."""
    spans = (
        pieces[start:end]
        for start in range(len(pieces))
        for end in range(start + 2, len(pieces) + 1)
        if end - start < len(pieces)
    )
    return [name for span in spans if _has_digit(name := _joined(span))]


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)
