"""The poll loop keeps what it receives before Telegram hears of it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sandbox_driver import SandboxDriver
from services_of_receiving import receiving_services
from sqlalchemy import text

from bot.backlog import Backlog
from bot.flooding import PersonLimits
from bot.inline_queries import InlineQueries
from bot.lanes import Lanes
from bot.raw_updates import lane_of
from bot.receiving import Receiver
from bot.telegram_client import telegram_request
from handlers.services import Services
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.updates import StoredUpdate, waiting_updates


@pytest.fixture
async def services(database: Database, tmp_path: Path) -> AsyncGenerator[Services]:
    """What receiving works with, on both databases."""
    async with receiving_services(database, tmp_path / "index") as services:
        yield services


def private_chat(sandbox: SandboxDriver) -> tuple[int, int]:
    """The first private chat and its person."""
    chat = next(one for one in sandbox.state()["chats"] if one["type"] == "private")
    return chat["id"], chat["person_id"]


async def receive(
    sandbox: SandboxDriver, services: Services, count: int, queries: list[dict[str, Any]] | None = None
) -> list[StoredUpdate]:
    """Poll until `count` updates were handled, then stop; inline queries go to `queries`."""
    handled: list[StoredUpdate] = []
    asked = [] if queries is None else queries
    stopping = asyncio.Event()

    async def handle(update: StoredUpdate) -> bool:
        handled.append(update)
        if len(handled) + len(asked) == count:
            stopping.set()
        return True

    async def handle_query(update: dict[str, Any]) -> None:
        asked.append(update["inline_query"])
        if len(handled) + len(asked) == count:
            stopping.set()

    lanes = Lanes(handle)
    backlog = Backlog(lanes, services)
    async with polling(sandbox, services, backlog, InlineQueries(handle_query)) as receiver:
        looking = asyncio.create_task(look(backlog, stopping))
        await receiver.run(stopping)
        await looking
    await lanes.drain()
    return handled


async def look(backlog: Backlog, stopping: asyncio.Event) -> None:
    """Look for what was left in the database, as a job of the bot does."""
    while not stopping.is_set():
        with contextlib.suppress(DatabaseUnavailable):
            await backlog.fetch()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def polling(
    sandbox: SandboxDriver, services: Services, backlog: Backlog, inline_queries: InlineQueries
) -> AsyncGenerator[Receiver]:
    """A receiver on the sandbox."""
    request = telegram_request(None)
    await request.initialize()
    yield Receiver(
        request,
        f"{sandbox.base_url}{sandbox.token}",
        services,
        backlog=backlog,
        limits=PersonLimits(time.monotonic),
        inline_queries=inline_queries,
    )
    await request.shutdown()


def texts(updates: list[StoredUpdate]) -> list[str]:
    return [update.content["message"]["text"] for update in updates]


async def test_updates_are_handled_in_order_and_found_in_the_database(
    sandbox: SandboxDriver, services: Services
) -> None:
    """What a person writes arrives once, in order, and is stored."""
    place = private_chat(sandbox)
    for words in ("one", "two", "three"):
        await asyncio.to_thread(sandbox.send, *place, words)
    assert texts(await receive(sandbox, services, 3)) == ["one", "two", "three"]
    async with services.database.reading() as session:
        to_handle = await waiting_updates(session, 10)
    assert texts(to_handle) == ["one", "two", "three"]


async def test_an_update_that_was_stored_but_not_confirmed_is_not_handled_twice(
    sandbox: SandboxDriver, services: Services
) -> None:
    """A process that dies after storing gets the update again and knows it."""
    place = private_chat(sandbox)
    await asyncio.to_thread(sandbox.send, *place, "one")
    assert texts(await receive(sandbox, services, 1)) == ["one"]
    await asyncio.to_thread(sandbox.send, *place, "two")
    assert texts(await receive(sandbox, services, 1)) == ["two"]


async def test_inline_queries_are_handed_on_and_not_kept(sandbox: SandboxDriver, services: Services) -> None:
    """They come beside stored updates, are confirmed with them, and no start meets them again."""
    chat, person = private_chat(sandbox)
    await asyncio.to_thread(sandbox.ask_inline, chat, person, "gem")
    await asyncio.to_thread(sandbox.send, chat, person, "one")
    queries: list[dict[str, Any]] = []
    assert texts(await receive(sandbox, services, 2, queries)) == ["one"]
    assert [query["query"] for query in queries] == ["gem"]
    async with services.database.reading() as session:
        to_handle = await waiting_updates(session, 10)
    assert texts(to_handle) == ["one"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_trouble_with_the_database_is_ridden_out(
    sandbox: SandboxDriver, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be stored is not confirmed, and comes again once the database takes it."""
    await asyncio.to_thread(sandbox.send, *private_chat(sandbox), "one")
    await execute(services.database, "ALTER TABLE updates RENAME TO elsewhere")
    receiving = asyncio.create_task(receive(sandbox, services, 1))
    while "poll.failed" not in caplog.text:
        await asyncio.wait({receiving}, timeout=0.01)
    await execute(services.database, "ALTER TABLE elsewhere RENAME TO updates")
    assert texts(await receiving) == ["one"]


@pytest.mark.parametrize(
    ("description", "word"),
    [
        ("Conflict: terminated by other getUpdates request", "poll.conflict another process polls"),
        ("Conflict: can't use getUpdates method while webhook is active", "poll.webhook a webhook is set"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_another_taker_of_updates_is_named_and_waited_for(
    sandbox: SandboxDriver,
    services: Services,
    caplog: pytest.LogCaptureFixture,
    description: str,
    word: str,
) -> None:
    """The log says what to do, and once it is done updates come again."""
    await asyncio.to_thread(sandbox.send, *private_chat(sandbox), "one")
    await asyncio.to_thread(
        sandbox.fault, "error", method="getUpdates", error_code=409, description=description
    )
    assert texts(await receive(sandbox, services, 1)) == ["one"]
    assert word in caplog.text


async def test_a_refusal_under_status_200_is_waited_for(sandbox: SandboxDriver, services: Services) -> None:
    """A server of that kind ends no poll loop, and so no bot."""
    await asyncio.to_thread(sandbox.send, *private_chat(sandbox), "one")
    await asyncio.to_thread(sandbox.fault, "not_ok", method="getUpdates", reason="outage")
    assert texts(await receive(sandbox, services, 1)) == ["one"]


async def test_ids_that_begin_anew_and_come_out_of_order_are_all_taken(
    sandbox: SandboxDriver, services: Services
) -> None:
    """A batch of a hundred, disordered, with doubles; then ids far below, as after a quiet week."""
    handled: list[int] = []

    async def handle(update: StoredUpdate) -> bool:
        handled.append(update.id)
        return True

    async def never(_: dict[str, Any]) -> None: ...

    lanes = Lanes(handle)
    async with polling(sandbox, services, Backlog(lanes, services), InlineQueries(never)) as receiver:
        batch = [{"update_id": number} for number in range(5_100, 5_000, -1)]
        await receiver.take([*batch, *batch[:7]])
        await lanes.drain()
        await receiver.take(batch)
        await receiver.take([{"update_id": 3}])
        await lanes.drain()
    assert handled == [*range(5_001, 5_101), 3]


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement))


async def test_chats_do_not_wait_for_each_other() -> None:
    """A slow chat holds back its own updates, never those of others."""
    release = asyncio.Event()
    finished: list[int] = []

    async def handle(update: StoredUpdate) -> bool:
        if update.id == 1:
            await release.wait()
        finished.append(update.id)
        if update.id == 3:
            release.set()
        return True

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
