"""When everything must wait or stop, all processes do, and nobody is disabled for it."""

from datetime import timedelta

from pushing import (
    UNPACED,
    change_chats,
    chat_of,
    chat_row,
    fault,
    marks,
    people,
    queue,
    received,
    sender_to,
    states,
    wake_messages,
)
from recording import NOON
from sandbox_driver import SandboxDriver
from sqlalchemy import select, update

from bot.push.breaker import LEAST_CHATS, LEAST_LOST, CircuitBreaker, FloodWatch
from bot.push.pacing import Pacing
from bot.push.sending import Sender
from storage.broadcasts import change_draft, draft_broadcast
from storage.chats import change_chat
from storage.database import Database
from storage.database_clock import database_now
from storage.notices import queue_notice
from storage.records import Audience, ChatState, MessageContent, MessageState
from storage.schema import MessageRow
from storage.sending_pauses import StopReason, resume_sending, resume_with_token, sending_state

MINUTE = timedelta(minutes=1)


async def chats_written_to(sandbox: SandboxDriver, sender: Sender, database: Database) -> list[int]:
    """So many chats that got a digest that the breaker has something to compare with."""
    chats = sandbox.add_people(LEAST_CHATS + LEAST_LOST, has_started=True)
    for chat_id in chats:
        await queue(database, chat_id, "earlier")
    assert await sender.send_waiting() == len(chats)
    return chats


async def stopped_reason(database: Database) -> str | None:
    async with database.reading() as session:
        return (await sending_state(session)).stopped_reason


