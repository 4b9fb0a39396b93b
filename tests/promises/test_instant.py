"""Promise 17: what is pushed at once is pushed once, when the chat hears from us, and never lost."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from moving_clock import MovingClock
from pushing import received
from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sandbox_driver import SandboxDriver
from sqlalchemy import select, update

from bot.push.instant_planner import MESSAGES_AN_HOUR, InstantPlanner
from bot.push.planning import plan_due
from bot.push.rendering import render_planned
from bot.push.sending import Sender
from storage.chats import change_chat
from storage.database import Database
from storage.deliveries import selection_from
from storage.identifiers import ChatId
from storage.news import NewsRules
from storage.records import DeliveryKind, DeliveryState, DigestFormat, EmptyReason
from storage.schema import DeliveryRow, MessageRow, TopicRow

RULES = NewsRules()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Recorded = tuple[str, str, str, int, int]


async def instant_reader(database: Database, telegram_id: int = 11, **wishes: Any) -> ChatId:
    """Somebody who wants papers on agents at once, and those on diffusion in the morning; it is 20:00 there."""
    async with database.transaction() as session:
        chat, destination = await reader(session, telegram_id, **wishes)
        await topic(session, destination, "智能体", instant_since=NOON)
        await topic(session, destination, "扩散模型")
    return chat.id


async def arrive(
    database: Database, at: datetime, *numbers: int, word: str = "智能体", **changes: Any
) -> None:
    """A digest file of its own with so many papers."""
    papers = [entry(f"2603.{number:05}", f"Paper {number}", keywords_zh=(word,)) for number in numbers]
    async with database.transaction() as session:
        changes = {"location": f"{numbers}.md", "now": at} | changes
        await record(session, digest(DigestFormat.SUMMARY, *papers), **changes)


async def deliveries(database: Database) -> list[Recorded]:
    """Kind, hour and state of all deliveries, and how many papers each shows and leaves."""
    async with database.reading() as session:
        rows = (await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))).all()
        found = [(row, selection_from(row.selection)) for row in rows]
    return [(row.kind, row.local_hour, row.state, len(one.shown), len(one.rest)) for row, one in found]


async def test_promise_17_a_paper_pushed_at_once_is_recorded_first_and_never_comes_again(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """Planners side by side, a new one after a crash, the next look and the morning's digest add nothing."""
    [chat_id] = sandbox.add_people(1, has_started=True)
    await instant_reader(database, chat_id)
    clock = MovingClock(NOON + HOUR)
    await arrive(database, clock.now(), 1, 2)
    await arrive(database, clock.now(), 3, word="扩散模型")
    await asyncio.gather(*(InstantPlanner(database, RULES).plan(clock.now()) for _ in range(3)))
    clock.move(MINUTE)
    await InstantPlanner(database, RULES).plan(clock.now())
    assert await deliveries(database) == [("instant", "21:00", "planned", 2, 0)]
    assert await sender.send_waiting() == 0
    await render_planned(database, clock, "bot")
    assert await sender.send_waiting() == 1
    clock.move(11 * HOUR)
    await plan_due(database, clock, RULES)
    await InstantPlanner(database, RULES).plan(clock.now())
    await render_planned(database, clock, "bot")
    await sender.send_waiting()
    pushed, morning = received(sandbox, chat_id)
    assert ["Paper 1" in pushed, "Paper 2" in pushed, "Paper 3" in pushed] == [True, True, False]
    assert ["Paper 1" in morning, "Paper 2" in morning, "Paper 3" in morning] == [False, False, True]
    assert "另有 2 篇已即时推送过" in morning


async def test_promise_17_a_morning_without_anything_else_is_no_empty_day(database: Database) -> None:
    """All that matched went out at once: the digest says nothing, and its reason is kept."""
    await instant_reader(database)
    await arrive(database, NOON + HOUR, 1)
    await InstantPlanner(database, RULES).plan(NOON + HOUR)
    await plan_due(database, MovingClock(NOON + 13 * HOUR), RULES)
    async with database.reading() as session:
        row = await session.scalar(select(DeliveryRow).where(DeliveryRow.kind == DeliveryKind.DIGEST))
    assert row is not None
    assert (row.state, row.reason) == (DeliveryState.EMPTY, EmptyReason.SENT_AT_ONCE)


async def test_promise_17_quiet_hours_are_waited_for_without_another_paper(database: Database) -> None:
    """What comes at 21:00 leaves at 22:30, when they end; the same planner looks again by itself."""
    await instant_reader(database, quiet_from="20:30", quiet_until="22:30")
    planner = InstantPlanner(database, RULES)
    await arrive(database, NOON + HOUR, 1)
    await planner.plan(NOON + HOUR)
    await planner.plan(NOON + 2 * HOUR)
    assert await deliveries(database) == []
    await planner.plan(NOON + 2.5 * HOUR)
    assert await deliveries(database) == [("instant", "22:30", "planned", 1, 0)]


NIGHT = {"quiet_from": "20:30", "quiet_until": "09:00"}
HINDRANCES: dict[str, dict[str, Any]] = {
    "paused": {"paused_until": date(2026, 3, 3)},
    "a day off": {"weekdays": (1, 2, 3, 4)},
    "no zone": {"timezone": None},
    "quiet until after the digest": NIGHT,
}


