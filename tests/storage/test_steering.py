"""Which chat somebody steers from the private chat, for a day."""

from datetime import datetime, timedelta

import pytest
from readers import reader, topic
from recording import NOON

from storage.chats import chat_by_any_number, destination_of, mark_gone, migrate_chat, remember_chat
from storage.database import Database, Session
from storage.erasure import erase_chat
from storage.records import Chat, ChatType, Language
from storage.steering import (
    LASTS,
    caretaker_of,
    end_steering,
    forget_steerings,
    shared_chats,
    steer,
    steered_by,
    take_care,
)

ALICE = 11
CHANNEL, GROUP = -1_001_000_000_001, -42
LAST = NOON + LASTS - timedelta(seconds=1)


async def shared(session: Session, telegram_id: int, kind: ChatType) -> Chat:
    return await remember_chat(
        session, telegram_id, type=kind, title="c", language=Language.EN, maximum=12, now=NOON
    )


async def number(session: Session, now: datetime = NOON) -> int | None:
    """The chat that Alice steers."""
    chat = await steered_by(session, ALICE, now)
    return chat and chat.telegram_id


async def test_one_chat_is_steered_for_a_day(database: Database) -> None:
    """The last choice counts, until its day is over or it is taken back."""
    async with database.transaction() as session:
        alice, _ = await reader(session, ALICE)
        channel = await shared(session, CHANNEL, ChatType.CHANNEL)
        group = await shared(session, GROUP, ChatType.GROUP)
        assert await number(session) is None
        await steer(session, alice.id, channel.id, NOON)
        await steer(session, alice.id, group.id, NOON)
        assert [await number(session, at) for at in (NOON, LAST, NOON + LASTS)] == [GROUP, GROUP, None]
        await forget_steerings(session, NOON)
        assert await number(session) == GROUP
        await end_steering(session, alice.id)
        assert await number(session) is None


async def test_steering_goes_with_either_chat(database: Database) -> None:
    """Whoever is deleted, person or channel, leaves no trace of it."""
    for erased in (ALICE, CHANNEL):
        async with database.transaction() as session:
            alice, _ = await reader(session, ALICE)
            channel = await shared(session, CHANNEL, ChatType.CHANNEL)
            await steer(session, alice.id, channel.id, NOON)
            assert await erase_chat(session, alice if erased == ALICE else channel)
            assert await number(session) is None


async def test_chats_that_are_shared_are_those_we_are_in(database: Database) -> None:
    """The newest first; private chats and those that removed us are none."""
    async with database.transaction() as session:
        await reader(session, ALICE)
        for telegram_id in (-1, -2, -3):
            await shared(session, telegram_id, ChatType.SUPERGROUP)
        await mark_gone(session, -2, "left", NOON)
        assert [chat.telegram_id for chat in await shared_chats(session, 10)] == [-3, -1]
        assert [chat.telegram_id for chat in await shared_chats(session, 1)] == [-3]


async def test_who_looks_after_a_chat_is_forgotten_with_the_private_chat(database: Database) -> None:
    """The last who did is told what is wrong; nobody is once their own chat is gone or deleted."""
    async with database.transaction() as session:
        alice, _ = await reader(session, ALICE)
        channel = await shared(session, CHANNEL, ChatType.CHANNEL)
        assert await caretaker_of(session, channel.id) is None
        await take_care(session, channel.id, ALICE)
        assert await caretaker_of(session, channel.id) == alice
        await mark_gone(session, ALICE, "blocked", NOON)
        assert await caretaker_of(session, channel.id) is None
        await reader(session, ALICE)
        assert await caretaker_of(session, channel.id) == alice
        assert await erase_chat(session, alice)
        await reader(session, ALICE)
        assert await caretaker_of(session, channel.id) is None


@pytest.mark.parametrize("speaks_first", [False, True])
async def test_an_upgraded_group_is_steered_and_looked_after_as_before(
    database: Database, *, speaks_first: bool
) -> None:
    """Also where the supergroup spoke to us first and follows topics already; its old number finds it."""
    supergroup = -1_001_234_567_890
    async with database.transaction() as session:
        alice, _ = await reader(session, ALICE)
        group = await shared(session, GROUP, ChatType.GROUP)
        await steer(session, alice.id, group.id, NOON)
        await take_care(session, group.id, ALICE)
        if speaks_first:
            new = await shared(session, supergroup, ChatType.SUPERGROUP)
            await topic(session, await destination_of(session, new, 0, NOON), "agents")
        await migrate_chat(session, GROUP, supergroup, NOON)
        assert await number(session) == supergroup
        found = await chat_by_any_number(session, GROUP)
        assert found is not None
        assert (found.telegram_id, await caretaker_of(session, found.id)) == (supergroup, alice)
