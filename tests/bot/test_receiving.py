"""The poll loop keeps what it receives before Telegram hears of it."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import pytest
from sandbox_driver import SandboxDriver, running_sandbox
from sqlalchemy import text

from bot.inline_queries import InlineQueries
from bot.receiving import Lanes, Receiver, lane_of
from bot.telegram_client import telegram_request
from storage.clock import SystemClock
from storage.database import Database
from storage.updates import StoredUpdate, unfinished_updates
from storage.upgrading import upgrade


@pytest.fixture
def sandbox(tmp_path: Path) -> Generator[SandboxDriver]:
    with running_sandbox(tmp_path / "sandbox") as driver:
        yield driver


@pytest.fixture
async def own_database(tmp_path: Path) -> AsyncGenerator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'own.db'}")
    await upgrade(opened)
    yield opened
    await opened.close()


def private_chat(sandbox: SandboxDriver) -> tuple[int, int]:
    """The first private chat and its person."""
    chat = next(one for one in sandbox.state()["chats"] if one["type"] == "private")
    return chat["id"], chat["person_id"]


async def receive(
    sandbox: SandboxDriver, database: Database, count: int, queries: list[dict[str, Any]] | None = None
) -> list[StoredUpdate]:
    """Poll until `count` updates were handled, then stop; inline queries go to `queries`."""
    handled: list[StoredUpdate] = []
    asked = [] if queries is None else queries
    stopping = asyncio.Event()

    async def handle(update: StoredUpdate) -> None:
        handled.append(update)
        if len(handled) + len(asked) == count:
            stopping.set()

    async def handle_query(update: dict[str, Any]) -> None:
        asked.append(update["inline_query"])
        if len(handled) + len(asked) == count:
            stopping.set()

    request = telegram_request(None)
    await request.initialize()
    lanes = Lanes(handle)
    receiver = Receiver(
        request,
        f"{sandbox.base_url}{sandbox.token}",
        database=database,
        clock=SystemClock(),
        lanes=lanes,
        inline_queries=InlineQueries(handle_query),
    )
    await receiver.run(stopping)
    await lanes.drain()
    await request.shutdown()
    return handled


def texts(updates: list[StoredUpdate]) -> list[str]:
    return [update.content["message"]["text"] for update in updates]


async def test_updates_are_handled_in_order_and_found_in_the_database(
    sandbox: SandboxDriver, own_database: Database
) -> None:
    """What a person writes arrives once, in order, and is stored."""
    place = private_chat(sandbox)
    for words in ("one", "two", "three"):
        await asyncio.to_thread(sandbox.send, *place, words)
    assert texts(await receive(sandbox, own_database, 3)) == ["one", "two", "three"]
    async with own_database.transaction() as session:
        to_handle, _ = await unfinished_updates(session)
    assert texts(to_handle) == ["one", "two", "three"]


async def test_an_update_that_was_stored_but_not_confirmed_is_not_handled_twice(
    sandbox: SandboxDriver, own_database: Database
) -> None:
    """A process that dies after storing gets the update again and knows it."""
    place = private_chat(sandbox)
    await asyncio.to_thread(sandbox.send, *place, "one")
    assert texts(await receive(sandbox, own_database, 1)) == ["one"]
    await asyncio.to_thread(sandbox.send, *place, "two")
    assert texts(await receive(sandbox, own_database, 1)) == ["two"]


async def test_inline_queries_are_handed_on_and_not_kept(
    sandbox: SandboxDriver, own_database: Database
) -> None:
    """They come beside stored updates, are confirmed with them, and no start meets them again."""
    chat, person = private_chat(sandbox)
    await asyncio.to_thread(sandbox.ask_inline, chat, person, "gem")
    await asyncio.to_thread(sandbox.send, chat, person, "one")
    queries: list[dict[str, Any]] = []
    assert texts(await receive(sandbox, own_database, 2, queries)) == ["one"]
    assert [query["query"] for query in queries] == ["gem"]
    async with own_database.transaction() as session:
        to_handle, _ = await unfinished_updates(session)
    assert texts(to_handle) == ["one"]


async def test_trouble_with_the_database_is_ridden_out(
    sandbox: SandboxDriver, own_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be stored is not confirmed, and comes again once the database takes it."""
    await asyncio.to_thread(sandbox.send, *private_chat(sandbox), "one")
    await execute(own_database, "ALTER TABLE updates RENAME TO elsewhere")
    receiving = asyncio.create_task(receive(sandbox, own_database, 1))
    while "poll.failed" not in caplog.text:
        await asyncio.wait({receiving}, timeout=0.01)
    await execute(own_database, "ALTER TABLE elsewhere RENAME TO updates")
    assert texts(await receiving) == ["one"]


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement))


async def test_chats_do_not_wait_for_each_other() -> None:
    """A slow chat holds back its own updates, never those of others."""
    release = asyncio.Event()
    finished: list[int] = []

    async def handle(update: StoredUpdate) -> None:
        if update.id == 1:
            await release.wait()
        finished.append(update.id)
        if update.id == 3:
            release.set()

    lanes = Lanes(handle)
    lanes.add([StoredUpdate(1, 1, {}), StoredUpdate(2, 1, {}), StoredUpdate(3, 2, {})])
    await lanes.drain()
    assert finished == [3, 1, 2]


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 9}}}}, 9),
        ({"update_id": 1, "inline_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1, "something_new": {"x": 1}}, 0),
        ({"update_id": 1, "poll": {"id": "a"}}, 0),
    ],
)
def test_lane_is_the_chat_else_the_person(update: dict[str, object], lane: int) -> None:
    """What must stay in order shares a lane; unknown kinds share one."""
    assert lane_of(update) == lane
