"""Updates are kept once, handled once, and found again after a crash."""

from datetime import UTC, datetime

from storage.database import Database
from storage.updates import (
    MAXIMUM_ATTEMPTS,
    StoredUpdate,
    mark_answered,
    mark_handled,
    store_updates,
    unfinished_updates,
)

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def update(number: int, lane: int = 1) -> StoredUpdate:
    return StoredUpdate(number, lane, {"update_id": number})


async def test_an_update_that_comes_twice_is_stored_once(database: Database) -> None:
    """Telegram sends again what it thinks we lack; only what is new is given back, in order."""
    async with database.transaction() as session:
        assert await store_updates(session, [update(2), update(1)], NOW) == [update(1), update(2)]
    async with database.transaction() as session:
        assert await store_updates(session, [update(2), update(3)], NOW) == [update(3)]


async def test_only_the_first_handling_counts(database: Database) -> None:
    """A second handling of the same update is told to drop its changes."""
    async with database.transaction() as session:
        await store_updates(session, [update(1)], NOW)
        assert await mark_handled(session, 1, ["answer"])
        assert not await mark_handled(session, 1, ["answer"])


async def test_crash_leaves_updates_to_handle_and_to_answer(database: Database) -> None:
    """What was stored is handled again, what was handled is only answered again, the rest is over."""
    async with database.transaction() as session:
        await store_updates(session, [update(1), update(2), update(3)], NOW)
        await mark_handled(session, 1, ["an answer"])
        await mark_handled(session, 2, ["another"])
        await mark_answered(session, 2)
    async with database.transaction() as session:
        to_handle, to_answer = await unfinished_updates(session)
    assert to_handle == [update(3)]
    assert to_answer == [StoredUpdate(1, 1, {"update_id": 1}, ["an answer"])]


async def test_an_update_that_ends_every_start_is_given_up(database: Database) -> None:
    """Poison is met a few times and then no more, so that the bot comes up again."""
    async with database.transaction() as session:
        await store_updates(session, [update(1)], NOW)
    seen = 0
    for _ in range(MAXIMUM_ATTEMPTS + 2):
        async with database.transaction() as session:
            to_handle, _ = await unfinished_updates(session)
        seen += len(to_handle)
    assert seen == MAXIMUM_ATTEMPTS
