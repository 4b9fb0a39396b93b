"""
How fast many digests due at the same minute are recorded and rendered, and who waits meanwhile.

Run with -m benchmark -s. CHENBAO_BENCHMARK_CHATS says how many chats (100,000 unless given).
"""

import asyncio
import os
import random
import statistics
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import chain, combinations, count, islice
from pathlib import Path

import pytest
from moving_clock import MovingClock
from recording import NOON, digest, entry, record
from sqlalchemy import func, select, text

from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from storage.chats import change_chat, remember_chat
from storage.database import Database
from storage.matching import refresh_matches
from storage.papers import papers_by_id
from storage.records import ChatType, DigestFormat, Language
from storage.schema import DeliveryRow, PaperRow, ShownRow
from storage.search.query import parse
from storage.selection import NewsRules
from storage.upgrading import upgrade

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

CHATS = int(os.environ.get("CHENBAO_BENCHMARK_CHATS", "100000"))
DAYS, PAPERS_A_DAY = 6, 60
QUERIES, TOPICS_A_CHAT = 2_000, 3
SHOWN_EACH = 40
RENDERED = 5_000
WORDS = (
    "Agent",
    "Diffusion",
    "Reasoning",
    "Retrieval",
    "Speech",
    "Robot",
    "Vision",
    "Code",
    "Graph",
    "Video",
)
"""In the titles of made papers, each in about a third of them."""


async def test_many_chats_due_at_the_same_minute(tmp_path: Path) -> None:
    """Chats a second, and what commands wait meanwhile; prints a table."""
    database = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    await upgrade(database)
    await fill(database)
    clock = MovingClock(NOON + timedelta(days=DAYS, hours=-12))
    try:
        async with commands(database) as planning:
            seconds = await timed(lambda: plan_due(database, clock, NewsRules()))
        recorded, shown = await counted(database)
        print(f"\n{CHATS:,} chats, {QUERIES:,} queries, {os.cpu_count()} processors")
        print(f"  planned   {seconds:7.1f} s  {CHATS / seconds:9,.0f} chats/s, {shown:,} papers shown")
        tell(planning)
        async with database.transaction() as session:
            first = text("UPDATE deliveries SET state = 'empty' WHERE id > :last")
            await session.execute(first, {"last": CHATS + RENDERED})
        async with commands(database) as rendering:
            seconds = await timed(lambda: render_planned(database, clock, "bot"))
        print(f"  rendered  {seconds:7.1f} s  {min(RENDERED, CHATS) / seconds:9,.0f} digests/s")
        tell(rendering)
    finally:
        await database.close()
    assert recorded == 2 * CHATS
    assert statistics.quantiles(planning["write"], n=100)[98] < 300


async def counted(database: Database) -> tuple[int, int]:
    async with database.reading() as session:
        recorded = await session.scalar(select(func.count()).select_from(DeliveryRow))
        shown = await session.scalar(select(func.count()).select_from(ShownRow))
    return recorded or 0, shown or 0


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def tell(waits: dict[str, list[float]]) -> None:
    for name, values in waits.items():
        cuts = statistics.quantiles(values, n=100)
        print(f"    {name:<22} ms  p50 {cuts[49]:7.1f}  p99 {cuts[98]:7.1f}  most {max(values):7.1f}")


@asynccontextmanager
async def commands(database: Database) -> AsyncGenerator[dict[str, list[float]]]:
    """What small changes, small reads and the event loop itself take while the block runs."""
    waits: dict[str, list[float]] = {"write": [], "read": [], "event loop": []}
    stop = asyncio.Event()

    async def again(name: str, work: Callable[[], Awaitable[object]]) -> None:
        while not stop.is_set():
            waits[name].append(await timed(work) * 1000)
            await asyncio.sleep(0.02)

    async def late() -> None:
        while not stop.is_set():
            took = await timed(lambda: asyncio.sleep(0.005))
            waits["event loop"].append(took * 1000 - 5)

    tasks = [
        asyncio.create_task(again("write", lambda: write(database))),
        asyncio.create_task(again("read", lambda: read(database))),
        asyncio.create_task(late()),
    ]
    yield waits
    stop.set()
    await asyncio.gather(*tasks)


async def write(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("UPDATE chats SET title = title WHERE id = 1"))


async def read(database: Database) -> None:
    async with database.reading() as session:
        ids = (await session.scalars(select(PaperRow.id).limit(10))).all()
        await papers_by_id(session, list(ids))


