"""
The values of fields that hold no words: each text becomes a leaf of the query, or is refused.

Only the forms listed in README are read; nothing is guessed.
"""

import re
from collections.abc import Callable

from storage.identifiers import arxiv_id_in, arxiv_id_of
from storage.records import DigestFormat
from storage.search.folding import fold_case
from storage.search.lexemes import trimmed
from storage.search.syntax import Exact, ExactField, Range, RangeField

_HAS = {"code": "code", "代码": "code", "zh": "zh", "中文": "zh"}
_COMPARISON = re.compile(r"(?P<sign>>=|=>|<=|=<|[<>=≥≤])?\s*(?P<number>[0-9]{1,18})(?P<more>\+)?\W*")
_SIGNS = {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", None: ">="}
_MOST = 1_000_000_000
"""Larger numbers mean as much as this one."""

Value = Exact | Range


def value_of(field: str, text: str) -> Value | None:
    """The leaf that `text` means as the value of a field; None where it means none."""
    return _READERS[field](text)


def _source(text: str) -> Exact | None:
    name = trimmed(fold_case(text))
    return Exact(ExactField.SOURCE, name) if name in set(DigestFormat) else None


def _identifier(text: str) -> Exact | None:
    identifier = arxiv_id_of(text) or arxiv_id_in(text)
    return Exact(ExactField.ID, identifier) if identifier else None


def _has(text: str) -> Exact | None:
    name = _HAS.get(trimmed(fold_case(text)))
    return Exact(ExactField.HAS, name) if name else None


def _upvotes(text: str) -> Range | None:
    found = _COMPARISON.fullmatch(text.strip())
    if found is None or (found["more"] and found["sign"]):
        return None
    number, sign = int(found["number"]), _SIGNS.get(found["sign"], found["sign"])
    bounds: dict[str, tuple[int | None, int | None]] = {
        ">": (number + 1, None),
        ">=": (number, None),
        "=": (number, number),
        "<": (None, number - 1),
        "<=": (None, number),
    }
    lowest, highest = bounds[sign]
    return Range(
        RangeField.UPVOTES,
        None if lowest is None else min(lowest, _MOST),
        None if highest is None else min(highest, _MOST),
    )


_READERS: dict[str, Callable[[str], Value | None]] = {
    ExactField.SOURCE: _source,
    ExactField.ID: _identifier,
    ExactField.HAS: _has,
    RangeField.UPVOTES: _upvotes,
}

VALUE_FIELDS = frozenset(map(str, _READERS))
"""The words of the fields that are read here."""
