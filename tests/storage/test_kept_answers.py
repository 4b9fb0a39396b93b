"""Answers that did not get through wait in the order of their chat, and come twice at most."""

from datetime import UTC, datetime, timedelta

from readers import reader

from storage.chat_waits import hold_chat
from storage.database import Database, Session
from storage.kept_answers import (
    WORTH,
    chats_with_kept_answers,
    due_answers,
    has_kept_answers,
    interrupted_answers,
    postpone_answer,
    take_answer,
)
from storage.updates import StoredUpdate, mark_answered, mark_handled, store_updates

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LONG = timedelta(hours=3)


async def handle(session: Session, *numbers: int, lane: int = 1, is_held: bool = False) -> None:
    """Updates of one chat whose answers are their numbers."""
    await store_updates(session, [StoredUpdate(number, lane, {}) for number in numbers], NOW)
    for number in numbers:
        await mark_handled(session, number, [{"n": number}], is_held=is_held)


async def due(session: Session) -> list[int]:
    return [one.id for one in await due_answers(session)]


async def test_an_answer_interrupted_by_a_crash_comes_once_more_and_no_more(database: Database) -> None:
    """Nobody knows whether the first one arrived; a second loss ends it."""
    async with database.transaction() as session:
        await handle(session, 1)
    async with database.transaction() as session:
        assert [one.id for one in await interrupted_answers(session)] == [1]
        assert await chats_with_kept_answers(session) == {1}
        assert await take_answer(session, 1, NOW) == [{"n": 1}]
    async with database.transaction() as session:
        assert [one.id for one in await interrupted_answers(session)] == [1]
        assert await take_answer(session, 1, NOW) is None
        assert not await has_kept_answers(session, 1)


async def test_an_answer_that_never_left_is_tried_until_it_is_worth_nothing(database: Database) -> None:
    """An outage does not count against it; age does."""
    async with database.transaction() as session:
        await handle(session, 1)
        for minutes in range(0, 60, 10):
            assert await postpone_answer(session, 1, [{"n": 1}], NOW + timedelta(minutes=minutes))
            assert await take_answer(session, 1, NOW + timedelta(minutes=minutes)) == [{"n": 1}]
        assert not await postpone_answer(session, 1, [{"n": 1}], NOW + WORTH)
        assert not await has_kept_answers(session, 1)


async def test_an_answer_of_unknown_outcome_is_tried_once_more(database: Database) -> None:
    """One copy too many is the most that anybody sees."""
    async with database.transaction() as session:
        await handle(session, 1)
        assert await postpone_answer(session, 1, [{"n": 1}], NOW, is_lost=True)
        assert await take_answer(session, 1, NOW) == [{"n": 1}]
        assert not await postpone_answer(session, 1, [{"n": 1}], NOW, is_lost=True)


async def test_what_was_sent_of_an_answer_is_not_sent_again(database: Database) -> None:
    """Only the rest is kept."""
    async with database.transaction() as session:
        await handle(session, 1)
        await postpone_answer(session, 1, [{"n": "rest"}], NOW)
        assert await take_answer(session, 1, NOW) == [{"n": "rest"}]


async def test_an_answer_waits_for_its_time_and_holds_back_those_behind_it(database: Database) -> None:
    """The order of a chat stays, other chats do not wait."""
    async with database.transaction() as session:
        await handle(session, 1)
        await postpone_answer(session, 1, [{"n": 1}], NOW, wait=LONG)
        await handle(session, 2, is_held=True)
        await handle(session, 3, lane=7, is_held=True)
    async with database.transaction() as session:
        assert await due(session) == [3]
        assert await take_answer(session, 2, NOW) is None
        await mark_answered(session, [1])
        assert await due(session) == [2, 3]
        assert await take_answer(session, 2, NOW) == [{"n": 2}]


async def test_answers_interrupted_together_all_get_their_turn(database: Database) -> None:
    """The second is found again though the first must wait, and its loss is counted no less."""
    async with database.transaction() as session:
        await handle(session, 1, 2)
        assert await take_answer(session, 1, NOW) == [{"n": 1}]
        await postpone_answer(session, 1, [{"n": 1}], NOW, wait=LONG)
        assert await take_answer(session, 2, NOW) is None
        await mark_answered(session, [1])
    async with database.transaction() as session:
        assert await due(session) == [2]
        assert await take_answer(session, 2, NOW) == [{"n": 2}]
        assert await take_answer(session, 2, NOW) is None


async def test_flood_control_of_a_chat_holds_its_answers_back(database: Database) -> None:
    """Whoever was told to wait, push or answer: neither writes before the time."""
    async with database.transaction() as session:
        await reader(session, 7)
        await handle(session, 1, lane=7, is_held=True)
        await handle(session, 2, lane=8, is_held=True)
        await hold_chat(session, 7, LONG)
    async with database.transaction() as session:
        assert await due(session) == [2]
