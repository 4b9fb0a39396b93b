"""
What a chat's answers tell of the chat itself: to wait, that we may not write there, that it is unknown.

All of it lies in the database, by its clock, so that other processes and answers see it too.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.identifiers import ChatId
from storage.records import MessageState
from storage.schema import ChatRow, DestinationRow, MessageRow

PROBED_EVERY = timedelta(days=1)
"""How often a chat that refuses us is asked again, by the next message for it."""
_PROVEN_AFTER = timedelta(hours=20)
"""Unknown on one day and still on the next; digests of two days lie a little more or less than a day apart."""


async def hold_chat(session: AsyncSession, telegram_id: int, wait: timedelta) -> None:
    """Write nothing to a chat for so long: flood control. A longer wait stays as it is."""
    await _wait_until(session, ChatRow.telegram_id == telegram_id, await database_now(session) + wait)


async def rest_chats(session: AsyncSession, rests: Mapping[ChatId, timedelta]) -> None:
    """Let chats that just got a message rest before the next; the pace of all processes together."""
    now = await database_now(session)
    for chat_id, rest in sorted(rests.items()):
        await _wait_until(session, ChatRow.id == chat_id, now + rest)


async def restrict_chat(session: AsyncSession, chat_id: ChatId) -> bool:
    """We may not write there: ask again once a day. True if that is news."""
    row = await session.get_one(ChatRow, chat_id, populate_existing=True)
    now = await database_now(session)
    is_news = row.restricted_since is None
    row.restricted_since = row.restricted_since or now
    row.not_before = now + PROBED_EVERY
    await session.flush()
    return is_news


async def miss_chat(session: AsyncSession, chat_id: ChatId) -> bool:
    """
    The server does not know the chat; whether that is proven, by the refusals of two days.

    A single one may come from a wrong token or an own server that just started.
    """
    row = await session.get_one(ChatRow, chat_id, populate_existing=True)
    now = await database_now(session)
    row.missing_since = row.missing_since or now
    row.not_before = now + PROBED_EVERY
    await session.flush()
    return now - row.missing_since >= _PROVEN_AFTER


async def forgive_chats(session: AsyncSession, chat_ids: Collection[ChatId]) -> None:
    """These chats can be written to after all."""
    await session.execute(
        update(ChatRow)
        .where(
            ChatRow.id.in_(chat_ids),
            or_(ChatRow.restricted_since.is_not(None), ChatRow.missing_since.is_not(None)),
        )
        .values(restricted_since=None, missing_since=None, not_before=None)
        .execution_options(synchronize_session=False)
    )


async def try_chat_again(session: AsyncSession, chat_id: ChatId) -> None:
    """The chat is said to be open again: what waits for it waits no longer."""
    await forgive_chats(session, [chat_id])
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == chat_id, MessageRow.state == MessageState.DEFERRED)
        .values(not_before=None)
        .execution_options(synchronize_session=False)
    )


async def forget_missed(session: AsyncSession, within: timedelta) -> None:
    """Take back that chats were unknown, where that was first seen lately: it was our own trouble."""
    await session.execute(
        update(ChatRow)
        .where(ChatRow.missing_since >= await database_now(session) - within)
        .values(missing_since=None, not_before=None)
        .execution_options(synchronize_session=False)
    )


async def lose_thread(session: AsyncSession, chat_id: ChatId, thread_id: int, now: datetime) -> bool:
    """A forum topic is gone: its messages go to the chat itself. True if that is news."""
    lost = await session.execute(
        update(DestinationRow)
        .where(
            DestinationRow.chat_id == chat_id,
            DestinationRow.thread_id == thread_id,
            DestinationRow.thread_lost_at.is_(None),
        )
        .values(thread_lost_at=now)
        .returning(DestinationRow.id)
        .execution_options(synchronize_session=False)
    )
    return lost.scalar() is not None


async def find_thread(session: AsyncSession, telegram_id: int, thread_id: int) -> None:
    """A forum topic is open again."""
    own = select(ChatRow.id).where(ChatRow.telegram_id == telegram_id).scalar_subquery()
    await session.execute(
        update(DestinationRow)
        .where(DestinationRow.chat_id == own, DestinationRow.thread_id == thread_id)
        .values(thread_lost_at=None)
        .execution_options(synchronize_session=False)
    )


async def _wait_until(session: AsyncSession, found: ColumnElement[bool], until: datetime) -> None:
    await session.execute(
        update(ChatRow)
        .where(found, or_(ChatRow.not_before.is_(None), ChatRow.not_before < until))
        .values(not_before=until)
        .execution_options(synchronize_session=False)
    )
