"""
A week of many readers in virtual time: planning, rendering and sending in this process, the sandbox in its own.

By hand: `SOAK_CHATS=10000 pytest -m soak tests/faults/test_virtual_week.py -s`.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as dt_time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import psutil
import pytest
from moving_clock import MovingClock
from pushing import sender_to
from readers import reader, topic
from recording import NOON, digest, entry, record
from running_bot import free_port
from sandbox_driver import SandboxDriver
from sqlalchemy import select

from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from bot.sandbox_process import TOKEN, SandboxProcess
from storage.database import Database
from storage.news import NewsRules
from storage.records import DigestFormat, MessageState
from storage.schema import DeliveryRow, MessageRow
from storage.upgrading import upgrade

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7_200)]

CHATS = int(os.environ.get("SOAK_CHATS", "10000"))
DAYS = 7
PAPERS_A_DAY = 60
WORDS = ("agents", "diffusion", "robotics", "speech", "graphs", "retrieval", "compilers", "proteins")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe")
RULES = NewsRules()
MOST_MEGABYTES = 500
Slot = tuple[int, date, str]
_MARK = re.compile(r"Paper \d{5}")


async def test_a_week_of_many_readers_breaks_no_promise(tmp_path: Path) -> None:
    """Each destination, local date and hour has exactly one digest; no paper comes twice; memory stays flat."""
    process = SandboxProcess(free_port(), tmp_path / "sandbox", tmp_path / "inbox")
    await process.start()
    sandbox = SandboxDriver(process.url, TOKEN)
    database = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    try:
        await upgrade(database)
        chats = sandbox.add_people(CHATS, has_started=True)
        expected = await settle(database, chats)
        megabytes, seconds = await live(sandbox, database)
        calls = Counter(chat_id for chat_id, _ in accepted(sandbox))
        print(
            f"{CHATS} chats, {DAYS} days: {sum(calls.values())} messages in {seconds:.0f} s, "
            f"MB after each day: {megabytes}"
        )
        await check(sandbox, database, expected)
        assert max(megabytes) < MOST_MEGABYTES
        assert megabytes[-1] - megabytes[1] < MOST_MEGABYTES / 10
    finally:
        sandbox.client.close()
        await database.close()
        await process.stop()


async def settle(database: Database, chats: list[int]) -> set[Slot]:
    """Readers in six zones who follow one to three of eight topics, some of them twice a day; what they are due."""
    random, expected = Random(7), set()
    for first in range(0, len(chats), 500):
        async with database.transaction() as session:
            for chat_id in chats[first : first + 500]:
                hours = ("08:00", "20:00") if not random.randrange(5) else ("08:00",)
                zone = random.choice(ZONES)
                _, destination = await reader(session, chat_id, timezone=zone, hours=hours)
                expected |= {(destination.id, day, hour) for day, hour in slots_of_week(zone, hours)}
                for word in random.sample(WORDS, random.randint(1, 3)):
                    await topic(session, destination, word)
    return expected


def slots_of_week(zone: str, hours: tuple[str, ...]) -> Iterator[tuple[date, str]]:
    """Every local date with each hour that falls into the week; none of them lies in a gap or fold."""
    for days in range(-1, DAYS + 2):
        for hour in hours:
            day = NOON.date() + timedelta(days)
            local = datetime.combine(day, dt_time.fromisoformat(hour), ZoneInfo(zone))
            if NOON < local.astimezone(UTC) <= NOON + timedelta(DAYS):
                yield local.date(), hour


async def live(sandbox: SandboxDriver, database: Database) -> tuple[list[int], float]:
    """The days pass by the hour; megabytes after each, and the seconds it took."""
    random, clock, megabytes = Random(8), MovingClock(NOON), []
    began = time.monotonic()
    async with sender_to(sandbox, database, token=TOKEN, clock=clock) as sender:
        for day in range(DAYS):
            papers = [
                entry(f"26{day:02d}.{n:05d}", f"Paper {day * 1000 + n:05d} on {random.choice(WORDS)}")
                for n in range(PAPERS_A_DAY)
            ]
            async with database.transaction() as session:
                await record(
                    session,
                    digest(DigestFormat.SUMMARY, *papers),
                    now=clock.now(),
                    digest_on=clock.now().date(),
                    location=f"{day}.md",
                )
            for _ in range(24):
                clock.move(timedelta(hours=1))
                await plan_due(database, clock, RULES)
                await render_planned(database, clock, "bot")
                await sender.send_waiting()
            megabytes.append(psutil.Process().memory_info().rss >> 20)
    return megabytes, time.monotonic() - began


def accepted(sandbox: SandboxDriver) -> Iterator[tuple[int, str]]:
    """Chat and text of every message that arrived."""
    after = 0
    while calls := sandbox.calls("sendMessage", after=after):
        after = calls[-1]["id"]
        for call in calls:
            assert not call["error_code"], call
            yield int(call["parameters"]["chat_id"]), call["parameters"]["text"]


async def check(sandbox: SandboxDriver, database: Database, expected: set[Slot]) -> None:
    """The invariants, by the database for what was due and by the sandbox for what came."""
    seen: set[tuple[int, str]] = set()
    for chat_id, text in accepted(sandbox):
        for mark in set(_MARK.findall(text)):
            assert (chat_id, mark) not in seen
            seen.add((chat_id, mark))
    columns = (DeliveryRow.destination_id, DeliveryRow.local_date, DeliveryRow.local_hour)
    async with database.reading() as session:
        found = [(number, day, hour) for number, day, hour in await session.execute(select(*columns))]
        states = set(await session.scalars(select(MessageRow.state).distinct()))
    assert len(found) == len(expected)
    assert set(found) == expected
    assert states == {MessageState.SENT}
