"""The outbox filled and emptied into a sandbox, and what it left."""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random
from typing import Any

import pytest
from moving_clock import MovingClock
from readers import reader
from recording import NOON, TODAY
from sandbox_driver import SandboxDriver
from sqlalchemy import select, update

from bot.push.pacing import Pacing
from bot.push.sending import Sender
from bot.telegram_client import push_bot, telegram_request
from storage.chats import chat_by_telegram_id
from storage.database import Database
from storage.deliveries import record_delivery
from storage.instance import instance_of
from storage.outbox import store_messages
from storage.records import Chat, MessageContent, Selection
from storage.schedule import Slot
from storage.schema import ChatRow, MessageRow

NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
UNPACED = {"overall_per_second": math.inf, "chat_seconds": 0, "group_per_minute": math.inf}


class Patient(Random):
    """Draws the longest wait, so that nothing is tried again while a test still looks."""

    def uniform(self, a: float, b: float) -> float:
        return max(a, b)


@asynccontextmanager
async def sender_to(
    sandbox: SandboxDriver,
    database: Database,
    *,
    worker: str = "worker",
    token: str = "",
    clock: MovingClock | None = None,
    pacing: Pacing | None = None,
    retries_unknown: bool = True,
) -> AsyncGenerator[Sender]:
    """A sender without pacing, unless one is given; what is tried again waits as long as it may."""
    async with database.transaction() as session:
        await instance_of(session)
    request = telegram_request(None)
    await request.initialize()
    yield Sender(
        push_bot(token or sandbox.token, sandbox.url, request),
        database,
        clock or MovingClock(NOON),
        pacing or Pacing(**UNPACED),
        worker,
        retries_unknown=retries_unknown,
        random=Patient(),
    )
    await request.shutdown()


@pytest.fixture
async def sender(sandbox: SandboxDriver, database: Database) -> AsyncGenerator[Sender]:
    """A sender on each kind of database, for conftests to take over."""
    async with sender_to(sandbox, database) as opened:
        yield opened


def people(sandbox: SandboxDriver) -> list[int]:
    """The private chats, each of which wrote to the bot once."""
    chats = [chat for chat in sandbox.state()["chats"] if chat["type"] == "private"]
    for chat in chats:
        sandbox.send(chat["id"], chat["person_id"], "hello")
    return [chat["id"] for chat in chats]


async def queue(database: Database, telegram_id: int, *texts: str) -> None:
    """A digest of so many messages in the outbox."""
    async with database.transaction() as session:
        chat, destination = await reader(session, telegram_id)
        delivery_id = await record_delivery(session, destination, Slot(NOON, TODAY, texts[0]), NOTHING, NOON)
        assert delivery_id is not None
        await store_messages(
            session, delivery_id, chat.id, 0, [MessageContent(text) for text in texts], now=NOON
        )


def received(sandbox: SandboxDriver, chat_id: int) -> list[str]:
    """What the bot wrote in a chat."""
    return [one["text"] for one in sandbox.messages(chat_id) if one["from"]["is_bot"]]


async def states(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(MessageRow.state).order_by(MessageRow.id)))


def fault(sandbox: SandboxDriver, **document: Any) -> None:
    document = {"kind": "error", "method": "sendMessage"} | document
    assert sandbox.client.post("/sandbox/faults", json=document).status_code == 200


async def marks(database: Database) -> list[tuple[str, int, int, str | None]]:
    """State, attempts, repeats and error of all messages."""
    columns = (MessageRow.state, MessageRow.attempts, MessageRow.repeats, MessageRow.error)
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(select(*columns).order_by(MessageRow.id))]


async def chat_of(database: Database, telegram_id: int) -> Chat:
    async with database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def chat_row(database: Database, telegram_id: int) -> ChatRow:
    async with database.reading() as session:
        row = await session.scalar(select(ChatRow).where(ChatRow.telegram_id == telegram_id))
    assert row is not None
    return row


async def change_chats(database: Database, **values: datetime | None) -> None:
    """Let time pass for what the database keeps of all chats."""
    async with database.transaction() as session:
        await session.execute(update(ChatRow).values(**values))


async def wake_messages(database: Database) -> None:
    """Whatever waits for its time may be tried now."""
    async with database.transaction() as session:
        await session.execute(update(MessageRow).values(not_before=None))


async def in_flight(sender: Sender) -> None:
    """Return once a message is on its way."""
    async with asyncio.timeout(30):
        while not sender._in_flight:  # noqa: ASYNC110 (nothing tells when)
            await asyncio.sleep(0)
