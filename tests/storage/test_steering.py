"""Which chat somebody steers from the private chat, for a day."""

from datetime import datetime, timedelta

from readers import reader
from recording import NOON

from storage.chats import mark_gone, remember_chat
from storage.database import Database, Session
from storage.erasure import erase_chat
from storage.records import Chat, ChatType, Language
from storage.steering import LASTS, end_steering, forget_steerings, shared_chats, steer, steered_by

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
