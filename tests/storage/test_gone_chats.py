"""Chats that blocked or removed the bot: their data wait for a while, then are erased."""

from datetime import timedelta

from readers import reader, topic
from recording import NOON
from sqlalchemy import select, update

from bot.housekeeping import tidy
from storage.chats import chat_by_telegram_id, mark_gone
from storage.database import Database
from storage.gone_chats import AT_ONCE
from storage.news import NewsRules
from storage.schema import ChatRow, QueryRow
from storage.topics import topics_of

GONE_DAYS = 180
KEPT = timedelta(days=GONE_DAYS)


async def tidied(database: Database, days: int) -> None:
    await tidy(database, NOON + timedelta(days=days), NewsRules(), 90, GONE_DAYS)


async def gone(database: Database, *numbers: int) -> None:
    async with database.transaction() as session:
        for number in numbers:
            _, destination = await reader(session, number)
            await topic(session, destination, "agents")
            await mark_gone(session, number, "blocked", NOON)


async def left(database: Database) -> list[int]:
    async with database.reading() as session:
        return list(await session.scalars(select(ChatRow.telegram_id).order_by(ChatRow.telegram_id)))


async def test_everything_is_erased_after_its_days(database: Database) -> None:
    """A day before the last one all is there; then chat, topics and the query that nobody follows go."""
    await gone(database, 11)
    await tidied(database, GONE_DAYS)
    assert await left(database) == [11]
    await tidied(database, GONE_DAYS + 1)
    assert await left(database) == []
    async with database.reading() as session:
        assert (await session.scalars(select(QueryRow.id))).all() == []


async def test_who_returns_in_time_keeps_everything(database: Database) -> None:
    """Its days begin anew if it goes again."""
    await gone(database, 11)
    async with database.transaction() as session:
        _, destination = await reader(session, 11)
        assert [one.name for one in await topics_of(session, destination.id)] == ["agents"]
    await tidied(database, GONE_DAYS + 1)
    assert await left(database) == [11]
    async with database.transaction() as session:
        await mark_gone(session, 11, "blocked", NOON + KEPT)
    await tidied(database, GONE_DAYS + 2)
    assert await left(database) == [11]


async def test_a_second_refusal_does_not_begin_the_days_anew(database: Database) -> None:
    """What is on its way may be refused long after the chat went."""
    await gone(database, 11)
    async with database.transaction() as session:
        await mark_gone(session, 11, "blocked", NOON + KEPT)
    await tidied(database, GONE_DAYS + 1)
    assert await left(database) == []


async def test_chats_of_an_older_program_get_all_their_days(database: Database) -> None:
    """It did not keep when they went, so they count from the first look."""
    await gone(database, 11)
    async with database.transaction() as session:
        await session.execute(update(ChatRow).values(gone_since=None))
    await tidied(database, 1)
    await tidied(database, GONE_DAYS + 1)
    assert await left(database) == [11]
    await tidied(database, GONE_DAYS + 2)
    assert await left(database) == []


async def test_many_are_erased_at_once_and_others_stay(database: Database) -> None:
    """However many went on one day."""
    await gone(database, *range(1, 2 * AT_ONCE + 2))
    async with database.transaction() as session:
        await reader(session, 99)
    await tidied(database, GONE_DAYS + 1)
    async with database.reading() as session:
        assert await chat_by_telegram_id(session, 99) is not None
    assert await left(database) == [99]
