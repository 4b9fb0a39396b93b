"""Chats and their topics, for tests of what they get."""

from typing import Any

from recording import NOON

from storage.chats import change_chat, destination_of, remember_chat
from storage.database import Session
from storage.records import Chat, ChatType, Destination, Language
from storage.search.query import parse
from storage.topics import Topic, follow
from storage.wording import worded


async def reader(session: Session, telegram_id: int = 11, **wishes: Any) -> tuple[Chat, Destination]:
    """A private chat in Shanghai that does not wait for Chinese, unless `wishes` say otherwise."""
    chat = await remember_chat(
        session,
        telegram_id,
        type=ChatType.PRIVATE,
        title="小林",
        language=Language.ZH_HANS,
        maximum=10,
        now=NOON,
    )
    destination = await destination_of(session, chat, 0, NOON)
    wishes = {"timezone": "Asia/Shanghai", "waits_for_chinese": False} | wishes
    return await change_chat(session, chat.id, NOON, **wishes), destination


async def topic(session: Session, destination: Destination, words: str, **changes: Any) -> Topic:
    """A topic named after its own query."""
    values = {"name": words, "wording": worded(parse(words)), "since": NOON, "limit": 100} | changes
    followed, _ = await follow(session, destination.id, **values)
    return followed
