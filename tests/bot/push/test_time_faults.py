"""Digests while clocks, zones and their rules are moved: one for each local date and chosen hour, none lost."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from moving_clock import MovingClock
from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import select, text

from bot.push.planning import plan_due
from bot.push.rescheduling import Rescheduler
from storage.chats import change_chat
from storage.database import Database
from storage.deliveries import planned_deliveries
from storage.due import due_destinations
from storage.identifiers import ChatId, DestinationId
from storage.records import DigestFormat
from storage.schedule import delay_of
from storage.schema import DeliveryRow, DestinationRow
from storage.selection import NewsRules

RULES = NewsRules()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGENT = entry("2603.00001", "Agent", keywords_zh=("智能体",))
Key = tuple[str, str]


async def keys(database: Database) -> list[Key]:
    """The local dates and hours of all digests, in the order in which they were recorded."""
    async with database.reading() as session:
        rows = await session.execute(
            select(DeliveryRow.local_date, DeliveryRow.local_hour).order_by(DeliveryRow.id)
        )
        return [(day.isoformat(), hour) for day, hour in rows]


async def follower(database: Database, at: datetime, **wishes: object) -> tuple[ChatId, MovingClock]:
    """A reader whose wishes were told at `at`."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        await topic(session, destination, "智能体")
        for name in ("next_due_at", "due_on", "due_hour"):
            await session.execute(text(f"UPDATE destinations SET {name} = NULL"))
    async with database.transaction() as session:
        await change_chat(session, chat.id, at, **wishes)
    return chat.id, MovingClock(at)


async def wish(database: Database, clock: MovingClock, chat_id: ChatId, **wishes: object) -> None:
    async with database.transaction() as session:
        await change_chat(session, chat_id, clock.now(), **wishes)


async def pass_time(
    database: Database, clock: MovingClock, time: timedelta, step: timedelta = HOUR / 2
) -> None:
    """Let the clock go on by small steps with planning at each, as it runs."""
    rescheduler = Rescheduler(database, clock)
    for _ in range(time // step):
        clock.move(step)
        await rescheduler.reschedule_if_due()
        await plan_due(database, clock, RULES)


def days(first: str, count: int, *hours: str) -> list[Key]:
    begin = date.fromisoformat(first)
    return [((begin + timedelta(days=number)).isoformat(), hour) for number in range(count) for hour in hours]


@pytest.mark.parametrize(
    ("zone", "begin", "first", "hours"),
    [
        ("Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-28", ("02:30", "08:00")),
        ("Europe/Berlin", "2026-10-24T00:00:00Z", "2026-10-24", ("02:30", "08:00")),
        ("America/New_York", "2026-03-07T05:00:00Z", "2026-03-07", ("01:30", "02:30")),
        ("America/New_York", "2026-10-31T04:00:00Z", "2026-10-31", ("01:30", "02:30")),
        ("Australia/Lord_Howe", "2026-10-02T13:30:00Z", "2026-10-03", ("02:15", "08:00")),
        ("Australia/Lord_Howe", "2026-04-03T13:00:00Z", "2026-04-04", ("01:45", "08:00")),
        ("Pacific/Apia", "2011-12-29T10:00:00Z", "2011-12-29", ("08:00",)),
        ("UTC", "2028-02-28T00:00:00Z", "2028-02-28", ("08:00",)),
    ],
)
async def test_promise_11_each_local_date_and_hour_has_one_digest_over_gaps_folds_and_leap_days(
    database: Database, zone: str, begin: str, first: str, hours: Sequence[str]
) -> None:
    """Nights of other length, half an hour of shift, a day that was left out, and 29 February."""
    at = datetime.fromisoformat(begin)
    left_out = DAY if zone == "Pacific/Apia" else timedelta()
    _, clock = await follower(database, at, timezone=zone, hours=tuple(hours))
    await pass_time(database, clock, 3 * DAY - left_out, HOUR / 4)
    assert await keys(database) == days(first, 3, *hours)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("Asia/Shanghai", "America/New_York", "2026-03-03T01:00:00Z"),
        ("Asia/Shanghai", "America/New_York", "2026-03-02T23:00:00Z"),
        ("America/New_York", "Asia/Shanghai", "2026-03-03T12:00:00Z"),
        ("America/New_York", "Asia/Shanghai", "2026-03-03T14:00:00Z"),
        ("Pacific/Honolulu", "Pacific/Kiritimati", "2026-03-03T19:00:00Z"),
        ("Pacific/Kiritimati", "Pacific/Honolulu", "2026-03-03T19:00:00Z"),
    ],
)
async def test_promise_11_a_change_of_zone_neither_loses_nor_repeats_a_digest(
    database: Database, old: str, new: str, at: str
) -> None:
    """Whichever way a reader flies, no local date is left out and none comes twice."""
    begin = datetime(2026, 3, 1, 12, tzinfo=UTC)
    chat_id, clock = await follower(database, begin, timezone=old)
    await pass_time(database, clock, datetime.fromisoformat(at) - begin)
    await wish(database, clock, chat_id, timezone=new)
    await pass_time(database, clock, 3 * DAY)
    found = await keys(database)
    assert found == days(found[0][0], len(found), "08:00")
    assert found[-1][0] >= (clock.now().astimezone(ZoneInfo(new)).date() - DAY).isoformat()


