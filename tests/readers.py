"""Chats and their topics, for tests of what they get."""

from typing import Any

from recording import NOON

from storage.chats import change_chat, destination_of, remember_chat
from storage.database import Session
from storage.identifiers import ChatId
from storage.records import Chat, ChatState, ChatType, Destination, Language
from storage.search.query import parse
from storage.topics import Topic, follow
from storage.wording import worded

SHANGHAI_CHAT = Chat(
    id=ChatId(1),
    telegram_id=1,
    type=ChatType.PRIVATE,
    title="小林",
    language=Language.ZH_HANS,
    timezone="Asia/Shanghai",
    hours=("08:00",),
    weekdays=tuple(range(7)),
    maximum=10,
    waits_for_chinese=True,
    paused_until=None,
    state=ChatState.ACTIVE,
)
"""A reader's chat as a value, without any database."""


async def reader(
    session: Session,
    telegram_id: int = 11,
    *,
    type: ChatType = ChatType.PRIVATE,  # noqa: A002 (the Bot API's own word)
    thread: int = 0,
    **wishes: Any,
) -> tuple[Chat, Destination]:
    """A chat in Shanghai that does not wait for Chinese, unless `wishes` say otherwise."""
    chat = await remember_chat(
        session,
        telegram_id,
        type=type,
        title="小林",
        language=Language.ZH_HANS,
        maximum=10,
        now=NOON,
    )
    destination = await destination_of(session, chat, thread, NOON)
    wishes = {"timezone": "Asia/Shanghai", "waits_for_chinese": False} | wishes
    return await change_chat(session, chat.id, NOON, **wishes), destination


async def topic(session: Session, destination: Destination, words: str, **changes: Any) -> Topic:
    """A topic named after its own query."""
    values = {"name": words, "wording": worded(parse(words)), "since": NOON, "limit": 100} | changes
    followed, _ = await follow(session, destination.id, **values)
    return followed
