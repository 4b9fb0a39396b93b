"""
Which group or channel somebody steers from the private chat, for a day.

Nothing here says that the person may: that is Telegram's to tell, at each change.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.chat_rows import chat_from
from storage.identifiers import ChatId
from storage.records import Chat, ChatState, ChatType
from storage.schema import ChatRow, SteeringRow

LASTS = timedelta(days=1)


async def steer(session: AsyncSession, chat_id: ChatId, steered_id: ChatId, now: datetime) -> None:
    """Let commands of a private chat be about another chat, in place of any before."""
    await end_steering(session, chat_id)
    session.add(SteeringRow(chat_id=chat_id, steered_id=steered_id, began_at=now))
    await session.flush()


async def take_care(session: AsyncSession, chat_id: ChatId, user_id: int) -> None:
    """Somebody looks after a group or channel from now on: whoever did so last is told what is wrong there."""
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(caretaker_id=user_id))


async def caretaker_of(session: AsyncSession, chat_id: ChatId) -> Chat | None:
    """The private chat of the admin who looks after a group or channel, if we may write there."""
    caretaker = select(ChatRow.caretaker_id).where(ChatRow.id == chat_id).scalar_subquery()
    row = await session.scalar(
        select(ChatRow).where(
            ChatRow.telegram_id == caretaker,
            ChatRow.type == ChatType.PRIVATE,
            ChatRow.state == ChatState.ACTIVE,
        )
    )
    return chat_from(row) if row else None


async def steered_by(session: AsyncSession, telegram_id: int, now: datetime) -> Chat | None:
    """The chat that is steered from the private chat with Telegram's own number."""
    steering = aliased(ChatRow)
    row = await session.scalar(
        select(ChatRow)
        .join(SteeringRow, SteeringRow.steered_id == ChatRow.id)
        .join(steering, steering.id == SteeringRow.chat_id)
        .where(steering.telegram_id == telegram_id, SteeringRow.began_at > now - LASTS)
    )
    return chat_from(row) if row else None


async def end_steering(session: AsyncSession, chat_id: ChatId) -> None:
    """Let commands of a private chat be about itself again."""
    await session.execute(delete(SteeringRow).where(SteeringRow.chat_id == chat_id))


async def forget_steerings(session: AsyncSession, before: datetime) -> None:
    """Drop what began before `before`."""
    await session.execute(delete(SteeringRow).where(SteeringRow.began_at < before))


async def shared_chats(
    session: AsyncSession, limit: int, *, offset: int = 0, person: int = 0
) -> Sequence[Chat]:
    """Groups and channels that we are in: those that the person looked after, then those that we came to last."""
    is_cared_for = case((ChatRow.caretaker_id == person, 0), else_=1)
    rows = await session.scalars(
        select(ChatRow)
        .where(ChatRow.type != ChatType.PRIVATE, ChatRow.state == ChatState.ACTIVE)
        .order_by(is_cared_for, ChatRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [chat_from(row) for row in rows]
