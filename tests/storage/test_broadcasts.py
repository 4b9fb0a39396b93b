"""Announcements in the outbox: who is meant, one message a chat, few at a time, on both databases."""

from datetime import timedelta

import pytest
from readers import reader
from recording import NOON
from sqlalchemy import select

from storage.broadcast_messages import (
    Progress,
    begin_round,
    cancel_announcements,
    progress_of,
    queue_announcements,
    reach_of,
    waiting_count,
)
from storage.broadcast_removal import arrived_messages, mark_deleted
from storage.broadcasts import (
    begin_broadcast,
    broadcast_of,
    broadcasts_at_work,
    change_draft,
    direct_broadcast,
    draft_broadcast,
    forget_broadcasts,
)
from storage.chats import change_chat, mark_gone
from storage.database import Database, Session
from storage.records import Audience, Broadcast, BroadcastState, Chat, ChatType, MessageContent, MessageState
from storage.schema import MessageRow

OPERATOR = 1
HOUR = timedelta(hours=1)


def render(broadcast: Broadcast, chat: Chat) -> MessageContent:
    return MessageContent(broadcast.text_for(chat.language))


async def chats(session: Session, count: int) -> list[Chat]:
    return [(await reader(session, number))[0] for number in range(1, count + 1)]


async def begun(session: Session, audience: Audience = Audience.ALL) -> Broadcast:
    draft = await draft_broadcast(session, OPERATOR, NOON)
    await change_draft(session, draft.id, text="维护", audience=audience)
    await begin_broadcast(session, draft.id, 3, NOON + HOUR)
    found = await broadcast_of(session, draft.id)
    assert found is not None
    return found


async def fill(session: Session, broadcast: Broadcast, room: int) -> tuple[int, bool]:
    return await queue_announcements(
        session, broadcast, render, room=room, operators=[OPERATOR], now=NOON + HOUR
    )


async def test_chats_are_gone_through_once(database: Database) -> None:
    """As many as there is room for, then the next ones, and the same never again."""
    async with database.transaction() as session:
        await chats(session, 5)
        broadcast = await begun(session)
        assert await fill(session, broadcast, 2) == (2, False)
        assert await waiting_count(session) == 2
        assert await fill(session, broadcast, 9) == (3, True)
        assert await begin_round(session, broadcast.id) is False
        assert await fill(session, broadcast, 9) == (0, True)
        assert await progress_of(session, broadcast.id) == Progress(0, 5, 0, 0)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [(Audience.ALL, {4, 5}), (Audience.PRIVATE, {4, 5}), (Audience.OPERATORS, {1})],
)
async def test_only_those_who_are_meant_get_it(
    database: Database, audience: Audience, expected: set[int]
) -> None:
    """Not who is gone, came later or wants none, but operators always try their own."""
    async with database.transaction() as session:
        own, gone, unwilling, *_ = await chats(session, 5)
        for chat in (own, unwilling):
            await change_chat(session, chat.id, NOON, wants_announcements=False)
        await mark_gone(session, gone.telegram_id, "blocked", NOON)
        broadcast = await begun(session, audience)
        reach = await reach_of(session, audience, [OPERATOR])
        assert (reach.total, reach.chinese, reach.unwilling) == (len(expected), len(expected), 2)
        assert reach.kinds == {ChatType.PRIVATE: len(expected)}
        await fill(session, broadcast, 9)
        queued = await session.scalars(
            select(MessageRow.chat_id).where(MessageRow.broadcast_id == broadcast.id)
        )
        assert set(queued) == expected


async def test_quiet_chats_are_passed_over_for_another_round(database: Database) -> None:
    """Nothing of it waits in the outbox, where it would hold up their digest."""
    async with database.transaction() as session:
        first, _ = await chats(session, 2)
        await change_chat(session, first.id, NOON, quiet_from="00:00", quiet_until="23:59")
        broadcast = await begun(session)
        assert await fill(session, broadcast, 9) == (1, True)
        assert await begin_round(session, broadcast.id) is True
        await change_chat(session, first.id, NOON, quiet_from=None, quiet_until=None)
        assert await fill(session, broadcast, 9) == (1, True)


async def test_what_waits_is_cancelled_and_what_arrived_is_found(database: Database) -> None:
    """Until all of it is deleted; nothing of a stopped one is queued any more."""
    async with database.transaction() as session:
        await chats(session, 3)
        broadcast = await begun(session)
        await fill(session, broadcast, 2)
        rows = (await session.scalars(select(MessageRow).order_by(MessageRow.id))).all()
        rows[0].state, rows[0].telegram_message_id = MessageState.SENT, 77
        rows[0].sent_at = NOON
        await session.flush()
        assert await direct_broadcast(session, broadcast.id, BroadcastState.UNDOING)
        assert not await direct_broadcast(session, broadcast.id, BroadcastState.RUNNING)
        assert await fill(session, broadcast, 9) == (0, False)
        assert await cancel_announcements(session, broadcast.id) is False
        [arrived] = await arrived_messages(session, broadcast.id, 9, NOON + 47 * HOUR)
        assert (arrived.chat_id, arrived.message_id) == (1, 77)
        assert await arrived_messages(session, broadcast.id, 9, NOON + 48 * HOUR) == []
        await mark_deleted(session, [arrived.id])
        assert await progress_of(session, broadcast.id) == Progress(0, 0, 0, 1)


async def test_old_ones_are_forgotten_unless_somebody_is_at_work(database: Database) -> None:
    """One that is paused for months goes, one that is running stays."""
    async with database.transaction() as session:
        running, held = await begun(session), await begun(session)
        await direct_broadcast(session, held.id, BroadcastState.HELD)
        await forget_broadcasts(session, NOON + HOUR)
        assert [one.id for one in await broadcasts_at_work(session)] == [running.id]
        assert await broadcast_of(session, held.id) is None
