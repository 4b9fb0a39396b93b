"""Updates of a server that leaves out what Telegram's never does are understood all the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message, Update

from bot.missing_fields import completed
from bot.raw_updates import as_updates

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["chat", "from", "user", "id", "message", "text", "new_chat_member", "status"]),
            inner,
        )
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(["message", "callback_query", "my_chat_member"])


@given(st.dictionaries(KINDS, VALUES))
def test_whatever_is_missing_nothing_that_is_there_is_lost(update: dict[str, Any]) -> None:
    """All stays, and once is as good as twice."""
    done = completed(update)
    assert done.keys() == update.keys()
    assert completed(done) == done


@pytest.mark.parametrize("status", ["member", "administrator", "creator", "restricted", "left", "kicked"])
def test_a_membership_is_known_by_its_status(status: str) -> None:
    """Rights and dates may be missing; gone stays gone, and what is there is somebody there."""
    member = {"status": status, "user": {"id": 9}}
    changed = {"chat": {"id": -5}, "from": {"id": 5}, "old_chat_member": member, "new_chat_member": member}
    update = Update.de_json(completed({"update_id": 1, "my_chat_member": changed}), Bot("1:a"))
    assert update.my_chat_member is not None
    expected = status if status in ("left", "kicked") else "member"
    assert update.my_chat_member.new_chat_member.status == expected
    assert update.my_chat_member.chat.type == "group"


def test_a_message_needs_its_chat_and_its_text() -> None:
    """It is one that can be answered."""
    message = {"message_id": 3, "chat": {"id": 5}, "from": {"id": 5}, "text": "words"}
    update = Update.de_json(completed({"update_id": 1, "message": message}), Bot("1:a"))
    assert isinstance(update.message, Message)
    assert (update.message.text, update.message.chat.type) == ("words", "private")


def test_a_tap_needs_its_sender_its_chat_and_its_data() -> None:
    """Neither a date nor a name is asked for."""
    query = {"id": "1", "from": {"id": 5}, "data": "x", "message": {"message_id": 3, "chat": {"id": 5}}}
    update = Update.de_json(completed({"update_id": 1, "callback_query": query}), Bot("1:a"))
    assert update.effective_chat is not None
    assert (update.effective_chat.id, update.effective_chat.type) == (5, "private")


@pytest.mark.parametrize(
    ("message", "length"),
    [
        ({"text": "/start"}, 6),
        ({"text": "/search@a_bot words"}, 13),
        ({"text": "/订阅"}, None),
        ({"text": "/start中"}, None),
        ({"text": "words /start"}, None),
        ({"text": "/start", "entities": []}, None),
        ({"text": 7}, None),
    ],
)
def test_a_command_is_one_also_where_the_server_does_not_mark_it(
    message: dict[str, Any], length: int | None
) -> None:
    """Entities may be left out; where there are any, they are right."""
    [found] = as_updates([{"update_id": 1, "message": message}])
    marked = [{"type": "bot_command", "offset": 0, "length": length}] if length else message.get("entities")
    assert found.content["message"].get("entities") == marked
