"""Chats, their wishes, and the destinations in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from, destination_from
from storage.due import due_values, reschedule
from storage.identifiers import ChatId
from storage.merging_chats import merge_chat
from storage.outbox import cancel_messages
from storage.records import (
    UNRENDERED,
    Chat,
    ChatState,
    ChatType,
    DeliveryState,
    Destination,
    EmptyDays,
    Language,
    Layout,
)
from storage.schedule import next_slot
from storage.schema import ChatRow, DeliveryRow, DestinationRow, GroupAnswerRow, TopicRow

DEFAULT_HOURS = ("08:00",)
EVERY_DAY = tuple(range(7))
MOST_HOURS = 4
"""Digests a day."""


async def chat_by_telegram_id(session: AsyncSession, telegram_id: int) -> Chat | None:
    """The chat with Telegram's own number, if it ever spoke to us."""
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    return chat_from(row) if row else None


async def chat_by_any_number(session: AsyncSession, telegram_id: int) -> Chat | None:
    """The same, also by the number that a supergroup had as a group."""
    row = await session.scalar(
        select(ChatRow)
        .where(or_(ChatRow.telegram_id == telegram_id, ChatRow.former_telegram_id == telegram_id))
        .order_by(ChatRow.state == ChatState.GONE, ChatRow.id.desc())
        .limit(1)
    )
    return chat_from(row) if row else None


async def remember_chat(
    session: AsyncSession,
    telegram_id: int,
    *,
    type: ChatType,  # noqa: A002 (the Bot API's own word)
    title: str,
    language: Language,
    maximum: int,
    now: datetime,
) -> Chat:
    """
    The chat, created with defaults at first contact, refreshed and reactivated at later ones.

    `language` and `maximum` count at first contact only. Readers of Chinese wait for Chinese. What
    kept us from writing there is tried again at once.
    """
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    if row is None:
        row = ChatRow(
            telegram_id=telegram_id,
            language=language,
            timezone=None,
            hours=list(DEFAULT_HOURS),
            weekdays=list(EVERY_DAY),
            maximum=maximum,
            waits_for_chinese=language.is_chinese,
            paused_until=None,
            empty_days=EmptyDays.SOME,
            layout=Layout.COMPACT,
            is_silent=False,
            created_at=now,
        )
        session.add(row)
    returns = row.state == ChatState.GONE
    if row.restricted_since or row.missing_since:
        row.restricted_since = row.missing_since = row.not_before = None
    row.type, row.title, row.state = type, title, ChatState.ACTIVE
    row.state_reason = row.gone_since = None
    await session.flush()
    if returns:
        await reschedule(session, chat_from(row), now)
    return chat_from(row)


async def change_chat(session: AsyncSession, chat_id: ChatId, now: datetime, **changes: Any) -> Chat:
    """The chat with some of its wishes changed; its destinations follow the new schedule."""
    row = await session.get_one(ChatRow, chat_id)
    for name, value in changes.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    await session.flush()
    chat = chat_from(row)
    await reschedule(session, chat, now)
    return chat


async def mark_gone(session: AsyncSession, telegram_id: int, reason: str, now: datetime) -> None:
    """
    Stop writing to a chat that blocked, removed or lost us, also what is on its way.

    Its data stays for a while, see `storage.gone_chats`.
    """
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    if row is None:
        return
    row.state, row.state_reason = ChatState.GONE, reason
    row.gone_since = row.gone_since or now
    await session.flush()
    await session.execute(
        update(DestinationRow)
        .where(DestinationRow.chat_id == row.id)
        .values(next_due_at=None, due_on=None, due_hour=None)
    )
    await cancel_messages(session, ChatId(row.id), reason)
    own = select(DestinationRow.id).where(DestinationRow.chat_id == row.id)
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.destination_id.in_(own), DeliveryRow.state.in_(UNRENDERED))
        .values(state=DeliveryState.CANCELLED)
    )


async def replace_layout(session: AsyncSession, chat_id: ChatId, old: Layout, new: Layout) -> bool:
    """Give digests another layout; False where the chat has one other than `old` by now."""
    replaced = await session.scalar(
        update(ChatRow)
        .where(ChatRow.id == chat_id, ChatRow.layout == old)
        .values(layout=new)
        .returning(ChatRow.id)
    )
    return replaced is not None


async def migrate_chat(
    session: AsyncSession, old_telegram_id: int, new_telegram_id: int, now: datetime
) -> None:
    """
    Keep everything of a group that became a supergroup (Message.migrate_to_chat_id).

    The supergroup may have spoken to us first. It then makes room for the group, unless topics
    are followed in it already: the group's are added to them then, and the group counts as gone.
    """
    old = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == old_telegram_id))
    if old is None:
        return
    new = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == new_telegram_id))
    if new is not None:
        if await _follows_any(session, new.id):
            await merge_chat(session, old.id, new.id)
            new.former_telegram_id = old_telegram_id
            new.caretaker_id = new.caretaker_id or old.caretaker_id
            await mark_gone(session, old_telegram_id, f"continues as {new_telegram_id}", now)
            return
        await session.delete(new)
        await session.flush()
    old.telegram_id, old.type = new_telegram_id, ChatType.SUPERGROUP
    old.former_telegram_id = old_telegram_id
    # Numbers of messages are of the old chat.
    await session.execute(delete(GroupAnswerRow).where(GroupAnswerRow.chat_id == old.id))
    if old.own_menu is not None:
        old.own_menu = ""  # Telegram's is of the old number
    await session.flush()


async def destination_of(session: AsyncSession, chat: Chat, thread_id: int, now: datetime) -> Destination:
    """The destination for a chat and thread (0 for none), created at its first use."""
    found = (DestinationRow.chat_id == chat.id) & (DestinationRow.thread_id == thread_id)
    row = await session.scalar(select(DestinationRow).where(found))
    if row is None:
        slot = next_slot(chat, now)
        row = DestinationRow(chat_id=chat.id, thread_id=thread_id, created_at=now, **due_values(slot))
        session.add(row)
        await session.flush()
    return destination_from(row)


async def _follows_any(session: AsyncSession, chat_id: int) -> bool:
    followed = exists().where(TopicRow.destination_id == DestinationRow.id, DestinationRow.chat_id == chat_id)
    return bool(await session.scalar(select(followed)))
