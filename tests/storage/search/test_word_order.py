"""Suggested queries read as the reader wrote theirs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.query import parse
from storage.search.word_order import in_order_of

DAY = date(2025, 10, 3)


@pytest.mark.parametrize(
    ("written", "text", "ordered"),
    [
        ("reinforcment learning", "learning reinforcement", "reinforcement learning"),
        ("reinforcment lerning", "learning reinforcement", "reinforcement learning"),
        ("learning reinforcment", "learning reinforcement", "learning reinforcement"),
        ("Vision Language Agents 近7天", "agents language vision", "vision language agents"),
        ("has:code tree search agents", "has:code search tree", "tree search has:code"),
        ("智能体 记忆 规划 sort:hot", "智能体 规划 sort:hot", "智能体 规划 sort:hot"),
        ("z y -x", "y z -x", "z y -x"),
        ("b OR c a", "a b | c", "b | c a"),
        ("word", "other", "other"),
    ],
)
def test_words_stand_where_the_reader_put_them(written: str, text: str, ordered: str) -> None:
    """Corrected ones in the place of what was meant, filters last."""
    assert in_order_of(parse(written, DAY), text) == ordered


@given(st.text(max_size=60), st.text('ab cd|-()"智能体近7天: ', max_size=40))
def test_the_order_never_changes_the_meaning(written: str, text: str) -> None:
    """Whatever was written, the query means the same."""
    query = parse(text)
    assert parse(in_order_of(parse(written, DAY), query.canonical)).root == parse(query.canonical).root
