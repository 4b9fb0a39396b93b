"""A query without its filters: for readers whose words find nothing only because of them."""

from datetime import date

import pytest

from storage.search.filters import without_filters
from storage.search.query import parse

DAY = date(2025, 10, 3)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("智能体 近7天", "智能体"),
        ("agent memory has:code upvotes:>20 source:api", "agent memory"),
        ("title:bench after:2025 -video", "title:bench -video"),
        ("扩散 -has:code", "扩散"),
        ("a OR b on:2025-09", "a | b"),
    ],
)
def test_words_stay_and_filters_go(text: str, bare: str) -> None:
    """Days, numbers, has: and source: are left out; words, their fields and exclusions stay."""
    query = without_filters(parse(text, DAY))
    assert query is not None
    assert (query.text, query.root, query.readings) == (bare, parse(bare).root, ())


@pytest.mark.parametrize(
    "text", ["", "agent", "agent memory", "近7天", "has:code 近7天", "-video has:code", "id:2510.01051"]
)
def test_where_nothing_changes_or_remains_there_is_none(text: str) -> None:
    """A search without words finds everything, and is never suggested."""
    assert without_filters(parse(text, DAY)) is None