async def fill(database: Database) -> None:
    """
    Chats in Shanghai with some topics out of many, all due at 08:00, and the papers of a week.

    The last day's are new; of those before, each chat was shown some.
    """
    numbers, draw = count(1), random.Random(7)
    due_at = NOON + timedelta(days=DAYS, hours=-12)
    for day in range(DAYS):
        await bring(database, due_at - timedelta(days=DAYS - day, hours=2), numbers, draw)
    async with database.transaction() as session:
        pattern = await remember_chat(
            session, 1, type=ChatType.PRIVATE, title="c", language=Language.EN, maximum=10, now=NOON
        )
        await change_chat(session, pattern.id, NOON, timezone="Asia/Shanghai")
        await session.execute(text(_CHATS), {"count": CHATS})
        await session.execute(text(_DESTINATIONS), {"at": due_at})
        queries = [{"text": query} for query in saved()]
        await session.execute(
            text("INSERT INTO queries (text, matched_revision) VALUES (:text, -1)"), queries
        )
        for position in range(TOPICS_A_CHAT):
            values = {"position": position, "queries": len(queries), "since": due_at}
            await session.execute(text(_TOPICS), values)
        await session.execute(text(_DELIVERIES), {"at": due_at - timedelta(days=1)})
        await session.execute(text(_SHOWN), {"each": SHOWN_EACH, "papers": DAYS * PAPERS_A_DAY})
        await refresh_matches(session, news_since=NOON.date() - timedelta(days=8))
    await bring(database, due_at - timedelta(hours=2), numbers, draw)


async def bring(database: Database, at: datetime, numbers: Iterator[int], draw: random.Random) -> None:
    """The papers of one day."""
    entries = [
        entry(f"2603.{number:05}", title(number, draw), keywords_zh=("智能体",))
        for number in islice(numbers, PAPERS_A_DAY)
    ]
    async with database.transaction() as session:
        made = digest(DigestFormat.SUMMARY, *entries)
        await record(session, made, location=f"{at}.md", digest_on=at.date(), now=at)


def title(number: int, draw: random.Random) -> str:
    return f"P{number}: " + " ".join(word for word in WORDS if draw.random() < 1 / 3)


def saved() -> list[str]:
    """Distinct queries in their canonical form that match from a few papers to a third of them."""
    pairs = [f"{one} {other}" for one, other in combinations(WORDS, 2)]
    narrowed = (f"{pair} -P{number}" for number in count(1) for pair in pairs)
    texts = dict.fromkeys(parse(text).canonical for text in islice(chain(WORDS, pairs, narrowed), QUERIES))
    return list(texts)


_CHATS = """
INSERT INTO chats (telegram_id, type, title, language, timezone, hours, weekdays, maximum, waits_for_chinese,
                   empty_days, state, created_at)
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT i, type, title, language, timezone, hours, weekdays, maximum, 0, empty_days, state, created_at
FROM n, chats WHERE chats.id = 1
"""
_DESTINATIONS = """
INSERT INTO destinations (chat_id, thread_id, next_due_at, created_at)
SELECT id, 0, strftime('%Y-%m-%d %H:%M:%S.000000', :at), created_at FROM chats
"""
_TOPICS = """
INSERT INTO topics (destination_id, query_id, query_text, additions, is_muted, name, position, followed_since)
SELECT id, 1 + (id * 7919 + :position * 104729 + id * id * :position) % :queries, 'Agent', '[]', 0,
       'Topic ' || :position, :position, strftime('%Y-%m-%d %H:%M:%S.000000', :since)
FROM destinations WHERE true ON CONFLICT DO NOTHING
"""
_DELIVERIES = """
INSERT INTO deliveries (destination_id, kind, local_date, local_hour, due_at, planned_at, state, selection)
SELECT id, 'digest', date(:at), '08:00', strftime('%Y-%m-%d %H:%M:%S.000000', :at),
       strftime('%Y-%m-%d %H:%M:%S.000000', :at), 'rendered', '{}'
FROM destinations
"""
_SHOWN = """
INSERT INTO shown_papers (destination_id, paper_id, delivery_id)
SELECT deliveries.destination_id, papers.id, deliveries.id FROM deliveries
JOIN papers ON (papers.id * 7919 + deliveries.destination_id) % (:papers / :each) = 0
"""
