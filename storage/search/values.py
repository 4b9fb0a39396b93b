"""
The values of fields that hold no words: each text becomes a leaf of the query, or is refused.

Only the forms listed in README are read; nothing is guessed.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from storage.identifiers import arxiv_id_in, arxiv_id_of
from storage.records import DigestFormat
from storage.search.days import OPENERS, count_of_day_words, days_named, relative_days
from storage.search.folding import fold_case
from storage.search.lexemes import trimmed
from storage.search.syntax import DayField, Days, Exact, ExactField, Order, Range, RangeField

_ARXIV_LABEL = re.compile(r"arxiv\s*[:：]\s*", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.|arxiv:|[a-z]+\.(?:org|co)/)\S+", re.IGNORECASE)
_SIGN = r"(?P<sign>>=|=>|<=|=<|[<>=≥≤])"
_HAS = {"code": "code", "代码": "code", "zh": "zh", "中文": "zh"}
_COMPARISON = re.compile(rf"{_SIGN}?\s*(?P<number>[0-9]{{1,18}})(?P<more>\+)?\W*")
_SIGN_BEFORE = re.compile(rf"{_SIGN}\s*")
_SIGNS = {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", None: ">="}
_MOST = 1_000_000_000
"""Larger numbers mean as much as this one."""

_ORDERS = {
    "new": Order.NEW, "最新": Order.NEW, "hot": Order.HOT, "最热": Order.HOT, "best": Order.BEST, "最佳": Order.BEST,
}  # fmt: skip

Value = Exact | Range | Days
_ONE_DAY = timedelta(days=1)


def value_of(field: str, text: str, today: date | None) -> Value | None:
    """
    The leaf that `text` means as the value of a field; None where it means none.

    Without `today` no days relative to it are read.
    """
    if field in DAY_FIELDS:
        return _days(field, text, today)
    return _READERS[field](text)


def identifier_in(text: str) -> Exact | None:
    """The paper whose arXiv id or link stands in `text`."""
    if not _may_hold_id(text):
        return None
    identifier = arxiv_id_of(text) or arxiv_id_in(text)
    return Exact(ExactField.ID, identifier) if identifier else None


def order_named(text: str) -> Order | None:
    """The order that `text` means as the value of sort:."""
    return _ORDERS.get(trimmed(fold_case(text)))


def lone_identifier(text: str) -> Exact | None:
    """The paper that `text` names by an arXiv id or link, if it holds nothing else."""
    if not _may_hold_id(text):
        return None
    alone = _ARXIV_LABEL.sub("arxiv:", text.strip())
    if identifier := arxiv_id_of(alone):
        return Exact(ExactField.ID, identifier)
    return identifier_in(alone) if _LINK.fullmatch(alone) else None


def days_alone(words: str, today: date | None) -> Days | None:
    """What words for days mean where they stand behind no field; without `today` whole dates alone."""
    span = relative_days(words, today) if today else days_named(words, None)
    return Days(DayField.DIGEST, span.first, span.last) if span else None


def is_value(field: str, text: str) -> bool:
    """Whether `text` is a possible value of a field, seen from any day."""
    if field == ORDER_FIELD:
        return order_named(text) is not None
    if field in DAY_FIELDS and (fold_case(text) in OPENERS or count_of_day_words([text], is_alone=False)):
        return True
    return value_of(field, text, None) is not None


def possible_values(ignored: str) -> tuple[str, str] | None:
    """The field of a part that had no effect, and examples of what it takes; None for other parts."""
    field, colon, _ = ignored.partition(":")
    return (field, _POSSIBLE[field]) if colon and field in _POSSIBLE else None


def _may_hold_id(text: str) -> bool:
    """Most words do not; matching all forms of links takes far longer than seeing that."""
    return "." in text or "/" in text


def _source(text: str) -> Exact | None:
    name = trimmed(fold_case(text))
    return Exact(ExactField.SOURCE, name) if name in set(DigestFormat) else None


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


def _days(field: str, text: str, today: date | None) -> Days | None:
    """after: and before: look from the first day of what they name; after: takes it in."""
    sign = _SIGN_BEFORE.match(text) if field == DayField.PUBLISHED else None
    span = days_named(text[sign.end() :] if sign else text, today)
    if span is None:
        return None
    relation = {"after": ">=", "before": "<"}.get(field) or (sign and _SIGNS.get(sign["sign"], sign["sign"]))
    meant = DayField.PUBLISHED if field == DayField.PUBLISHED else DayField.DIGEST
    try:
        match relation:
            case ">=":
                return Days(meant, span.first, None)
            case ">":
                return Days(meant, span.last + _ONE_DAY, None)
            case "<":
                return Days(meant, None, span.first - _ONE_DAY)
            case "<=":
                return Days(meant, None, span.last)
    except OverflowError:
        return None
    return Days(meant, span.first, span.last)


_READERS: dict[str, Callable[[str], Value | None]] = {
    ExactField.SOURCE: _source,
    ExactField.ID: identifier_in,
    ExactField.HAS: _has,
    RangeField.UPVOTES: _upvotes,
}

_A_DAY = "2025, 2025-09, 2025-09-03, 7d"
_POSSIBLE: dict[str, str] = {
    ExactField.SOURCE: ", ".join(DigestFormat),
    ExactField.ID: "2510.01051",
    ExactField.HAS: "code, zh",
    RangeField.UPVOTES: "20, >20, <=5",
    "sort": "new, hot, best",
    **dict.fromkeys(("after", "before", *map(str, DayField)), _A_DAY),
}

CHINESE_FIELDS = {
    "标题": "title", "作者": "author", "关键词": "keyword", "机构": "org", "领域": "area", "来源": "source", "编号": "id",
    "有": "has", "点赞": "upvotes", "从": "after", "早于": "before", "日期": "on", "发表": "published", "排序": "sort",
}  # fmt: skip
"""What fields are also called; normal forms have the English words."""

DAY_FIELDS = frozenset(("after", "before", *map(str, DayField)))
"""The words of the fields that hold days."""

ORDER_FIELD = "sort"

VALUE_FIELDS = DAY_FIELDS | {ORDER_FIELD} | frozenset(map(str, _READERS))
"""The words of the fields that are read here."""
