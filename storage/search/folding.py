"""
One form for texts that mean the same: NFKC, simplified characters, plain hyphens.

Characters are converted one at a time: OpenCC's phrase rules fold a fragment differently
from the text it was cut from, and then a query could miss the sentence that it quotes.
"""

import re
import unicodedata
from functools import cache

import opencc

_HAN_BLOCKS = ((0x2E80, 0x2FE0), (0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
_CHARACTERS_AT_ONCE = 4096
_FIRST_RARE = 0x10000
_SURROGATES = re.compile("[\ud800-\udfff]")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2212\u00ad"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")


def fold(text: str) -> str:
    """`text` with compatibility forms, traditional characters and hyphens unified; case is kept."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", _SURROGATES.sub(" ", text))
    return normal.translate(_replacements()) if _replaced().search(normal) else normal


def fold_case(text: str) -> str:
    """`text` folded and without case: equal for texts that search cannot tell apart."""
    if text.isascii():
        return text.lower()
    folded = fold(fold(text).casefold())
    return folded if folded.isascii() else fold(folded.casefold())


@cache
def _replaced() -> re.Pattern[str]:
    """What may have a replacement: most texts hold none, and seeing that is quicker."""
    common = "".join(chr(code) for code in _replacements() if code < _FIRST_RARE)
    # One class with rarer characters in it would be searched from end to end for each character.
    return re.compile(f"[{re.escape(common)}]|[{chr(_FIRST_RARE)}-\U0010ffff]")


@cache
def _replacements() -> dict[int, str]:
    convert = opencc.OpenCC("t2s").convert
    table = {**_HYPHENS, **_APOSTROPHES}
    for start, end in _HAN_BLOCKS:
        for first in range(start, end, _CHARACTERS_AT_ONCE):
            # Each character on a line of its own, so that no phrase rule can match.
            lines = "\n".join(map(chr, range(first, min(first + _CHARACTERS_AT_ONCE, end))))
            pairs = zip(lines.split("\n"), convert(lines).split("\n"), strict=True)
            table |= {ord(before): after for before, after in pairs if before != after}
    return table
