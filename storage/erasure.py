"""
A chat deleted with all that we hold about it, at its reader's word.

What the schema ties to a chat goes with its row. Its updates go as well, but for two kinds: those
that wait to be handled, which were written after that word, and the one that carries it, of which
only the number and the lane stay, for Telegram may send it twice. What operators decided about the
number stays, too: nobody deletes their way out of a ban.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.identifiers import ChatId, QueryId
from storage.matching import forget_unfollowed
from storage.records import Chat, MessageState
from storage.saved import forget_saved
from storage.schema import (
    ChatRow,
    DeliveryRow,
    DestinationRow,
    MessageRow,
    SavedPaperRow,
    SearchCountRow,
    SearchRow,
    ShownRow,
    Table,
    TopicRow,
    UpdateRow,
)
from storage.settling import UNFINISHED
from storage.updates import UpdateState


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much we hold about a chat."""

    topics: int
    digests: int
    """Those that were due, empty ones too."""
    shown_papers: int
    searches: int
    updates: int
    """What people wrote or tapped there lately."""
    saved_papers: int
    """Of the person whose private chat it is; others have none."""


async def holdings_of(session: AsyncSession, chat: Chat) -> Holdings:
    """What `erase_chat` would delete, in numbers."""
    own = select(DestinationRow.id).where(DestinationRow.chat_id == chat.id)
    return Holdings(
        topics=await _count(session, TopicRow, TopicRow.destination_id.in_(own)),
        digests=await _count(session, DeliveryRow, DeliveryRow.destination_id.in_(own)),
        shown_papers=await _count(session, ShownRow, ShownRow.destination_id.in_(own)),
        searches=await _count(session, SearchRow, SearchRow.chat_id == chat.id),
        updates=await _count(session, UpdateRow, UpdateRow.lane == chat.telegram_id),
        saved_papers=await _count(session, SavedPaperRow, SavedPaperRow.user_id == chat.telegram_id),
    )


async def known_since(session: AsyncSession, chat_id: ChatId) -> datetime:
    """When the chat first spoke to us, or first again after it was deleted."""
    return (await session.get_one(ChatRow, chat_id)).created_at


async def erase_chat(session: AsyncSession, chat: Chat, update_id: int | None = None) -> bool:
    """
    Delete all that we hold about a chat, at the word of the update `update_id` or of the operator.

    False, and nothing is deleted, while a message to it is under way: once this is true, nothing
    follows.
    """
    await _unfinished(session, chat.id)
    # Before the chat, as whoever sends locks them; behind it nobody can queue a message any more.
    await session.execute(select(ChatRow.id).where(ChatRow.id == chat.id).with_for_update())
    if await _unfinished(session, chat.id):
        return False
    followed = await session.scalars(
        select(TopicRow.query_id)
        .join(DestinationRow, DestinationRow.id == TopicRow.destination_id)
        .where(DestinationRow.chat_id == chat.id)
        .distinct()
    )
    queries = [QueryId(number) for number in followed]
    await session.execute(delete(ChatRow).where(ChatRow.id == chat.id))
    await forget_unfollowed(session, queries)
    await forget_saved(session, chat.telegram_id)
    await session.execute(delete(SearchCountRow).where(SearchCountRow.user_id == chat.telegram_id))
    cared_for = ChatRow.caretaker_id == chat.telegram_id
    await session.execute(update(ChatRow).where(cared_for).values(caretaker_id=None))
    own = UpdateRow.lane == chat.telegram_id
    await session.execute(delete(UpdateRow).where(own, UpdateRow.state != UpdateState.STORED))
    await session.execute(update(UpdateRow).where(own, UpdateRow.id == update_id).values(content={}))
    return True


async def _unfinished(session: AsyncSession, chat_id: ChatId) -> bool:
    """Whether one of a chat's messages is being sent at this moment; none begins to be any more."""
    now = await database_now(session)
    rows = await session.execute(
        select(MessageRow.state, MessageRow.lease_until)
        .where(MessageRow.chat_id == chat_id, MessageRow.state.in_(UNFINISHED))
        .order_by(MessageRow.id)
        .with_for_update()
    )
    return any(state == MessageState.SENDING and until > now for state, until in rows if until)


async def _count(session: AsyncSession, table: type[Table], found: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(table).where(found)) or 0
