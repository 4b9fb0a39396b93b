"""A destination whose data is broken waits by itself; all others get their digests."""

import json
from datetime import timedelta

import pytest
from moving_clock import MovingClock
from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import text

from bot.housekeeping import tidy
from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from storage.database import Database
from storage.records import DigestFormat
from storage.selection import NewsRules

RULES = NewsRules()
DAY = timedelta(days=1)
AGENT = entry("2603.00001", "Agent", keywords_zh=("智能体",))


async def three_readers(database: Database) -> list[int]:
    """The chats of three readers of the same topic, with news for them."""
    async with database.transaction() as session:
        chats = []
        for telegram_id in (11, 12, 13):
            chat, destination = await reader(session, telegram_id)
            await topic(session, destination, "智能体")
            chats.append(chat.id)
        await record(session, digest(DigestFormat.SUMMARY, AGENT), location="a.md")
    return chats


async def served(database: Database) -> list[int]:
    """Chats whose digests have messages, in their order."""
    async with database.reading() as session:
        rows = await session.scalars(text("SELECT chat_id FROM messages ORDER BY chat_id"))
        return list(rows)


async def change(database: Database, statement: str, **values: object) -> None:
    async with database.transaction() as session:
        await session.execute(text(statement), values)


@pytest.mark.parametrize(
    ("column", "broken", "sound"),
    [
        ("timezone", "Mars/Olympus", "Asia/Shanghai"),
        ("language", "klingon", "zh-Hans"),
    ],
)
async def test_chat_that_cannot_be_read_stops_no_other_and_is_served_when_mended(
    database: Database, column: str, broken: str, sound: str
) -> None:
    """A zone that time zone data dropped, a damaged row: the others get theirs now, it gets its own later."""
    chats = await three_readers(database)
    clock = MovingClock(NOON + DAY)
    await change(database, f"UPDATE chats SET {column} = :value WHERE id = :id", value=broken, id=chats[1])
    await plan_due(database, clock, RULES)
    await render_planned(database, clock, "bot")
    assert await served(database) == [chats[0], chats[2]]
    await change(database, f"UPDATE chats SET {column} = :value WHERE id = :id", value=sound, id=chats[1])
    clock.move(timedelta(hours=1, minutes=1))
    await plan_due(database, clock, RULES)
    await render_planned(database, clock, "bot")
    assert await served(database) == chats


async def test_digest_that_cannot_be_read_stops_no_other_and_is_rendered_when_mended(
    database: Database,
) -> None:
    """A damaged selection is set aside at its rendering and tried again with the hourly tidying."""
    chats = await three_readers(database)
    clock = MovingClock(NOON + DAY)
    await plan_due(database, clock, RULES)
    async with database.reading() as session:
        rows = await session.execute(text("SELECT id, CAST(selection AS TEXT) FROM deliveries ORDER BY id"))
        (_, (broken_id, sound), _) = rows.all()
    damaged = json.dumps({**json.loads(sound), "groups": "none"})
    repair = "UPDATE deliveries SET selection = CAST(:value AS {}) WHERE id = :id"
    repair = repair.format("TEXT" if database.is_sqlite else "JSONB")
    await change(database, repair, value=damaged, id=broken_id)
    await render_planned(database, clock, "bot")
    assert await served(database) == [chats[0], chats[2]]
    assert await render_planned(database, clock, "bot") == 0
    await change(database, repair, value=sound, id=broken_id)
    await tidy(database, clock.now(), RULES, 90)
    await render_planned(database, clock, "bot")
    assert await served(database) == chats
