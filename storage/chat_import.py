"""What an exported chat holds put into a chat; nothing that it has is touched unless the caller says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.chats import change_chat, destination_of
from storage.errors import TopicLimitReached
from storage.exported_chat import ExportedChat
from storage.records import Chat, ChatType
from storage.saved import restore_saved
from storage.search.query import Query, parse
from storage.topics import follow, topics_of


@dataclass(slots=True)
class Restored:
    """What came of it."""

    topics: int = 0
    topics_known: int = 0
    """Followed before."""
    topics_refused: int = 0
    """Too long, or words that nobody can follow."""
    topics_over: int = 0
    """More than the chat may follow."""
    saved: int = 0
    saved_unknown: int = 0
    """Papers that are not in this library."""
    has_wishes: bool = False


async def restore_chat(
    session: AsyncSession,
    chat: Chat,
    exported: ExportedChat,
    now: datetime,
    *,
    takes_wishes: bool,
    topic_limit: int,
    accepts: Callable[[Query], bool] = lambda _: True,
    keeps_threads: bool = False,
) -> Restored:
    """
    Add the topics and saved papers to a chat, and give it the wishes if it `takes_wishes`.

    What the chat follows stays as it is, and topics whose own words the caller does not accept are
    left out. With `keeps_threads` topics go to the threads they had.
    Only a private chat has saved papers.
    """
    restored = Restored(has_wishes=takes_wishes)
    if takes_wishes:
        chat = await change_chat(session, chat.id, now, **exported.wishes)
    for topic in exported.topics:
        if not accepts(parse(topic.wording.text)):
            restored.topics_refused += 1
            continue
        destination = await destination_of(session, chat, topic.thread_id if keeps_threads else 0, now)
        names = {one.name.casefold() for one in await topics_of(session, destination.id)}
        try:
            _, is_new = await follow(
                session,
                destination.id,
                name=_free_name(topic.name, names),
                wording=topic.wording,
                since=now,
                limit=topic_limit,
                is_muted=topic.is_muted,
                instant_since=now if topic.is_instant else None,
            )
        except TopicLimitReached:
            restored.topics_over += 1
            continue
        restored.topics += is_new
        restored.topics_known += not is_new
    if chat.type is ChatType.PRIVATE and exported.saved:
        restored.saved = await restore_saved(session, chat.telegram_id, exported.saved)
        restored.saved_unknown = len(exported.saved) - restored.saved
    return restored


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another topic has it."""
    number = 1
    free = name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free
