"""An announcement is taken back: which of its messages arrived and may still be deleted, and which were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import BroadcastId, MessageId
from storage.records import MessageState
from storage.schema import ChatRow, MessageRow

DELETABLE_FOR = timedelta(hours=48)
"""Bot API, deleteMessage."""
DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that arrived and may be deleted."""

    id: MessageId
    chat_id: int
    """Telegram's number of the chat."""
    message_id: int


async def arrived_messages(
    session: AsyncSession, broadcast_id: BroadcastId, limit: int, now: datetime
) -> Sequence[Arrived]:
    """Some that arrived, may still be deleted and were not tried yet."""
    rows = await session.execute(
        select(MessageRow.id, ChatRow.telegram_id, MessageRow.telegram_message_id)
        .join(ChatRow, ChatRow.id == MessageRow.chat_id)
        .where(
            MessageRow.broadcast_id == broadcast_id,
            MessageRow.state == MessageState.SENT,
            MessageRow.telegram_message_id.is_not(None),
            MessageRow.sent_at > now - DELETABLE_FOR,
            MessageRow.error.is_(None),
        )
        .order_by(MessageRow.id)
        .limit(limit)
    )
    return [
        Arrived(MessageId(number), chat_id, message_id)
        for number, chat_id, message_id in rows
        if message_id is not None
    ]


async def mark_deleted(session: AsyncSession, ids: Collection[MessageId]) -> None:
    """These are gone from their chats."""
    await _mark(session, ids, state=MessageState.CANCELLED, error=DELETED)


async def mark_undeletable(session: AsyncSession, ids: Collection[MessageId]) -> None:
    """These stay, whatever we do."""
    await _mark(session, ids, error="it could not be deleted")


async def _mark(session: AsyncSession, ids: Collection[MessageId], **values: str) -> None:
    await session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_(ids))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