async def test_sending_stops_where_many_chats_are_suddenly_gone(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Few are believed, then nobody more is disabled, and all gets through once an operator resumes."""
    chats = await chats_written_to(sandbox, sender, database)
    for chat_id in chats:
        await queue(database, chat_id, "later")
    fault(sandbox, error_code=403, description="Forbidden: bot was blocked by the user", times=12)
    await sender.send_waiting()
    assert await stopped_reason(database) == StopReason.CHATS_GONE
    gone = [one for one in chats if (await chat_of(database, one)).state is ChatState.GONE]
    assert len(gone) < LEAST_LOST
    await wake_messages(database)
    assert await sender.send_waiting() == 0
    sandbox.client.delete("/sandbox/faults")
    async with database.transaction() as session:
        await resume_sending(session)
    await sender.send_waiting()
    got = [one for one in chats if received(sandbox, one) == ["earlier", "later"]]
    assert len(got) == len(chats) - len(gone)


async def test_announcement_to_many_who_left_stops_nothing(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Nothing was sent to them for months: they are known to be gone then, and digests go on."""
    chats = await chats_written_to(sandbox, sender, database)
    async with database.transaction() as session:
        broadcast = await draft_broadcast(session, chats[0], NOON)
        await change_draft(session, broadcast.id, text="维护", audience=Audience.ALL)
    for chat_id in chats:
        await queue(database, chat_id, "announcement")
    async with database.transaction() as session:
        await session.execute(
            update(MessageRow)
            .where(MessageRow.state == MessageState.QUEUED)
            .values(broadcast_id=broadcast.id)
        )
    fault(sandbox, error_code=403, description="Forbidden: bot was blocked by the user", times=12)
    await sender.send_waiting()
    gone = [one for one in chats if (await chat_of(database, one)).state is ChatState.GONE]
    assert (await stopped_reason(database), len(gone)) == (None, 12)


async def test_unknown_chats_are_taken_back_when_sending_stops(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """That the server does not know chats proves nothing once it knows none: no first day begins."""
    chats = await chats_written_to(sandbox, sender, database)
    for chat_id in chats:
        await queue(database, chat_id, "later")
    fault(sandbox, error_code=400, description="Bad Request: chat not found", times=LEAST_LOST + 3)
    await sender.send_waiting()
    assert await stopped_reason(database) == StopReason.CHATS_GONE
    rows = [await chat_row(database, one) for one in chats]
    assert {(row.missing_since, row.not_before) for row in rows} == {(None, None)}


async def test_wrong_token_stops_sending_and_disables_nobody(
    sandbox: SandboxDriver, database: Database
) -> None:
    """A start with a token that the server takes goes on by itself."""
    chats = people(sandbox)[:2]
    for chat_id in chats:
        await queue(database, chat_id, "digest")
    async with sender_to(sandbox, database, token="7100000000:wrong") as sender:
        await sender.send_waiting()
        assert await stopped_reason(database) == StopReason.TOKEN_REFUSED
    assert [(mark[0], mark[1]) for mark in await marks(database)] == [(MessageState.DEFERRED, 0)] * 2
    async with sender_to(sandbox, database, worker="next") as sender:
        await wake_messages(database)
        assert await sender.send_waiting() == 0
        async with database.transaction() as session:
            await resume_with_token(session)
        assert await sender.send_waiting() == 2
    assert [received(sandbox, one) for one in chats] == [["digest"], ["digest"]]


async def test_flood_control_of_one_chat_holds_that_chat_in_all_processes(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Another process leaves it alone, too, writes to the others, and no attempt is counted."""
    first, second = people(sandbox)[:2]
    await queue(database, first, "part 1", "part 2")
    fault(sandbox, chat_id=first, retry_after=60)
    await sender.send_waiting()
    await wake_messages(database)
    await queue(database, second, "other")
    async with sender_to(sandbox, database, worker="other") as other:
        assert await other.send_waiting() == 1
    assert [mark[:2] for mark in await marks(database)] == [("deferred", 0), ("queued", 0), ("sent", 1)]
    row = await chat_row(database, first)
    assert row.not_before is not None
    await change_chats(database, not_before=row.not_before - MINUTE - MINUTE)
    await sender.send_waiting()
    assert received(sandbox, first) == ["part 1", "part 2"]


async def test_flood_control_of_several_chats_pauses_the_whole_bot(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Nobody knows whether a limit is a chat's or the bot's; three at once, and none that passes, are the bot's."""
    *flooded, other = sandbox.add_people(4, has_started=True)
    for chat_id, seconds in zip(flooded, (30, 90, 60), strict=True):
        fault(sandbox, chat_id=chat_id, retry_after=seconds)
        await queue(database, chat_id, "digest")
    await sender.send_waiting()
    await queue(database, other, "digest")
    assert await sender.send_waiting() == 0
    row = await chat_row(database, flooded[0])
    async with database.reading() as session:
        state = await sending_state(session)
    assert state.paused_until is not None
    assert row.not_before is not None
    assert timedelta(seconds=55) < state.paused_until - row.not_before < timedelta(seconds=65)
    async with database.transaction() as session:
        await resume_sending(session)
    assert await sender.send_waiting() == 1


async def test_flood_control_of_two_chats_is_their_own(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Also where the bot has no others: each waits by itself, and whoever comes is served."""
    first, second, third = sandbox.add_people(3, has_started=True)
    for chat_id in (first, second):
        fault(sandbox, chat_id=chat_id, retry_after=90)
        await queue(database, chat_id, "digest")
    await sender.send_waiting()
    await queue(database, third, "digest")
    assert await sender.send_waiting() == 1


async def test_a_pause_of_the_whole_bot_is_asked_for_once(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Once it is over, what gets through begins no new one."""
    chats = sandbox.add_people(3, has_started=True)
    fault(sandbox, retry_after=60, times=3)
    for chat_id in chats:
        await queue(database, chat_id, "digest")
    await sender.send_waiting()
    async with database.transaction() as session:
        assert (await sending_state(session)).is_held
        await resume_sending(session)
    await wake_messages(database)
    await change_chats(database, not_before=None)
    assert await sender.send_waiting() == 3
    async with database.reading() as session:
        assert not (await sending_state(session)).is_held
    assert [received(sandbox, one) for one in chats] == [["digest"]] * 3


def test_floods_long_apart_are_the_chats_own() -> None:
    """Only within seconds do they say something about the bot."""
    now = [0.0]
    floods = FloodWatch(lambda: now[0])
    assert floods.note(1, MINUTE) is None
    assert floods.note(1, MINUTE) is None
    now[0] = 5
    assert floods.note(2, MINUTE) is None
    assert floods.note(3, MINUTE) is None
    now[0] = 9
    assert floods.note(4, 2 * MINUTE) == 2 * MINUTE


def test_floods_among_many_chats_that_are_reached_are_the_chats_own() -> None:
    """A few busy chats say nothing of a bot whose messages arrive everywhere else; what came before them neither."""
    floods = FloodWatch(lambda: 0.0)
    for chat in range(10, 30):
        floods.reached(chat)
    assert floods.note(1, MINUTE) is None
    for chat in range(10, 14):
        floods.reached(chat)
    assert [floods.note(chat, MINUTE) for chat in (2, 3, 4)] == [None] * 3
    assert floods.note(5, MINUTE) == MINUTE


def test_breaker_forgets_what_is_an_hour_old_and_believes_what_an_operator_saw() -> None:
    """A few blocks a day are everyday life, however many chats there are."""
    now = [0.0]
    breaker = CircuitBreaker(lambda: now[0])
    for chat in range(100):
        breaker.note(chat, is_lost=chat < LEAST_LOST)
    assert not breaker.is_tripped
    breaker.note(50, is_lost=True)
    assert breaker.is_tripped
    breaker.resumed()
    for chat in range(100):
        breaker.note(chat, is_lost=chat < LEAST_LOST)
    assert not breaker.is_tripped
    now[0] = 3_601
    for chat in range(100, 100 + LEAST_CHATS):
        breaker.note(chat, is_lost=False)
    assert len(breaker._chats) == LEAST_CHATS


async def test_group_that_was_written_to_often_never_holds_up_others(
    sandbox: SandboxDriver, database: Database
) -> None:
    """What must rest is not claimed: eight resting chats leave eight places to others."""
    chats = sandbox.add_people(9, has_started=True)
    for chat_id in chats[:8]:
        await queue(database, chat_id, "part 1", "part 2")
    await queue(database, chats[8], "other")
    pacing = Pacing(**UNPACED | {"chat_seconds": 60})
    async with sender_to(sandbox, database, pacing=pacing) as sender:
        assert await sender.send_waiting() == 9
        assert await sender.send_waiting() == 0
    async with sender_to(sandbox, database, worker="other") as other:
        assert await other.send_waiting() == 0
    assert (await states(database)).count(MessageState.QUEUED) == 8
    await change_chats(database, not_before=None)
    async with sender_to(sandbox, database, worker="other") as other:
        assert await other.send_waiting() == 8


async def test_nothing_but_the_chosen_digest_disturbs_quiet_hours(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A notice waits for their end; a digest that was due in them does not."""
    noticed, chosen = people(sandbox)[:2]
    for chat_id in (noticed, chosen):
        await queue(database, chat_id, "first")
    await sender.send_waiting()
    for chat_id in (noticed, chosen):
        chat = await chat_of(database, chat_id)
        async with database.transaction() as session:
            await change_chat(session, chat.id, NOON, quiet_from="19:30", quiet_until="21:00")
            if chat_id == noticed:
                await queue_notice(session, chat.id, 0, MessageContent("notice"), key="notice", now=NOON)
    await queue(database, chosen, "due now")
    assert await sender.send_waiting() == 1
    assert received(sandbox, chosen) == ["first", "due now"]
    assert received(sandbox, noticed) == ["first"]
    assert sorted(await states(database)) == ["deferred", "sent", "sent", "sent"]
    async with database.reading() as session:
        waits = await session.scalar(select(MessageRow.not_before).where(MessageRow.not_before.is_not(None)))
        assert waits is not None
        assert abs(waits - await database_now(session) - 60 * MINUTE) < MINUTE
