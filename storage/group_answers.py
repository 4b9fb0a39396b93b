"""
Our answers in groups: whom each was for, and when it goes so that it does not stay in everybody's way.

Numbers of messages and of people alone; what was said is not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import ChatRow, GroupAnswerRow
from storage.upserts import insert_if_absent


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """A message of ours in a group."""

    telegram_chat_id: int
    message_id: int
    user_id: int
    """Whose question it answers."""
    delete_at: datetime | None
    """None where it stays."""


async def keep_group_answer(session: AsyncSession, answer: GroupAnswer, now: datetime) -> None:
    """Remember an answer; nothing where the chat is not known any more."""
    chat_id = await session.scalar(select(ChatRow.id).where(ChatRow.telegram_id == answer.telegram_chat_id))
    if chat_id is not None:
        key = ["chat_id", "message_id"]
        values = {
            "chat_id": chat_id,
            "message_id": answer.message_id,
            "user_id": answer.user_id,
            "made_at": now,
            "delete_at": answer.delete_at,
        }
        await session.execute(insert_if_absent(session, GroupAnswerRow, key).values(**values))


async def group_answer(session: AsyncSession, telegram_chat_id: int, message_id: int) -> GroupAnswer | None:
    """The answer that a message is; None for messages that belong to nobody."""
    found = (ChatRow.telegram_id == telegram_chat_id) & (GroupAnswerRow.message_id == message_id)
    return next(iter(await _answers(session, found, 1)), None)


async def delay_deletion(session: AsyncSession, answer: GroupAnswer, until: datetime) -> None:
    """An answer is in use: it goes later."""
    await session.execute(
        update(GroupAnswerRow).where(_is(answer), GroupAnswerRow.delete_at < until).values(delete_at=until)
    )


async def passed_answers(session: AsyncSession, now: datetime, limit: int) -> Sequence[GroupAnswer]:
    """Those whose time is over, the oldest first."""
    return await _answers(session, GroupAnswerRow.delete_at <= now, limit)


async def forget_group_answer(session: AsyncSession, answer: GroupAnswer) -> None:
    """It is gone, or cannot be taken away."""
    await session.execute(delete(GroupAnswerRow).where(_is(answer)))


async def forget_group_answers(session: AsyncSession, before: datetime) -> None:
    """Forget whose answers were that were given `before`."""
    await session.execute(delete(GroupAnswerRow).where(GroupAnswerRow.made_at < before))


def _is(answer: GroupAnswer) -> ColumnElement[bool]:
    chat = select(ChatRow.id).where(ChatRow.telegram_id == answer.telegram_chat_id).scalar_subquery()
    return and_(GroupAnswerRow.chat_id == chat, GroupAnswerRow.message_id == answer.message_id)


async def _answers(session: AsyncSession, found: ColumnElement[bool], limit: int) -> list[GroupAnswer]:
    rows = await session.execute(
        select(ChatRow.telegram_id, GroupAnswerRow)
        .join(ChatRow, ChatRow.id == GroupAnswerRow.chat_id)
        .where(found)
        .order_by(GroupAnswerRow.delete_at, GroupAnswerRow.message_id)
        .limit(limit)
    )
    return [GroupAnswer(number, row.message_id, row.user_id, row.delete_at) for number, row in rows]
