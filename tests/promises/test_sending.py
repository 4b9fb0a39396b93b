"""Promises 3 to 9, 12 and 16: what becomes of a message on its way."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from moving_clock import MovingClock
from pushing import (
    chat_of,
    chat_row,
    fault,
    in_flight,
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

from bot.push.breaker import LEAST_CHATS, LEAST_LOST
from bot.push.sending import WINDOW, Sender
from bot.push.settling import settlement_of
from handlers.outcomes import Meaning, Outcome
from storage.chats import remember_chat
from storage.claiming import OutgoingMessage
from storage.database import Database
from storage.database_clock import database_now
from storage.dead_letters import retry_all
from storage.identifiers import ChatId, MessageId
from storage.records import ChatState, ChatType, Language, MessageContent, MessageState
from storage.sending_pauses import sending_state
from storage.stale_deliveries import GAVE_UP


async def test_promise_03_every_state_is_committed_sending_before_the_call_and_sent_after(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """While the server works on the call the row says so; each end has a state of its own."""
    fates = {
        MessageState.SENT: {"kind": "delay", "delay_seconds": 2},
        MessageState.DEFERRED: {"kind": "error", "retry_after": 60},
        MessageState.UNKNOWN: {"kind": "drop_after"},
        MessageState.CANCELLED: {"kind": "error", "reason": "blocked"},
        MessageState.DEAD: {"kind": "error", "reason": "malformed_entities", "times": 2},
    }
    chats = sandbox.add_people(len(fates), has_started=True)
    for chat_id, trouble in zip(chats, fates.values(), strict=True):
        fault(sandbox, chat_id=chat_id, **trouble)
        await queue(database, chat_id, "digest")
    assert set(await states(database)) == {MessageState.QUEUED}
    running = asyncio.create_task(sender.send_waiting())
    await in_flight(sender)
    assert (await states(database))[0] == MessageState.SENDING
    await running
    assert await states(database) == list(fates)


async def test_promise_04_a_lost_answer_brings_one_copy_at_most_and_never_part_one_again(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Only the part whose answer was lost is sent once more; the digest goes on behind it."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "part 1")
    await sender.send_waiting()
    await queue(database, chat_id, "part 2", "part 3")
    fault(sandbox, kind="drop_after", times=2)
    for _ in range(4):
        await wake_messages(database)
        await sender.send_waiting()
    assert received(sandbox, chat_id) == ["part 1", "part 2", "part 2", "part 3"]
    assert await states(database) == [MessageState.SENT, MessageState.DEAD, MessageState.SENT]


async def test_promise_05_no_more_than_the_window_is_in_flight(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """What a crash at this moment could send twice is eight messages, however many wait."""
    chats = sandbox.add_people(5 * WINDOW, has_started=True)
    for chat_id in chats:
        await queue(database, chat_id, "digest")
    fault(sandbox, kind="delay", delay_seconds=0.5, times=WINDOW)
    running = asyncio.create_task(sender.send_waiting())
    await in_flight(sender)
    assert (await states(database)).count(MessageState.SENDING) == WINDOW
    await running
    assert [len(received(sandbox, chat_id)) for chat_id in chats] == [1] * len(chats)


async def test_promise_06_a_chat_is_served_in_order_and_holds_up_nobody(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Its second part waits for its first, other chats do not, and new messages go before retried ones."""
    troubled, other = people(sandbox)[:2]
    await queue(database, troubled, "part 1", "part 2")
    await queue(database, other, "digest")
    fault(sandbox, chat_id=troubled, reason="outage")
    await sender.send_waiting()
    assert (received(sandbox, troubled), received(sandbox, other)) == ([], ["digest"])
    await queue(database, other, "news")
    await wake_messages(database)
    before = sandbox.calls("sendMessage")[-1]["id"]
    await sender.send_waiting()
    assert sandbox.calls("sendMessage", after=before)[0]["parameters"]["chat_id"] == str(other)
    assert received(sandbox, troubled) == ["part 1", "part 2"]


