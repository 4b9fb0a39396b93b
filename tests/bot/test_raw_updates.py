"""Whatever an update holds can be stored, and stays in the order of its chat."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.raw_updates import as_updates, cleaned, lane_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
KEYS = st.sampled_from(["update_id", "message", "callback_query", "chat", "from", "id"]) | st.text()


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_update_has_a_lane_and_can_be_written_down(update: dict[str, Any]) -> None:
    """Unknown shapes end in a lane of their own, and no character stops the database."""
    assert abs(lane_of(update)) < 2**63
    written = json.dumps(cleaned(update), ensure_ascii=False)
    assert "\\u0000" not in written
    written.encode()


@pytest.mark.parametrize(
    ("text", "kept"), [("a\0b", "a\ufffdb"), ("\ud83d half", "\ufffd half"), ("😀 whole 𠮷", "😀 whole 𠮷")]
)
def test_only_what_cannot_be_stored_is_replaced(text: str, kept: str) -> None:
    """Everything else stays as it was written."""
    assert cleaned({text: [text, 1, None]}) == {kept: [kept, 1, None]}


def test_what_is_no_update_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    """One strange thing in a batch does not hold up the others."""
    strange = ["x", None, {"message": {}}, {"update_id": "7"}, {"update_id": 2**70}, {"update_id": True}]
    assert [one.id for one in as_updates([*strange, {"update_id": 8}])] == [8]
    assert as_updates("nonsense") == []
    assert caplog.text.count("poll.strange") == 7
