"""
Chats that blocked, removed or lost us: their data wait for their return, and are erased in the end.

What is erased, and how, is the same as at a reader's own word.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from
from storage.erasure import erase_chat
from storage.records import ChatState
from storage.schema import ChatRow

AT_ONCE = 20
"""Chats erased in one transaction, so that nobody waits long for it."""


async def date_gone_chats(session: AsyncSession, now: datetime) -> None:
    """Count from now on those of which an older program did not keep when they went."""
    await session.execute(
        update(ChatRow)
        .where(ChatRow.state == ChatState.GONE, ChatRow.gone_since.is_(None))
        .values(gone_since=now)
        .execution_options(synchronize_session=False)
    )


async def erase_gone_chats(session: AsyncSession, before: datetime) -> bool:
    """Erase some of the chats that went `before`; whether there may be more of them."""
    rows = await session.scalars(
        select(ChatRow)
        .where(ChatRow.state == ChatState.GONE, ChatRow.gone_since < before)
        .order_by(ChatRow.gone_since)
        .limit(AT_ONCE)
    )
    erased = [await erase_chat(session, chat) for chat in [chat_from(row) for row in rows.all()]]
    return len(erased) == AT_ONCE and all(erased)