async def test_promise_07_a_flood_limit_is_no_attempt_and_binds_every_process(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """How long the chat must rest stands in the database, by the database's clock."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    fault(sandbox, reason="flood", retry_after=60)
    await sender.send_waiting()
    [(state, attempts, _, _)] = await marks(database)
    assert (state, attempts) == (MessageState.DEFERRED, 0)
    async with sender_to(sandbox, database, worker="other") as other:
        await wake_messages(database)
        assert await other.send_waiting() == 0
    not_before = (await chat_row(database, chat_id)).not_before
    async with database.reading() as session:
        wait = not_before - await database_now(session) if not_before else timedelta()
    assert timedelta(seconds=50) < wait <= timedelta(seconds=62)


async def test_promise_08_failures_are_tried_less_and_less_and_end_as_dead_letters(
    sandbox: SandboxDriver, database: Database
) -> None:
    """Up to 5, 15, 60 s, 5, 15 minutes, then hours, for a day; then it waits for the operator, who sends it."""
    longest = []
    for attempts in range(1, 9):
        message = OutgoingMessage(MessageId(1), ChatId(1), 11, 0, MessageContent("text"), attempts)
        outcome = Outcome(Meaning.REFUSED)
        waits = [
            settlement_of(message, outcome, "error", Random(seed)).wait.total_seconds() for seed in range(200)
        ]
        longest.append(max(waits))
    steps = [5, 15, 60, 300, 900, 3_600, 3_600, 3_600]
    assert all(0.9 * step < wait <= step for wait, step in zip(longest, steps, strict=True))
    chat_id, clock = people(sandbox)[0], MovingClock(NOON)
    await queue(database, chat_id, "digest")
    fault(sandbox, reason="outage")
    async with sender_to(sandbox, database, clock=clock) as sender:
        await sender.send_waiting()
        clock.move(timedelta(hours=25))
        await sender.send_waiting()
        [(state, _, _, error)] = await marks(database)
        assert state == MessageState.DEAD
        assert str(error).startswith(GAVE_UP)
        async with database.transaction() as session:
            assert await retry_all(session) == 1
        await sender.send_waiting()
    assert received(sandbox, chat_id) == ["digest"]


async def test_promise_09_a_chat_that_is_gone_comes_back_only_by_its_readers_act(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The first proof disables it and cancels its queue; its reader's next word brings it back."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "part 1", "part 2")
    await asyncio.to_thread(sandbox.block, chat_id)
    await sender.send_waiting()
    assert (await chat_of(database, chat_id)).state is ChatState.GONE
    assert await states(database) == [MessageState.CANCELLED] * 2
    await asyncio.to_thread(sandbox.block, chat_id, blocked=False)
    assert await sender.send_waiting() == 0
    async with database.transaction() as session:
        await remember_chat(
            session,
            chat_id,
            type=ChatType.PRIVATE,
            title="小林",
            language=Language.ZH_HANS,
            maximum=10,
            now=NOON,
        )
    assert (await chat_of(database, chat_id)).state is ChatState.ACTIVE


async def test_promise_12_our_formatting_mistake_falls_back_once_and_poison_stops_nobody(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """What is refused as plain text, too, is dead at once; everything behind it leaves."""
    first, second = people(sandbox)[:2]
    await queue(database, first, "<b>bold</i>", "poison", "whole")
    await queue(database, second, "other")
    await sender.send_waiting()
    assert received(sandbox, first)[:1] == ["bold"]
    assert received(sandbox, second) == ["other"]
    await queue(database, first, "<b>again</i>", "behind")
    fault(sandbox, chat_id=first, reason="malformed_entities", times=2)
    await sender.send_waiting()
    assert received(sandbox, first) == ["bold", "poison", "whole", "behind"]
    assert (await states(database)).count(MessageState.DEAD) == 1


@pytest.mark.parametrize("reason", ["blocked", "chat_not_found", "unauthorized"])
async def test_promise_16_many_losses_at_once_stop_sending_and_disable_nobody_more(
    sandbox: SandboxDriver, sender: Sender, database: Database, reason: str
) -> None:
    """A server that suddenly disowns everybody is distrusted, and an operator decides."""
    chats = sandbox.add_people(LEAST_CHATS + LEAST_LOST, has_started=True)
    for text in ("earlier", "later"):
        for chat_id in chats:
            await queue(database, chat_id, text)
        if text == "later":
            fault(sandbox, reason=reason, times=None)
        await sender.send_waiting()
    async with database.reading() as session:
        assert (await sending_state(session)).stopped_reason is not None
    gone = [one for one in chats if (await chat_of(database, one)).state is ChatState.GONE]
    assert len(gone) < LEAST_LOST
    tried = len(sandbox.calls("sendMessage"))
    await wake_messages(database)
    assert await sender.send_waiting() == 0
    assert len(sandbox.calls("sendMessage")) == tried
