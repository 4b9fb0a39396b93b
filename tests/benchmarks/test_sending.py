"""The sender against the sandbox without pacing, marks durable, beside a bare httpx loop of the same width."""

import asyncio
import math
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from moving_clock import MovingClock
from readers import reader
from recording import NOON, TODAY
from running_bot import ROOT, free_port
from sandbox_driver import TOKEN, SandboxDriver
from sqlalchemy import func, select
from waiting import eventually

from bot.push.pacing import Pacing
from bot.push.sending import WINDOW, Sender
from bot.telegram_client import push_bot, telegram_request
from storage.database import Database
from storage.deliveries import record_delivery
from storage.outbox import store_messages
from storage.records import MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import MessageRow

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

MESSAGES, ROUNDS = 600, 5
TEXT = "<b>晨报</b> " + "An agent that plans before it acts, with a link and a line of text. " * 10
NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
UNPACED = {"overall_per_second": math.inf, "chat_seconds": 0, "group_per_minute": math.inf}


@pytest.fixture
def sandbox(tmp_path: Path) -> Generator[SandboxDriver]:
    """A sandbox in a process of its own, as it runs beside a bot."""
    port = free_port()
    place = ["--port", str(port), "--data-dir", str(tmp_path / "sandbox"), "--token", TOKEN]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", *place], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    driver = SandboxDriver(f"http://127.0.0.1:{port}", TOKEN)
    eventually(lambda: is_up(driver))
    yield driver
    driver.client.close()
    process.terminate()
    process.wait(timeout=20)


def is_up(driver: SandboxDriver) -> bool:
    try:
        return driver.client.get("/page/state").status_code == 200
    except httpx.TransportError:
        return False


async def bare_loop(sandbox: SandboxDriver, chats: list[int]) -> float:
    """Messages a second of as many workers that do nothing but post."""
    waiting = iter(chats)
    limits = httpx.Limits(max_connections=WINDOW, max_keepalive_connections=WINDOW)

    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as client:

        async def post() -> None:
            for chat_id in waiting:
                answer = await client.post(
                    f"{sandbox.base_url}{TOKEN}/sendMessage",
                    json={"chat_id": chat_id, "text": TEXT, "parse_mode": "HTML"},
                )
                assert answer.json()["ok"]

        started = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(WINDOW)))
    return len(chats) / (time.perf_counter() - started)


@asynccontextmanager
async def sender_on(sandbox: SandboxDriver, database: Database) -> AsyncGenerator[Sender]:
    request = telegram_request(None)
    await request.initialize()
    bot = push_bot(sandbox.token, sandbox.url, request)
    sender = Sender(bot, database, MovingClock(NOON), Pacing(**UNPACED), "worker")
    yield sender
    await sender.close()
    await request.shutdown()


async def queue(database: Database, chats: list[int], hour: str) -> None:
    async with database.transaction() as session:
        for telegram_id in chats:
            chat, destination = await reader(session, telegram_id)
            delivery = await record_delivery(session, destination, Slot(NOON, TODAY, hour), NOTHING, NOON)
            assert delivery is not None
            await store_messages(session, delivery, chat.id, 0, [MessageContent(TEXT)], now=NOON)


async def count(database: Database, state: MessageState) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).where(MessageRow.state == state)) or 0


async def test_sender_keeps_half_the_rate_of_a_bare_loop(sandbox: SandboxDriver, database: Database) -> None:
    """Claims, durable marks and python-telegram-bot cost no more than half of what the network gives."""
    chats = sandbox.add_people(MESSAGES, has_started=True)
    rates: list[tuple[float, float]] = []
    async with sender_on(sandbox, database) as sender:
        for number in range(ROUNDS):
            await queue(database, chats, f"{number:02}:00")
            bare = await bare_loop(sandbox, chats)
            started = time.perf_counter()
            assert await sender.send_waiting() == MESSAGES
            rates.append((bare, MESSAGES / (time.perf_counter() - started)))
    assert await count(database, MessageState.SENT) == MESSAGES * ROUNDS
    bare, ours = (statistics.median(column) for column in zip(*rates, strict=True))
    kind = "SQLite, FULL" if database.is_sqlite else "PostgreSQL"
    print(f"\n{'messages a second, ' + kind:<40} {'bare httpx':>12} {'sender':>12} {'share':>8}")
    for one, other in rates:
        print(f"{'':<40} {one:12.0f} {other:12.0f} {other / one:8.2f}")
    print(f"{'median':<40} {bare:12.0f} {ours:12.0f} {ours / bare:8.2f}")
    assert statistics.median(other / one for one, other in rates) >= 0.5
