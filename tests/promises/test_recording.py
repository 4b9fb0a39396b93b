"""Promises 1, 2, 10 and 11: what is due is recorded, once."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
from moving_clock import MovingClock
from pushing import received
from readers import reader, topic
from recording import NOON, digest, entry, record
from sandbox_driver import SandboxDriver
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from bot.push.sending import Sender
from storage.chats import change_chat
from storage.database import Database
from storage.deliveries import planned_deliveries, record_delivery
from storage.identifiers import DeliveryId
from storage.news import NewsRules
from storage.outbox import store_messages
from storage.records import DigestFormat, MessageContent, Selection
from storage.schedule import Slot
from storage.schema import DeliveryRow, DestinationRow

RULES = NewsRules()
DAY = timedelta(days=1)
NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
AGENT = entry("2603.00001", "Agent of the morning", keywords_zh=("智能体",))


async def due_reader(database: Database, telegram_id: int, **wishes: object) -> None:
    """Somebody who follows what the morning brings."""
    async with database.transaction() as session:
        _, destination = await reader(session, telegram_id, **wishes)
        await topic(session, destination, "智能体")
        await record(session, digest(DigestFormat.SUMMARY, AGENT))


async def slots(database: Database) -> list[tuple[date, str]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(DeliveryRow.local_date, DeliveryRow.local_hour).order_by(DeliveryRow.id)
        )
        return [(day, hour) for day, hour in rows]


async def test_promise_01_a_due_digest_is_recorded_before_anything_is_sent(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Digest and schedule move in one commit; only then are messages made, and only then sent."""
    [chat_id] = sandbox.add_people(1, has_started=True)
    await due_reader(database, chat_id)
    clock = MovingClock(NOON + DAY)
    assert await plan_due(database, clock, RULES) == 1
    async with database.reading() as session:
        due_at = await session.scalar(select(DestinationRow.next_due_at))
    assert await slots(database) == [(date(2026, 3, 3), "08:00")]
    assert due_at is not None
    assert due_at > clock.now()
    assert await sender.send_waiting() == 0
    assert sandbox.calls("sendMessage") == []
    assert await render_planned(database, clock, "bot") == 1
    assert await sender.send_waiting() == 1
    [text] = received(sandbox, chat_id)
    assert "Agent of the morning" in text


async def test_promise_02_one_key_never_has_two_rows_in_the_outbox(database: Database) -> None:
    """Neither a second recording, nor planners side by side, nor a part that is stored again."""
    await due_reader(database, 11)
    clock = MovingClock(NOON + DAY)
    await asyncio.gather(*(plan_due(database, clock, RULES) for _ in range(3)))
    assert await slots(database) == [(date(2026, 3, 3), "08:00")]
    async with database.transaction() as session:
        chat, destination = await reader(session)
        slot = Slot(NOON, date(2026, 3, 3), "08:00")
        assert await record_delivery(session, destination, slot, NOTHING, NOON) is None
        await store_messages(session, DeliveryId(1), chat.id, 0, [MessageContent("part 1")], now=NOON)
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await store_messages(session, DeliveryId(1), chat.id, 0, [MessageContent("again")], now=NOON)


async def test_promise_10_after_downtime_comes_one_merged_catch_up_that_says_so(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Two readers were each due fourteen times in a week; each gets one message, and no empty ones."""
    chats = sandbox.add_people(2, has_started=True)
    for chat_id in chats:
        await due_reader(database, chat_id, hours=("08:00", "20:00"))
    clock = MovingClock(NOON + 6 * DAY)
    assert await plan_due(database, clock, RULES) == 2
    async with database.reading() as session:
        planned = await planned_deliveries(session, 10)
    assert [each.selection.is_catch_up for each in planned] == [True, True]
    await render_planned(database, clock, "bot")
    assert await sender.send_waiting() == 2
    assert [len(received(sandbox, chat_id)) for chat_id in chats] == [1, 1]
    assert await plan_due(database, clock, RULES) == 0


@pytest.mark.parametrize("first", [date(2026, 3, 28), date(2026, 10, 24)])
async def test_promise_11_local_hours_are_kept_over_gap_and_fold(database: Database, first: date) -> None:
    """A Berliner who reads at 02:30 gets one digest a date in the nights that have none and two of it."""
    begin = datetime.combine(first, time(), tzinfo=UTC) - timedelta(hours=2)
    async with database.transaction() as session:
        chat, destination = await reader(session, timezone="Europe/Berlin")
        await topic(session, destination, "智能体")
        row = await session.get_one(DestinationRow, destination.id)
        row.next_due_at = row.due_on = row.due_hour = None
        await change_chat(session, chat.id, begin, hours=("02:30",))
    clock = MovingClock(begin)
    for _ in range(3 * 48):
        clock.move(timedelta(minutes=30))
        await plan_due(database, clock, RULES)
    expected = [(first + number * DAY, "02:30") for number in range(3)]
    assert await slots(database) == expected
