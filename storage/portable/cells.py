"""
One value of a column as JSON takes it, and back: the same whichever database it lies in.

Instants and days are ISO 8601, truth is true or false, bytes are Base64, and a document is a list
of one, so that a JSON null stays apart from no document at all.
"""

import json
import math
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Float, Integer, LargeBinary, String, Text
from sqlalchemy.types import TypeEngine

from storage.schema.table import UTCDateTime

_REPLACEMENT = "\ufffd"
_EXACT_INTEGERS = 2**53
_KEY = itemgetter(0)


class Kind(StrEnum):
    """What a column holds."""

    INTEGER = "integer"
    REAL = "real"
    TEXT = "text"
    BOOLEAN = "boolean"
    DAY = "day"
    INSTANT = "instant"
    DOCUMENT = "document"
    BYTES = "bytes"


def kind_of(column_type: TypeEngine[Any]) -> Kind:
    """
    The kind of a column of our schema.

    Raises:
        NotImplementedError: a type that no table had so far; say here how it is written.
    """
    match column_type:
        case UTCDateTime():
            return Kind.INSTANT
        case JSON():
            return Kind.DOCUMENT
        case Boolean():
            return Kind.BOOLEAN
        case Date():
            return Kind.DAY
        case Float():
            return Kind.REAL
        case Integer():
            return Kind.INTEGER
        case LargeBinary():
            return Kind.BYTES
        case String():
            return Kind.TEXT
    raise NotImplementedError(f"columns of type {column_type!r}")


def type_of(kind: Kind) -> TypeEngine[Any]:
    """How a column of this kind is read and bound; documents are text here, and parsed by `cell_of`."""
    match kind:
        case Kind.INTEGER:
            return BigInteger()
        case Kind.REAL:
            return Float()
        case Kind.BOOLEAN:
            return Boolean()
        case Kind.DAY:
            return Date()
        case Kind.INSTANT:
            return UTCDateTime()
        case Kind.BYTES:
            return LargeBinary()
        case Kind.TEXT | Kind.DOCUMENT:
            return Text()


WRITTEN = frozenset({Kind.DOCUMENT, Kind.DAY, Kind.INSTANT, Kind.BYTES})
"""What is no JSON value by itself."""
CLEANED = frozenset({Kind.DOCUMENT, Kind.TEXT})
"""Where PostgreSQL may find what it cannot hold."""


def cell_of(kind: Kind, value: Any) -> Any:
    """A value from the database as a JSON value."""
    if value is None:
        return None
    match kind:
        case Kind.DOCUMENT:
            # SQLite takes a text that is a number for one in a column of documents.
            return [json.loads(value) if isinstance(value, str) else value]
        case Kind.DAY | Kind.INSTANT:
            return value.isoformat()
        case Kind.BYTES:
            return b64encode(value).decode()
        case _:
            return value


def value_of(kind: Kind, cell: Any) -> Any:
    """The value that `cell_of` was given; a document as text."""
    if cell is None:
        return None
    match kind:
        case Kind.DOCUMENT:
            return json.dumps(cell[0])
        case Kind.DAY:
            return date.fromisoformat(cell)
        case Kind.INSTANT:
            return datetime.fromisoformat(cell).astimezone(UTC)
        case Kind.BYTES:
            return b64decode(cell)
        case _:
            return cell


def line_of(cells: list[Any]) -> bytes:
    """A row as one line of JSON."""
    try:
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair stands in JSON only as an escape
        return json.dumps(cells, separators=(",", ":")).encode() + b"\n"


def likeness_of(cells: list[Any]) -> bytes:
    """
    What rows have in common that mean the same on both databases.

    PostgreSQL orders the keys of a document, writes 1e2 as 100, and cannot hold U+0000, halves of
    surrogate pairs, and numbers without end; the first two are the same to us, and the others
    become what `storable` makes of them.
    """
    return line_of(_like(cells))


def storable(value: Any) -> Any:
    """`value` as PostgreSQL can hold it: signs that are none become U+FFFD, numbers without end null."""
    match value:
        case str():
            return _storable_text(value)
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [storable(each) for each in value]
        case dict():
            return {storable(key): storable(each) for key, each in value.items()}
        case _:
            return value


def _like(value: Any) -> Any:
    # By type, most frequent first: this is done for every value of a database.
    kind = type(value)
    if kind is int and -_EXACT_INTEGERS <= value <= _EXACT_INTEGERS:
        return value
    if kind is str:
        return _storable_text(value)
    if value is None or kind is bool:
        return value
    if kind is list:
        return [_like(each) for each in value]
    if kind is dict:
        return {key: _like(each) for key, each in sorted(((_like(k), v) for k, v in value.items()), key=_KEY)}
    return _number(value)


def _number(value: float) -> float | None:
    """Numbers by their worth: beyond 2^53 both databases give what is nearest."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if abs(value) <= _EXACT_INTEGERS:
        return int(value) if value == int(value) else value
    try:
        return float(value)
    except OverflowError:
        return value


def _storable_text(text: str) -> str:
    if text.isascii():
        return text.replace("\0", _REPLACEMENT) if "\0" in text else text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text.replace("\0", _REPLACEMENT)
