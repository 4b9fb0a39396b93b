"""Lists cut so that each piece fits into one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")
VARIABLES_AT_ONCE = 5_000
"""SQLite takes at most 32,766 variables in one statement."""


def batches(values: Iterable[Value], size: int = VARIABLES_AT_ONCE) -> Iterator[list[Value]]:
    """`values` in order, in lists of at most `size`."""
    iterator = iter(values)
    while some := list(islice(iterator, size)):
        yield some