async def test_promise_1_a_changed_wish_drops_no_digest_that_is_due(database: Database) -> None:
    """What was due while the bot was away comes, though its reader changed something first."""
    chat_id, clock = await follower(database, NOON, timezone="Asia/Shanghai")
    clock.move(DAY)
    await wish(database, clock, chat_id, maximum=5)
    await plan_due(database, clock, RULES)
    assert await keys(database) == [("2026-03-03", "08:00")]


async def test_an_hour_added_after_it_has_passed_begins_tomorrow(database: Database) -> None:
    """Nobody who sets 08:00 at noon is sent something at once."""
    chat_id, clock = await follower(database, NOON, timezone="UTC", hours=("20:00",))
    await wish(database, clock, chat_id, hours=("08:00", "20:00"))
    await pass_time(database, clock, DAY)
    assert await keys(database) == [("2026-03-02", "20:00"), ("2026-03-03", "08:00")]


async def test_promise_11_other_time_zone_data_moves_the_instant_and_keeps_the_digest(
    database: Database,
) -> None:
    """What an older rule computed is computed anew at the start, earlier or later, once a date."""
    for shift, telegram_id in ((-HOUR, 21), (HOUR, 22), (12 * HOUR, 23)):
        async with database.transaction() as session:
            _, destination = await reader(session, telegram_id, timezone="Asia/Shanghai")
            row = await session.get_one(DestinationRow, destination.id)
            assert row.next_due_at is not None
            row.next_due_at += shift
    clock = MovingClock(NOON)
    await Rescheduler(database, clock).reschedule_if_due()
    async with database.reading() as session:
        due = set(await session.scalars(select(DestinationRow.next_due_at)))
    assert due == {datetime(2026, 3, 3, tzinfo=UTC)}


@pytest.mark.parametrize("jump", [HOUR, -HOUR, 30 * DAY])
async def test_promise_11_a_clock_that_jumps_and_is_set_right_repeats_and_loses_nothing(
    database: Database, jump: timedelta
) -> None:
    """An hour ahead, an hour back, a month ahead: afterwards each day has its digest, once."""
    _, clock = await follower(database, NOON, timezone="Asia/Shanghai")
    rescheduler = Rescheduler(database, clock)

    async def look() -> None:
        await rescheduler.reschedule_if_due()
        await plan_due(database, clock, RULES)

    clock.move(timedelta(hours=11, minutes=30))
    await look()
    for move in (jump, -jump, *([HOUR] * 60)):
        clock.move(move)
        await look()
    found = await keys(database)
    assert len(set(found)) == len(found)
    assert set(days("2026-03-03", 3, "08:00")) <= set(found)
    assert len(found) == 3 + (jump > DAY)


