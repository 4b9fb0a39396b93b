"""
Words in alphabetic scripts: what is one word, its light stem, and the parts of a name.

A hyphenated word without a digit is its words in a row (text-to-image); one with a digit is
a name and stays whole (GPT-4o, R1-Zero), written without its hyphens. Stemming takes plurals
back to singulars and nothing else: stronger stemmers make one word of transformer and
transformation, and of reason and reasoning, which are different topics.
"""

import re
import unicodedata
from functools import lru_cache

HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LETTERS = rf"(?:[^\W_{HAN}]++|[\u0300-\u036f]++)++"
_CORE = rf"{_LETTERS}(?:(?<=\d)\.(?=\d){_LETTERS})*+"
WORD = rf"{_CORE}(?:(?:\+\+|(?<![^\W_]{{2}})[#])(?!{_LETTERS})|'{_LETTERS})?(?:-{_CORE})*+"
"""A word or a hyphenated name in folded text, as a regular expression."""

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+(?:\.\d+)*")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_SHORTEST_PART = 3
_MOST_PIECES = 6
_SHORTEST_PLURAL = 3
_IRREGULAR = {
    "analyses": "analysis", "hypotheses": "hypothesis", "syntheses": "synthesis", "theses": "thesis",
    "bases": "base", "axes": "axis", "crises": "crisis", "matrices": "matrix", "vertices": "vertex",
    "indices": "index", "indexes": "index", "appendices": "appendix", "criteria": "criterion",
    "phenomena": "phenomenon", "corpora": "corpus", "children": "child", "people": "person",
    "men": "man", "women": "woman", "mice": "mouse", "feet": "foot", "teeth": "tooth",
    "lives": "life", "leaves": "leaf", "halves": "half", "selves": "self", "shelves": "shelf",
    "gpus": "gpu", "cpus": "cpu", "tpus": "tpu", "npus": "npu", "menus": "menu",
}  # fmt: skip
_NO_PLURAL = frozenset(
    (
        "this", "was", "has", "does", "lens", "news", "always", "perhaps", "besides", "chaos",
        "bias", "atlas", "canvas", "alias", "series", "species", "diabetes", "whereas",
    )
)  # fmt: skip


def words_of(name: str) -> list[str]:
    """The tokens that a match of WORD stands for, in order; a name with a digit is one."""
    plain = _unaccented(name)
    if "-" not in plain:
        return [_token(plain)]
    pieces = plain.split("-")
    if _is_name(plain):
        return ["".join(pieces).replace("'", "").casefold()]
    return [_token(piece) for piece in pieces]


def parts_of(name: str) -> list[list[str]]:
    """
    Shorter names within a match of WORD by which it is found too, each as tokens in order.

    BiasFreeBench: bias free bench. DeepSeek-R1-Zero: deepseek r1 zero, deepseekr1, r1zero.
    """
    plain = _unaccented(name)
    pieces = plain.split("-")
    found = [camel for piece in pieces if len(camel := _camel_parts(piece)) > 0]
    if len(pieces) > 1 and _is_name(plain):
        found.append([_token(piece) for piece in pieces])
        found.extend([compound] for compound in _compounds(pieces[:_MOST_PIECES]))
    return found


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The singular of a lower-case English word; the word itself if it does not look plural."""
    if not word.endswith("s") and word not in _IRREGULAR:
        return word
    if singular := _IRREGULAR.get(word):
        return singular
    if len(word) <= _SHORTEST_PLURAL or word in _NO_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > len("ties") else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _token(word: str) -> str:
    lower = word.casefold()
    bare = lower.removesuffix("'s").replace("'", "")
    return stem(bare) if bare.isalpha() else bare


def _is_name(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _camel_parts(piece: str) -> list[str]:
    if (piece.islower() and piece.isalpha()) or _PLURAL_ACRONYM.fullmatch(piece):
        return []
    if piece.endswith("++"):
        piece = piece.removesuffix("++")
        return [_token(piece)] if len(piece) >= _SHORTEST_PART else []
    parts = [part for part in _CAMEL.findall(piece) if len(part) < len(piece)]
    return [_token(part) for part in parts if part.isalpha() and len(part) >= _SHORTEST_PART]


def _compounds(pieces: list[str]) -> list[str]:
    """Neighbouring pieces that make a shorter name with a digit."""
    spans = (
        "".join(pieces[start:end])
        for start in range(len(pieces))
        for end in range(start + 2, len(pieces) + 1)
        if end - start < len(pieces)
    )
    return [span.replace("'", "").casefold() for span in spans if _is_name(span)]


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)
