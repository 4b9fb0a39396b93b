"""Rows of inline keyboard buttons."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from handlers.callbacks import encoded
from handlers.escaping import is_web_address, one_line
from handlers.views.measuring import display_width
from handlers.words import Words
from storage.records import Button

NUMBERS_PER_ROW = 5
_WIDEST_OF_TWO = 20
"""Columns of a label that shares a row of a phone with another."""
Row = tuple[Button, ...]


def tap(text: str, data: Any) -> Button:
    """A button that means a record of `handlers.buttons`."""
    return Button(one_line(text) or "…", data=encoded(data))


def open_link(text: str, url: str | None) -> Row:
    """A button that opens a web address, alone or, where there is no such address, nothing."""
    return (Button(text, url=url),) if url and is_web_address(url) else ()


def in_rows(buttons: Iterable[Button], per_row: int) -> tuple[Row, ...]:
    """Buttons in rows of so many."""
    flat = tuple(buttons)
    return tuple(flat[start : start + per_row] for start in range(0, len(flat), per_row))


def in_pairs(buttons: Iterable[Button]) -> tuple[Row, ...]:
    """Two in a row where a phone shows both labels whole, else one."""
    rows: list[Row] = []
    for button in buttons:
        is_narrow = display_width(button.text) <= _WIDEST_OF_TWO
        if is_narrow and rows and len(rows[-1]) == 1 and display_width(rows[-1][0].text) <= _WIDEST_OF_TWO:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def numbered(data: Sequence[Any], first: int = 1) -> tuple[Row, ...]:
    """Buttons 1, 2, 3…, five a row."""
    return in_rows((tap(str(number), one) for number, one in enumerate(data, first)), NUMBERS_PER_ROW)


def turning(page: int, pages: int, words: Words, to: Callable[[int], Any]) -> Row:
    """Buttons to the page before and the next one, where there are such; `to` makes their data."""
    before = (tap(words.label("previous-page"), to(page - 1)),) if page > 0 else ()
    after = (tap(words.label("next-page"), to(page + 1)),) if page < pages - 1 else ()
    return (*before, *after)


def chosen(text: str, is_chosen: bool) -> str:
    """The label of one choice among several, with a mark where it is the present one."""
    return f"✓ {text}" if is_chosen else text
