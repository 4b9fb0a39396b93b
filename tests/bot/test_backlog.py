"""Updates beyond what memory holds wait in the database, in order; none is lost or handled twice."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from services_of_receiving import receiving_services

from bot.backlog import MOST_IN_MEMORY, Backlog
from bot.lanes import LANES_AT_ONCE, Lanes
from handlers.services import Services
from storage.clock import SystemClock
from storage.database import Database
from storage.updates import StoredUpdate, mark_answered, store_updates


@pytest.fixture
async def services(database: Database, tmp_path: Path) -> AsyncGenerator[Services]:
    async with receiving_services(database, tmp_path / "index") as services:
        yield services


async def store(services: Services, numbers: range) -> list[StoredUpdate]:
    """Updates of seven chats, stored as a poll stores them."""
    updates = [StoredUpdate(number, number % 7, {"update_id": number}) for number in numbers]
    async with services.database.transaction() as session:
        return await store_updates(session, updates, SystemClock().now())


async def test_ten_thousand_waiting_updates_do_not_lie_in_memory(services: Services) -> None:
    """Each is handled once and in the order of its chat, though at most 500 are known at a time."""
    handled: list[int] = []
    release = asyncio.Event()

    async def handle(update: StoredUpdate) -> bool:
        await release.wait()
        handled.append(update.id)
        services.marks.answered(update.id)
        return True

    lanes = Lanes(handle)
    backlog = Backlog(lanes, services)
    most = 0
    for start in range(0, 10_000, 100):
        backlog.take(await store(services, range(start, start + 100)))
        most = max(most, len(lanes))
    release.set()
    while len(handled) < 10_000:
        await lanes.drain()
        await services.marks.drain()
        await backlog.fetch()
        most = max(most, len(lanes))
    assert most <= MOST_IN_MEMORY
    for lane in range(7):
        assert [number for number in handled if number % 7 == lane] == list(range(lane, 10_000, 7))


async def test_what_was_stored_without_our_knowledge_is_found(services: Services) -> None:
    """The commit of a poll may be made although its outcome was lost."""
    handled: list[int] = []

    async def handle(update: StoredUpdate) -> bool:
        handled.append(update.id)
        async with services.database.transaction() as session:
            await mark_answered(session, [update.id])
        return True

    lanes = Lanes(handle)
    backlog = Backlog(lanes, services)
    await store(services, range(3))
    backlog.look_again()
    backlog.take(await store(services, range(3, 5)))
    await backlog.fetch()
    await lanes.drain()
    assert sorted(handled) == [0, 1, 2, 3, 4]


async def test_it_is_busy_while_another_update_could_not_be_begun(services: Services) -> None:
    """Then a poll may let more updates come; with a lane to spare nobody waits for others."""
    release = asyncio.Event()

    async def handle(_: StoredUpdate) -> bool:
        await release.wait()
        return True

    lanes = Lanes(handle)
    backlog = Backlog(lanes, services)
    backlog.take(await store(services, range(LANES_AT_ONCE - 1)))
    assert not backlog.is_busy
    backlog.take(await store(services, range(LANES_AT_ONCE - 1, LANES_AT_ONCE)))
    assert backlog.is_busy
    release.set()
    await lanes.drain()
    assert not backlog.is_busy