@pytest.mark.parametrize("away", [2 * DAY, 7 * DAY])
async def test_promise_10_after_downtime_one_merged_catch_up_says_so_oldest_due_first(
    database: Database, away: timedelta
) -> None:
    """However many were missed, each destination gets one, in the order in which they were due."""
    async with database.transaction() as session:
        for telegram_id, zone in ((31, "UTC"), (32, "Asia/Tokyo"), (33, "Europe/Berlin")):
            _, destination = await reader(session, telegram_id, timezone=zone, hours=("08:00", "20:00"))
            await topic(session, destination, "智能体")
        await record(session, digest(DigestFormat.SUMMARY, AGENT), location="a.md")
    clock = MovingClock(NOON + away)
    async with database.reading() as session:
        order = [due.chat.telegram_id for due in await due_destinations(session, clock.now(), 10)]
    assert order == [33, 31, 32]
    await plan_due(database, clock, RULES)
    async with database.reading() as session:
        deliveries = await planned_deliveries(session, 10)
    assert [each.chat.telegram_id for each in deliveries] == order
    assert [each.selection.is_catch_up for each in deliveries] == [True] * 3
    assert [each.selection.total for each in deliveries] == [1] * 3


async def test_late_digest_waits_for_the_end_of_quiet_hours_and_a_chosen_hour_does_not(
    database: Database,
) -> None:
    """At three in the night nobody is woken by what was missed; who chose 23:00 gets it at 23:00."""
    quiet = {"quiet_from": "22:00", "quiet_until": "07:00"}
    _, clock = await follower(database, NOON, timezone="UTC", hours=("18:00", "23:00"), **quiet)
    clock.move(11 * HOUR)
    await plan_due(database, clock, RULES)
    assert await keys(database) == [("2026-03-02", "23:00")]
    clock.move(28 * HOUR)
    await plan_due(database, clock, RULES)
    assert len(await keys(database)) == 1
    clock.move(3 * HOUR + HOUR / 2)
    await plan_due(database, clock, RULES)
    assert len(await keys(database)) == 1
    clock.move(HOUR / 2)
    await plan_due(database, clock, RULES)
    assert await keys(database) == [("2026-03-02", "23:00"), ("2026-03-03", "23:00")]


async def test_pause_ends_with_the_best_of_what_came(database: Database) -> None:
    """The first digest after it says so; the next one is as ever."""
    chat_id, clock = await follower(database, NOON, timezone="UTC")
    await pass_time(database, clock, DAY)
    await wish(database, clock, chat_id, paused_until=date(2026, 3, 7))
    await pass_time(database, clock, 5 * DAY)
    async with database.reading() as session:
        states = (await session.scalars(select(DeliveryRow.selection).order_by(DeliveryRow.id))).all()
    assert await keys(database) == [("2026-03-03", "08:00"), *days("2026-03-07", 2, "08:00")]
    assert [state["is_after_pause"] for state in states] == [False, True, False]


async def test_spread_plans_each_destination_at_its_own_minute_of_the_window(database: Database) -> None:
    """The delay is the same every day, differs from chat to chat, and the digest keeps its hour's name."""
    rules = NewsRules(spread_minutes=30)
    async with database.transaction() as session:
        for telegram_id in range(41, 51):
            await reader(session, telegram_id, timezone="UTC")
    clock = MovingClock(NOON + 20 * HOUR)
    minutes = []
    for _ in range(31):
        minutes.append(await plan_due(database, clock, rules))
        clock.move(timedelta(minutes=1))
    assert sum(minutes) == 10
    assert max(minutes) <= 2
    assert set(await keys(database)) == {("2026-03-03", "08:00")}
    delays = [delay_of(DestinationId(number), rules.spread) for number in range(1, 1000)]
    assert min(delays) >= timedelta()
    assert max(delays) < rules.spread
    assert len(set(delays)) > 900
