"""Crashes, stops, lost commits and other processes: nothing is lost, and copies keep to their bound."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from databases import postgresql_url
from moving_clock import MovingClock
from pushing import (
    UNPACED,
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
from sqlalchemy import column, func, select, table, update

from bot.push import sending
from bot.push.calling import call
from bot.push.pacing import Pacing
from bot.push.sending import Sender
from storage.claiming import LEASE, claim_messages
from storage.database import Database, Session
from storage.errors import DatabaseUnavailable
from storage.records import MessageState
from storage.schema import MessageRow, SenderRow
from storage.upgrading import upgrade

ACTIVITY = table("pg_stat_activity", column("pid"), column("datname"))
CURRENT, OWN = func.current_database(), func.pg_backend_pid()
TERMINATE = func.pg_terminate_backend(ACTIVITY.c.pid)
CLOCKS_APART = timedelta(minutes=10)


class Forgetful(Database):
    """A database whose answers to some commits get lost: they took place, and nobody knows."""

    lost = 0

    @asynccontextmanager
    async def transaction(self, *, is_durable: bool = True) -> AsyncGenerator[Session, None]:
        async with super().transaction(is_durable=is_durable) as session:
            yield session
        if self.lost:
            self.lost -= 1
            raise DatabaseUnavailable("the answer to the commit was lost")


@pytest.mark.parametrize("turn", [1, 2])
async def test_commit_whose_answer_was_lost_costs_neither_a_message_nor_a_copy(
    sandbox: SandboxDriver, migrated_url: str, turn: int
) -> None:
    """Be it the claim's or that of the marks: what was sent is marked again, what was not begun is given back."""
    database = Forgetful(migrated_url)
    chat_id = people(sandbox)[0]
    async with sender_to(sandbox, database) as sender:
        await sender.send_waiting()
        await queue(database, chat_id, "part 1", "part 2")
        if turn == 1:
            database.lost = 1
            assert await sender.send_waiting() == 0
            assert await states(database) == [MessageState.SENDING, MessageState.QUEUED]
        else:
            fault(sandbox, kind="delay", delay_seconds=0.5)
            running = asyncio.create_task(sender.send_waiting())
            await in_flight(sender)
            database.lost = 1
            assert await running == 1
        await sender.send_waiting()
    assert received(sandbox, chat_id) == ["part 1", "part 2"]
    assert await marks(database) == [(MessageState.SENT, 1, 0, None)] * 2
    await database.close()


async def test_stop_lets_what_is_in_flight_come_back_and_claims_no_more(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The message on its way is marked as sent; the rest waits untouched for the next start."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "part 1", "part 2")
    fault(sandbox, kind="delay", delay_seconds=0.5)
    running = asyncio.create_task(sender.send_waiting())
    await in_flight(sender)
    sender.stop()
    assert await running == 1
    await sender.close()
    assert await marks(database) == [(MessageState.SENT, 1, 0, None), (MessageState.QUEUED, 0, 0, None)]
    async with database.reading() as session:
        assert list(await session.scalars(select(SenderRow.name))) == []


async def test_stop_does_not_wait_for_an_answer_that_never_comes(
    sandbox: SandboxDriver, sender: Sender, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have arrived: it counts as unknown, as after a lost answer."""
    monkeypatch.setattr(sending, "_STOP_SECONDS", 0.2)
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    fault(sandbox, kind="hang")
    running = asyncio.create_task(sender.send_waiting())
    await in_flight(sender)
    sender.stop()
    assert await running == 1
    await sender.close()
    assert await states(database) == [MessageState.UNKNOWN]


async def test_stop_gives_back_what_was_claimed_and_not_begun(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A process that dies right after would else leave it to its lease."""
    await queue(database, people(sandbox)[0], "digest")
    async with database.transaction() as session:
        assert len(await claim_messages(session, "worker", 8, app_now=NOON)) == 1
    sender.stop()
    await sender.close()
    assert await marks(database) == [(MessageState.QUEUED, 0, 0, None)]


async def test_process_that_slept_past_its_lease_does_not_begin_to_send(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Another may have the message by now; what was already on its way is the one copy we risk."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    async with database.transaction() as session:
        (message,) = await claim_messages(session, "worker", 8, app_now=NOON)
    result = await call(sender._bot, Pacing(), message, time.monotonic() - LEASE.total_seconds())
    assert received(sandbox, chat_id) == []
    assert result.telegram_message_id is None


async def test_lease_that_ends_in_mid_call_risks_one_copy(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The sleeper's answer comes late and is kept; nobody sends a third time."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    fault(sandbox, kind="delay", delay_seconds=1)
    running = asyncio.create_task(sender.send_waiting())
    await in_flight(sender)
    async with database.transaction() as session:
        await session.execute(update(MessageRow).values(lease_until=NOON))
    async with sender_to(sandbox, database, worker="other") as other:
        assert await other.send_waiting() == 1
        await running
        assert await other.send_waiting() == 0
    assert received(sandbox, chat_id) == ["digest", "digest"]
    assert [mark[:3] for mark in await marks(database)] == [(MessageState.SENT, 2, 1)]


@pytest.mark.parametrize("count", [2, 4])
async def test_promise_13_processes_on_one_database_never_both_send_a_message(
    sandbox: SandboxDriver, postgresql_server: str, count: int
) -> None:
    """Each with connections of its own and a clock ten minutes off the next; the oracle is what arrived."""
    chats = sandbox.add_people(30, has_started=True)
    with postgresql_url(postgresql_server) as url:
        async with AsyncExitStack() as opened:
            databases = [Database(url) for _ in range(count)]
            for database in databases:
                opened.push_async_callback(database.close)
            await upgrade(databases[0])
            senders = [
                await opened.enter_async_context(
                    sender_to(
                        sandbox,
                        database,
                        worker=f"worker {number}",
                        clock=MovingClock(NOON + number * CLOCKS_APART),
                        pacing=Pacing(**UNPACED),
                    )
                )
                for number, database in enumerate(databases)
            ]
            for chat_id in chats:
                await queue(databases[0], chat_id, f"part 1 of {chat_id}", f"part 2 of {chat_id}")
            tried = 0
            while len(set(await states(databases[0])) - {MessageState.SENT}):
                tried += sum(await asyncio.gather(*(one.send_waiting() for one in senders)))
    assert tried == 2 * len(chats)
    arrived: Counter[Any] = Counter()
    for chat_id in chats:
        assert received(sandbox, chat_id) == [f"part {part} of {chat_id}" for part in (1, 2)]
        arrived.update(received(sandbox, chat_id))
    assert set(arrived.values()) == {1}


async def test_database_that_went_away_loses_nothing_that_was_sent(
    sandbox: SandboxDriver, postgresql_server: str
) -> None:
    """Its connections are cut while a call is in flight: the answer is marked once they are back."""
    chat_id = people(sandbox)[0]
    with postgresql_url(postgresql_server) as url:
        database, killer = Database(url), Database(url)
        await upgrade(database)
        async with sender_to(sandbox, database) as sender:
            await queue(database, chat_id, "part 1", "part 2")
            fault(sandbox, kind="delay", delay_seconds=0.5)
            running = asyncio.create_task(sender.send_waiting())
            await in_flight(sender)
            async with killer.transaction() as session:
                await session.execute(
                    select(TERMINATE).where(ACTIVITY.c.datname == CURRENT, ACTIVITY.c.pid != OWN)
                )
            await running
            await wake_messages(database)
            await sender.send_waiting()
        assert received(sandbox, chat_id) == ["part 1", "part 2"]
        assert set(await states(database)) == {MessageState.SENT}
        await database.close()
        await killer.close()
