"""The outbox reaches the chats, whatever one message or the network does."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from pushing import NOTHING, fault, people, queue, received, states
from readers import reader
from recording import NOON, TODAY
from sandbox_driver import SandboxDriver

from bot.push.sending import Sender
from bot.push.settling import settlement_of
from handlers.outcomes import Meaning, Outcome
from handlers.views.empty_day import empty_day_message
from storage.chats import chat_by_telegram_id
from storage.claiming import OutgoingMessage
from storage.database import Database
from storage.deliveries import record_delivery
from storage.empty_days import EmptyDay
from storage.identifiers import ChatId, MessageId
from storage.outbox import store_messages
from storage.records import ChatState, EmptyReason, MessageContent, MessageState
from storage.schedule import Slot


async def test_every_message_arrives_once_and_in_order(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Two chats get their parts in order, and a second run sends nothing."""
    first, second = people(sandbox)[:2]
    await queue(database, first, "part 1", "part 2")
    await queue(database, second, "other")
    assert await sender.send_waiting() == 3
    assert received(sandbox, first) == ["part 1", "part 2"]
    assert received(sandbox, second) == ["other"]
    assert await sender.send_waiting() == 0
    assert await states(database) == [MessageState.SENT] * 3


async def test_malformed_message_arrives_as_plain_text(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A formatting mistake of ours costs the formatting, not the digest."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "<b>bold</i> text")
    await sender.send_waiting()
    assert received(sandbox, chat_id) == ["bold text"]


async def test_reader_who_blocked_the_bot_is_left_in_peace(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The first refusal disables the chat and cancels what waits for it; others get theirs."""
    gone, other = people(sandbox)[:2]
    await asyncio.to_thread(sandbox.block, gone)
    await queue(database, gone, "part 1", "part 2")
    await queue(database, other, "other")
    await sender.send_waiting()
    assert received(sandbox, other) == ["other"]
    assert await states(database) == [MessageState.CANCELLED, MessageState.CANCELLED, MessageState.SENT]
    async with database.reading() as session:
        chat = await chat_by_telegram_id(session, gone)
    assert chat is not None
    assert chat.state is ChatState.GONE


async def test_message_of_unknown_outcome_is_sent_at_most_twice(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """An answer lost after the server took the message risks one duplicate, never two."""
    chat_id = people(sandbox)[0]
    fault(sandbox, kind="drop_after", times=5)
    await queue(database, chat_id, "digest")
    await sender.send_waiting()
    assert await states(database) == [MessageState.UNKNOWN]
    assert received(sandbox, chat_id) == ["digest"]


async def test_flood_control_defers_the_message(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """What must wait is kept by the outbox, without waiting, and does not hold up the others."""
    first, second = people(sandbox)[:2]
    fault(sandbox, chat_id=first, retry_after=60)
    await queue(database, first, "later")
    await queue(database, second, "now")
    await sender.send_waiting()
    assert await states(database) == [MessageState.DEFERRED, MessageState.SENT]
    assert received(sandbox, second) == ["now"]


MESSAGE = OutgoingMessage(MessageId(1), ChatId(1), 11, 0, MessageContent("text"), attempts=1)


@pytest.mark.parametrize(
    ("meaning", "state"),
    [
        (Meaning.GONE, MessageState.CANCELLED),
        (Meaning.FLOOD, MessageState.DEFERRED),
        (Meaning.NOT_SENT, MessageState.DEFERRED),
        (Meaning.REFUSED, MessageState.DEFERRED),
        (Meaning.MISSING, MessageState.DEFERRED),
        (Meaning.RESTRICTED, MessageState.DEFERRED),
        (Meaning.UNAUTHORIZED, MessageState.DEFERRED),
        (Meaning.CONFLICT, MessageState.DEFERRED),
        (Meaning.MIGRATED, MessageState.QUEUED),
        (Meaning.THREAD_LOST, MessageState.QUEUED),
        (Meaning.UNKNOWN, MessageState.UNKNOWN),
        (Meaning.MALFORMED, MessageState.DEAD),
        (Meaning.REJECTED, MessageState.DEAD),
    ],
)
def test_every_meaning_leads_to_a_state(meaning: Meaning, state: MessageState) -> None:
    """Only a refusal that can never pass is final at once."""
    outcome = Outcome(meaning, wait=timedelta(seconds=3))
    assert settlement_of(MESSAGE, outcome, "error", Random(1)).state is state


async def test_line_about_an_empty_day_makes_no_sound(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Nothing new is no reason to wake anybody; a digest is."""
    chat_id = people(sandbox)[0]
    async with database.transaction() as session:
        chat, destination = await reader(session, chat_id)
        delivery_id = await record_delivery(session, destination, Slot(NOON, TODAY, "08:00"), NOTHING, NOON)
        assert delivery_id is not None
        quiet = empty_day_message(EmptyDay(EmptyReason.NO_NEWS), chat, "bot")
        await store_messages(session, delivery_id, chat.id, 0, [quiet, MessageContent("digest")], now=NOON)
    await sender.send_waiting()
    sent = [one for one in sandbox.messages(chat_id) if one["from"]["is_bot"]]
    assert [one.get("disable_notification", False) for one in sent] == [True, False]
