"""Whatever an update holds, it ends, and the next one is answered."""

from typing import Any

import pytest
from conversation import XIAOLIN, Conversation
from sqlalchemy import text

from bot.raw_updates import as_updates

CHAT = {"id": XIAOLIN, "type": "private", "first_name": "小林"}
PERSON = {"id": XIAOLIN, "is_bot": False, "first_name": "小林", "language_code": "zh-hans"}
MESSAGE = {"message_id": 900, "date": 1_795_000_000, "chat": CHAT, "from": PERSON}
GROUP_MESSAGE = {
    "message_id": 900,
    "date": 1_795_000_000,
    "chat": {"id": -42_000_001, "type": "group", "title": "组"},
}
TAP = {"id": "1", "from": PERSON, "chat_instance": "1"}

ODD: dict[str, dict[str, Any]] = {
    "NUL": {"message": MESSAGE | {"text": "订阅 智\0能体\0"}},
    "half of a pair": {"message": MESSAGE | {"text": "智能体 \ud83d"}},
    "64 KB": {"message": MESSAGE | {"text": "智能体 agent " * 5_000}},
    "64 KB without spaces": {"message": MESSAGE | {"text": "智" * 65_536}},
    "unknown type": {"something_new": {"x": [1, {"y": None}]}},
    "unknown fields": {"message": MESSAGE | {"text": "帮助", "new_field": {"a": 1}}},
    "no content": {},
    "null content": {"message": None},
    "wrong types": {"message": {"message_id": "x", "date": [], "chat": 7}},
    "nobody's message": {"message": GROUP_MESSAGE | {"text": "/help"}},
    "a channel's message": {
        "message": GROUP_MESSAGE
        | {"text": "/topics", "sender_chat": {"id": -1, "type": "channel", "title": "频道"}}
    },
    "a button of nobody": {
        "callback_query": TAP | {"message": MESSAGE | {"text": "x"}, "data": "no:such\0button"}
    },
    "a tap without data": {"callback_query": TAP | {"message": MESSAGE | {"text": "x"}}},
    "a tap without message": {"callback_query": TAP | {"data": "st:main"}},
    "a tap on nothing": {
        "callback_query": TAP | {"message": {"message_id": 1, "date": 0, "chat": CHAT}, "data": "st:main"}
    },
}


@pytest.fixture
def database_url(any_library_url: str) -> str:
    """What one database stores the other may refuse."""
    return any_library_url


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
async def test_an_odd_update_ends_and_the_next_is_answered(
    conversation: Conversation, content: dict[str, Any]
) -> None:
    """None stays to be met again, and the chat goes on."""
    conversation.sandbox.start(XIAOLIN)
    await conversation.settle()
    [update] = as_updates([{"update_id": 77, **content}])
    await conversation.handle(update.content)
    async with conversation.database.reading() as session:
        assert await session.scalar(text("SELECT state FROM updates WHERE id = 77")) in ("answered", "failed")
    assert len(await conversation.say("帮助")) == 1
