"""
Who may use the bot: bans, and in a private instance those who are let in.

By Telegram's numbers alone, of people and of chats; what a chat has stays while it is shut out.
Every change grows a number by which other processes see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from
from storage.chats import mark_gone
from storage.due import reschedule
from storage.instance import instance_of
from storage.records import Chat, ChatState
from storage.schema import ChatRow, InstanceRow, StandingRow
from storage.upserts import insert_if_absent

_BANNED_REASON, _NOT_LET_IN_REASON = "banned", "not let in"


class Standing(StrEnum):
    """What a person or chat may do."""

    BANNED = "banned"
    ALLOWED = "allowed"
    """Let in, where the instance is private."""
    ASKING = "asking"
    """Wants to be let in."""
    STRANGER = "stranger"
    """Was told that the instance is private."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person or chat with a standing, or none."""

    telegram_id: int
    standing: Standing | None
    since: datetime | None
    chat: Chat | None
    """What we know of it, if it ever spoke to us."""
    is_told: bool = False
    """Whether it knows that it is not served."""


async def visitor_of(session: AsyncSession, telegram_id: int) -> Visitor:
    """What we know of a number."""
    row = await session.get(StandingRow, telegram_id)
    chat = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    known = chat_from(chat) if chat else None
    if row is None:
        return Visitor(telegram_id, None, None, known)
    return Visitor(telegram_id, Standing(row.standing), row.since, known, row.told_at is not None)


async def visitors(
    session: AsyncSession, standing: Standing, limit: int, *, after: int = 0
) -> Sequence[Visitor]:
    """Those with a standing, the newest first, without the first `after` of them."""
    rows = await session.execute(
        select(StandingRow, ChatRow)
        .outerjoin(ChatRow, ChatRow.telegram_id == StandingRow.telegram_id)
        .where(StandingRow.standing == standing)
        .order_by(StandingRow.since.desc(), StandingRow.telegram_id)
        .offset(after)
        .limit(limit)
    )
    return [
        Visitor(row.telegram_id, standing, row.since, chat_from(chat) if chat else None) for row, chat in rows
    ]


async def standing_counts(session: AsyncSession) -> Mapping[Standing, int]:
    """How many have each."""
    rows = await session.execute(select(StandingRow.standing, func.count()).group_by(StandingRow.standing))
    return {Standing(standing): count for standing, count in rows}


async def ban(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Answer it no more, and bring it nothing."""
    await set_standing(session, telegram_id, Standing.BANNED, now)
    await shut_out(session, telegram_id, Standing.BANNED, now)


async def let_in(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Answer it also where the instance is private; a ban ends with it."""
    await set_standing(session, telegram_id, Standing.ALLOWED, now)
    await _let_back(session, telegram_id, now)


async def clear_standing(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Take a ban away, or a place on the list."""
    await session.execute(delete(StandingRow).where(StandingRow.telegram_id == telegram_id))
    await advance_access(session)
    if await session.scalar(select(InstanceRow.is_private)):
        await shut_out(session, telegram_id, Standing.STRANGER, now)
    else:
        await _let_back(session, telegram_id, now)


async def shut_out(session: AsyncSession, telegram_id: int, standing: Standing, now: datetime) -> None:
    """Bring it nothing, as its standing says."""
    reason = _BANNED_REASON if standing is Standing.BANNED else _NOT_LET_IN_REASON
    await mark_gone(session, telegram_id, reason, now)


async def set_standing(
    session: AsyncSession, telegram_id: int, standing: Standing, now: datetime, *, is_told: bool = False
) -> None:
    """Give a standing in place of another one; `is_told` if it knows."""
    told_at = now if is_told else None
    row = await session.get(StandingRow, telegram_id, with_for_update=True, populate_existing=True)
    if row is None:
        session.add(StandingRow(telegram_id=telegram_id, standing=standing, since=now, told_at=told_at))
    elif row.standing != standing:
        row.standing, row.since, row.told_at = standing, now, told_at
    elif is_told and row.told_at is None:
        row.told_at = now
    else:
        return
    await session.flush()
    await advance_access(session)


async def set_private(session: AsyncSession, now: datetime, *, is_private: bool) -> None:
    """
    Answer only those who are let in, or everybody who is not banned.

    Who is here when it becomes private is let in.
    """
    await instance_of(session)
    await session.execute(update(InstanceRow).values(is_private=is_private))
    await advance_access(session)
    if is_private:
        here = select(
            ChatRow.telegram_id, literal(Standing.ALLOWED.value), literal(now, StandingRow.since.type)
        ).where(
            ChatRow.state == ChatState.ACTIVE, ChatRow.telegram_id.not_in(select(StandingRow.telegram_id))
        )
        await session.execute(insert(StandingRow).from_select(["telegram_id", "standing", "since"], here))
        return
    left = await session.scalars(
        select(ChatRow.telegram_id).where(
            ChatRow.state == ChatState.GONE, ChatRow.state_reason == _NOT_LET_IN_REASON
        )
    )
    for telegram_id in left.all():
        await _let_back(session, telegram_id, now)


async def move_standing(session: AsyncSession, old_id: int, new_id: int) -> None:
    """A group has another number now."""
    row = await session.get(StandingRow, old_id)
    if row is None:
        return
    await session.execute(
        insert_if_absent(session, StandingRow, ["telegram_id"]).values(
            telegram_id=new_id, standing=row.standing, since=row.since, told_at=row.told_at
        )
    )
    await advance_access(session)


async def advance_access(session: AsyncSession) -> None:
    """Let those who hold who may use the bot see that it changed."""
    await instance_of(session)
    await session.execute(update(InstanceRow).values(access_revision=InstanceRow.access_revision + 1))


async def _let_back(session: AsyncSession, telegram_id: int, now: datetime) -> None:
    """Whoever we shut out ourselves hears from us again; who left by itself does not."""
    row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    if row is None or row.state_reason not in (_BANNED_REASON, _NOT_LET_IN_REASON):
        return
    row.state = ChatState.ACTIVE
    row.state_reason = row.gone_since = None
    await session.flush()
    await reschedule(session, chat_from(row), now)
