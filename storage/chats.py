"""Chats, their wishes, and the destinations in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import ChatId, DestinationId
from storage.outbox import cancel_messages
from storage.records import Chat, ChatState, ChatType, DeliveryState, Destination, EmptyDays, Language
from storage.schedule import next_slot
from storage.schema import ChatRow, DeliveryRow, DestinationRow, TopicRow

DEFAULT_HOURS = ("08:00",)
EVERY_DAY = tuple(range(7))


async def chat_by_telegram_id(session: AsyncSession, telegram_id: int) -> Chat | None:
    """The chat with Telegram's own number, if it ever spoke to us."""
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
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

    `language` and `maximum` count at first contact only. Readers of Chinese wait for Chinese.
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
            waits_for_chinese=language is Language.ZH_HANS,
            paused_until=None,
            empty_days=EmptyDays.SOME,
            created_at=now,
        )
        session.add(row)
    returns = row.state == ChatState.GONE
    row.type, row.title, row.state, row.state_reason = type, title, ChatState.ACTIVE, None
    await session.flush()
    if returns:
        await _reschedule(session, chat_from(row), now)
    return chat_from(row)


async def change_chat(session: AsyncSession, chat_id: ChatId, now: datetime, **changes: Any) -> Chat:
    """The chat with some of its wishes changed; its destinations follow the new schedule."""
    row = await session.get_one(ChatRow, chat_id)
    for name, value in changes.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    await session.flush()
    chat = chat_from(row)
    await _reschedule(session, chat, now)
    return chat


async def mark_gone(session: AsyncSession, telegram_id: int, reason: str) -> None:
    """Stop writing to a chat that blocked, removed or lost us, also what is on its way; its data stays."""
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    if row is None:
        return
    row.state, row.state_reason = ChatState.GONE, reason
    await session.flush()
    await session.execute(
        update(DestinationRow).where(DestinationRow.chat_id == row.id).values(next_due_at=None)
    )
    await cancel_messages(session, ChatId(row.id), reason)
    own = select(DestinationRow.id).where(DestinationRow.chat_id == row.id)
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.destination_id.in_(own), DeliveryRow.state == DeliveryState.PLANNED)
        .values(state=DeliveryState.CANCELLED)
    )


async def migrate_chat(session: AsyncSession, old_telegram_id: int, new_telegram_id: int) -> None:
    """
    Keep everything of a group that became a supergroup (Message.migrate_to_chat_id).

    The supergroup may have spoken to us first. It then makes room for the group, unless topics
    are followed in it already: the group counts as gone then.
    """
    old = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == old_telegram_id))
    if old is None:
        return
    new = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == new_telegram_id))
    if new is not None:
        if await _follows_any(session, new.id):
            await mark_gone(session, old_telegram_id, f"continues as {new_telegram_id}")
            return
        await session.delete(new)
        await session.flush()
    old.telegram_id, old.type = new_telegram_id, ChatType.SUPERGROUP
    await session.flush()


async def destination_of(session: AsyncSession, chat: Chat, thread_id: int, now: datetime) -> Destination:
    """The destination for a chat and thread (0 for none), created at its first use."""
    found = (DestinationRow.chat_id == chat.id) & (DestinationRow.thread_id == thread_id)
    row = await session.scalar(select(DestinationRow).where(found))
    if row is None:
        slot = next_slot(chat, now)
        row = DestinationRow(
            chat_id=chat.id, thread_id=thread_id, next_due_at=slot.at if slot else None, created_at=now
        )
        session.add(row)
        await session.flush()
    return destination_from(row)


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether there is a destination for `destinations_due`; takes no lock."""
    due = exists().where(DestinationRow.next_due_at <= now)
    return bool(await session.scalar(select(due)))


async def destinations_due(
    session: AsyncSession, now: datetime, limit: int
) -> list[tuple[Chat, Destination]]:
    """Active chats whose digest is due, oldest due first; rows another process holds are left out."""
    rows = await session.execute(
        select(ChatRow, DestinationRow)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .where(DestinationRow.next_due_at <= now, ChatRow.state == ChatState.ACTIVE)
        .order_by(DestinationRow.next_due_at)
        .limit(limit)
        .with_for_update(of=DestinationRow, skip_locked=True)
    )
    return [(chat_from(chat), destination_from(destination)) for chat, destination in rows]


async def schedule_destination(
    session: AsyncSession, destination_id: DestinationId, due_at: datetime | None
) -> None:
    """Set when a destination is due next."""
    await session.execute(
        update(DestinationRow).where(DestinationRow.id == destination_id).values(next_due_at=due_at)
    )


def destination_from(row: DestinationRow) -> Destination:
    """The record of a row."""
    return Destination(
        DestinationId(row.id),
        ChatId(row.chat_id),
        row.thread_id,
        row.next_due_at,
        is_thread_lost=row.thread_lost_at is not None,
    )


async def _follows_any(session: AsyncSession, chat_id: int) -> bool:
    followed = exists().where(TopicRow.destination_id == DestinationRow.id, DestinationRow.chat_id == chat_id)
    return bool(await session.scalar(select(followed)))


async def _reschedule(session: AsyncSession, chat: Chat, now: datetime) -> None:
    slot = next_slot(chat, now)
    await session.execute(
        update(DestinationRow)
        .where(DestinationRow.chat_id == chat.id)
        .values(next_due_at=slot.at if slot else None)
    )


def chat_from(row: ChatRow) -> Chat:
    """The record of a row."""
    return Chat(
        id=ChatId(row.id),
        telegram_id=row.telegram_id,
        type=ChatType(row.type),
        title=row.title,
        language=Language(row.language),
        timezone=row.timezone,
        hours=tuple(row.hours),
        weekdays=tuple(row.weekdays),
        maximum=row.maximum,
        waits_for_chinese=row.waits_for_chinese,
        paused_until=row.paused_until,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        empty_days=EmptyDays(row.empty_days),
        state=ChatState(row.state),
    )
