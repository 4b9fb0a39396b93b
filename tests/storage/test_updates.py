"""Updates are kept once, handled once, and found again after a crash."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.errors import ValueRefused
from storage.updates import (
    StoredUpdate,
    forget_updates,
    mark_answered,
    mark_failed,
    mark_handled,
    store_updates,
    suspect_waiting_updates,
    try_again,
    waiting_updates,
)

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def update(number: int, lane: int = 1, **content: Any) -> StoredUpdate:
    return StoredUpdate(number, lane, {"update_id": number, **content})


async def waiting(database: Database, limit: int = 100) -> list[StoredUpdate]:
    async with database.reading() as session:
        return await waiting_updates(session, limit)


async def test_an_update_that_comes_twice_is_stored_once(database: Database) -> None:
    """Telegram sends again what it thinks we lack; only what is new is given back, in order."""
    async with database.transaction() as session:
        assert await store_updates(session, [update(2), update(1), update(2)], NOW) == [update(1), update(2)]
    async with database.transaction() as session:
        assert await store_updates(session, [update(2), update(3)], NOW) == [update(3)]


async def test_only_the_first_handling_counts(database: Database) -> None:
    """A second handling of the same update is told to drop its changes."""
    async with database.transaction() as session:
        await store_updates(session, [update(1)], NOW)
        assert await mark_handled(session, 1, ["answer"])
        assert not await mark_handled(session, 1, ["answer"])


async def test_crash_leaves_updates_to_handle(database: Database) -> None:
    """What was only stored waits in order of arrival; what was handled, answered or failed does not."""
    async with database.transaction() as session:
        await store_updates(session, [update(11), update(12), update(13), update(14)], NOW)
        await store_updates(session, [update(3)], NOW + timedelta(days=8))
        await mark_handled(session, 11, ["an answer"])
        await mark_answered(session, [12])
        await mark_failed(session, 13)
    assert await waiting(database) == [update(14), update(3)]
    assert await waiting(database, 1) == [update(14)]


async def test_tries_are_counted_until_an_update_is_handled(database: Database) -> None:
    """What a crash may have been about counts as tried; a commit that was made after all shows."""
    async with database.transaction() as session:
        await store_updates(session, [update(1), update(2)], NOW)
    async with database.transaction() as session:
        await suspect_waiting_updates(session, 1)
    assert [one.tries for one in await waiting(database)] == [1, 0]
    async with database.transaction() as session:
        assert await try_again(session, 1) == 2
        await mark_handled(session, 1, [])
    async with database.transaction() as session:
        assert await try_again(session, 1) is None


async def test_what_is_not_over_is_never_forgotten(database: Database) -> None:
    """A bot that was off for a week still owes an answer to what it had stored."""
    async with database.transaction() as session:
        await store_updates(session, [update(1), update(2)], NOW)
        await mark_answered(session, [1])
    async with database.transaction() as session:
        await forget_updates(session, NOW + timedelta(days=7))
    assert await waiting(database) == [update(2)]
    async with database.transaction() as session:
        assert await store_updates(session, [update(1)], NOW) == [update(1)]


async def test_a_value_that_a_database_does_not_hold_is_refused_as_such(database: Database) -> None:
    """PostgreSQL takes no NUL: that is told apart from a database that cannot be reached."""
    with contextlib.nullcontext() if database.is_sqlite else pytest.raises(ValueRefused):
        async with database.transaction() as session:
            await store_updates(session, [update(1, text="\0")], NOW)
    assert len(await waiting(database)) == database.is_sqlite