@pytest.mark.parametrize("wishes", HINDRANCES.values(), ids=HINDRANCES)
async def test_promise_17_what_may_not_be_pushed_comes_with_the_digest(
    database: Database, wishes: dict[str, Any]
) -> None:
    """Neither when it arrives nor when the hindrance ends, but in the morning, once."""
    chat_id = await instant_reader(database, **wishes)
    planner = InstantPlanner(database, RULES)
    await arrive(database, NOON + HOUR, 1)
    for hours in (1, 4, 11):
        await planner.plan(NOON + hours * HOUR)
    assert await deliveries(database) == []
    if wishes == HINDRANCES["no zone"]:
        async with database.transaction() as session:
            await change_chat(session, chat_id, NOON + 11 * HOUR, timezone="Asia/Shanghai")
    for hours in (12, 14, 20):
        await plan_due(database, MovingClock(NOON + hours * HOUR), RULES)
        await planner.plan(NOON + hours * HOUR)
    assert (await deliveries(database))[0] == ("digest", "08:00", "planned", 1, 0)
    assert sum(shown for _, _, _, shown, _ in await deliveries(database)) == 1


async def test_promise_17_old_papers_are_never_pushed_at_once(database: Database) -> None:
    """Neither archive nor what an older day's list brings, nor what came before the topic was instant."""
    await arrive(database, NOON - HOUR, 1)
    await instant_reader(database)
    await arrive(database, NOON + HOUR, 2, is_archive=True)
    await arrive(database, NOON + HOUR, 3, digest_on=TODAY - 4 * DAY)
    await InstantPlanner(database, RULES).plan(NOON + HOUR)
    assert await deliveries(database) == []
    async with database.transaction() as session:
        await session.execute(update(TopicRow).values(is_muted=True))
    await arrive(database, NOON + HOUR, 4)
    await InstantPlanner(database, RULES).plan(NOON + HOUR)
    assert await deliveries(database) == []


async def test_promise_17_never_more_in_an_hour_than_the_chat_wants_and_the_rest_by_digest(
    database: Database,
) -> None:
    """Of fifteen ten come at once, those after them not even an hour later; the digest has them all."""
    await instant_reader(database)
    planner = InstantPlanner(database, RULES)
    await arrive(database, NOON + HOUR, *range(15))
    await planner.plan(NOON + HOUR)
    await arrive(database, NOON + HOUR + MINUTE, 20)
    await planner.plan(NOON + HOUR + MINUTE)
    await arrive(database, NOON + 3 * HOUR, 21)
    await planner.plan(NOON + 3 * HOUR)
    await plan_due(database, MovingClock(NOON + 13 * HOUR), RULES)
    assert await deliveries(database) == [
        ("instant", "21:00", "planned", 10, 5),
        ("instant", "21:01", "empty", 0, 1),
        ("instant", "23:00", "planned", 1, 0),
        ("digest", "08:00", "planned", 6, 0),
    ]


async def test_promise_17_at_most_one_message_a_minute_and_a_few_an_hour(database: Database) -> None:
    """What a second file brings in the same minute waits for the next one."""
    await instant_reader(database)
    planner, now = InstantPlanner(database, RULES), NOON + HOUR
    await arrive(database, now, 1)
    await planner.plan(now)
    await arrive(database, now, 2)
    await planner.plan(now + timedelta(seconds=2))
    assert len(await deliveries(database)) == 1
    for number in range(3, MESSAGES_AN_HOUR + 2):
        now += MINUTE
        await planner.plan(now)
        await arrive(database, now, number)
    await planner.plan(now + MINUTE)
    states = [state for _, _, state, _, _ in await deliveries(database)]
    assert states == ["planned"] * MESSAGES_AN_HOUR + ["empty"]


async def test_promise_17_what_never_left_comes_with_a_later_digest(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A push that an outage kept for more than a day is given up, and its paper is free again."""
    await instant_reader(database)
    clock = MovingClock(NOON + HOUR)
    await arrive(database, clock.now(), 1)
    await InstantPlanner(database, RULES).plan(clock.now())
    await render_planned(database, clock, "bot")
    clock.move(36 * HOUR)
    await plan_due(database, clock, RULES)
    assert (await deliveries(database))[-1] == ("digest", "08:00", "planned", 1, 0)
    assert await sender.send_waiting() == 0
    assert sandbox.calls("sendMessage") == []


async def test_promise_17_a_push_is_as_silent_as_the_chat_wants_and_waits_for_its_chinese(
    database: Database,
) -> None:
    """Who waits for Chinese gets a paper at once when its Chinese is there, however long that took."""
    await instant_reader(database, waits_for_chinese=True, is_silent=True)
    planner, clock = InstantPlanner(database, RULES), MovingClock(NOON + 15 * HOUR)
    await arrive(database, NOON, 9, word="扩散模型")
    english = entry("2603.00001", "An agent", abstract="An agent 智能体 plans.")
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.API, english), now=NOON + HOUR)
    await planner.plan(NOON + HOUR)
    assert await deliveries(database) == []
    await arrive(database, clock.now(), 1)
    await planner.plan(clock.now())
    await render_planned(database, clock, "bot")
    async with database.reading() as session:
        contents = list(await session.scalars(select(MessageRow.content)))
    assert [content["is_silent"] for content in contents] == [True]
