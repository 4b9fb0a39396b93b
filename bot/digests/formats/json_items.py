"""
A JSON list read value by value, so that each of them knows its line.

The standard decoder does the work; here are only the commas between, and one error for all that can
be wrong. A list that is cut is refused whole: half a day must not pass for the day.
"""

import json
import re
from typing import Any, NamedTuple

from bot.digests.formats.document import DigestError

REMEDY = "fetch the day again from the API"

_BLANKS = re.compile(r"[ \t\n\r]*")


class Item(NamedTuple):
    """A JSON value and the line on which it begins."""

    line: int
    value: Any


def items_of(text: str) -> list[Item] | Item:
    """
    The values of the list that `text` is, or the one value that it is instead.

    Raises:
        DigestError: no JSON, cut, nested too deeply, or followed by other text.
    """
    decoder = json.JSONDecoder()
    start = position = _after_blanks(text, 0)
    if not text.startswith("[", start):
        value, end = _value_at(decoder, text, start)
        _expect_end(text, end)
        return Item(text.count("\n", 0, start) + 1, value)
    items: list[Item] = []
    line, counted = 1, 0
    position = _after_blanks(text, start + 1)
    while not (text.startswith("]", position) and not items):
        line += text.count("\n", counted, position)
        counted = position
        value, end = _value_at(decoder, text, position)
        items.append(Item(line, value))
        position = _after_blanks(text, end)
        if not text.startswith(",", position):
            break
        position = _after_blanks(text, position + 1)
    if not text.startswith("]", position):
        raise _damaged(text, position, f"the list does not end after entry {len(items)}")
    _expect_end(text, position + 1)
    return items


def first_of(text: str) -> tuple[Any, bool]:
    """
    The first value of a list or of rows, or the one value there is; and whether others stand beside it.

    Raises:
        DigestError: no JSON.
    """
    decoder = json.JSONDecoder()
    start = _after_blanks(text, 0)
    is_list = text.startswith("[", start)
    start = _after_blanks(text, start + 1) if is_list else start
    value, end = _value_at(decoder, text, start)
    return value, is_list or text.startswith("{", _after_blanks(text, end))


def rows_of(text: str) -> list[Item]:
    """
    The values of JSON that stand one after another, as one a line; none where the text is a list.

    Raises:
        DigestError: no JSON, cut, or followed by other text.
    """
    decoder = json.JSONDecoder()
    items: list[Item] = []
    line, counted = 1, 0
    position = _after_blanks(text, 0)
    while position < len(text) and not (text.startswith("[", position) and not items):
        line += text.count("\n", counted, position)
        counted = position
        value, end = _value_at(decoder, text, position)
        items.append(Item(line, value))
        position = _after_blanks(text, end)
    return items


def _expect_end(text: str, position: int) -> None:
    end = _after_blanks(text, position)
    if end != len(text):
        raise _damaged(text, end, "text after the end of the JSON")


def _value_at(decoder: json.JSONDecoder, text: str, position: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise _damaged(text, error.pos, error.msg) from error
    except RecursionError as error:
        raise _damaged(text, position, "nested too deeply") from error
    except ValueError as error:  # the decoder passes on what int() says of too many digits
        raise _damaged(text, position, "a number of too many digits") from error


def _damaged(text: str, position: int, what: str) -> DigestError:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return DigestError(f"damaged JSON at line {line}, column {column}: {what}; {REMEDY}")


def _after_blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position
