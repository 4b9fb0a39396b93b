"""
Chats with a command menu of their own, because Telegram's by the client's language is not the right one.

`own_menu` is what a chat's menu was made of when it was last set; empty once it is wanted and was
never seen to be set.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from
from storage.identifiers import ChatId
from storage.records import Chat, ChatState
from storage.schema import ChatRow

_WANTED = ""


async def want_own_menu(session: AsyncSession, chat_id: ChatId) -> None:
    """Remember that the chat is to have a menu of its own, in its present language."""
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(own_menu=_WANTED))


async def want_menus_of(session: AsyncSession, telegram_ids: Collection[int]) -> None:
    """Remember that some chats, by Telegram's numbers, are to have menus of their own, if they have none."""
    await session.execute(
        update(ChatRow)
        .where(ChatRow.telegram_id.in_(telegram_ids), ChatRow.own_menu.is_(None))
        .values(own_menu=_WANTED)
    )


async def has_own_menu(session: AsyncSession, chat_id: ChatId) -> bool:
    """Whether the chat has a menu of its own, or wants one."""
    return await session.scalar(select(ChatRow.own_menu).where(ChatRow.id == chat_id)) is not None


async def chats_with_other_menu(
    session: AsyncSession, menu: str, *, after: ChatId, limit: int = 100
) -> Sequence[Chat]:
    """Chats whose own menu is made of anything but `menu`, ascending from those behind `after`."""
    rows = await session.scalars(
        select(ChatRow)
        .where(ChatRow.own_menu.is_not(None), ChatRow.own_menu != menu)
        .where(ChatRow.state == ChatState.ACTIVE, ChatRow.id > after)
        .order_by(ChatRow.id)
        .limit(limit)
    )
    return [chat_from(row) for row in rows]


async def keep_own_menu(session: AsyncSession, chat: Chat, menu: str) -> None:
    """Remember what the chat's menu is made of now, unless it was given another language meanwhile."""
    await session.execute(
        update(ChatRow).where(ChatRow.id == chat.id, ChatRow.language == chat.language).values(own_menu=menu)
    )
