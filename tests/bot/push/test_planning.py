"""Due digests are recorded once, whatever happened to the bot in between."""

from datetime import date, timedelta

from moving_clock import MovingClock
from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import select, update

from bot.push.planning import plan_due
from storage.database import Database
from storage.deliveries import mark_rendered, planned_deliveries
from storage.outbox import store_messages
from storage.records import DeliveryState, DigestFormat, EmptyReason, MessageContent, MessageState
from storage.schema import DeliveryRow, MessageRow
from storage.selection import NewsRules

RULES = NewsRules()
DAY = timedelta(days=1)
AGENT = entry("2603.00001", "Agent", keywords_zh=("智能体",))


async def set_up(database: Database) -> MovingClock:
    """A reader of 智能体 in Shanghai at noon UTC: the next 08:00 there is at midnight UTC."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        await topic(session, destination, "智能体")
    return MovingClock(NOON)


async def recorded(database: Database) -> list[tuple[date, str, str]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(DeliveryRow.local_date, DeliveryRow.state, DeliveryRow.reason).order_by(DeliveryRow.id)
        )
        return [(day, state, reason) for day, state, reason in rows]


async def bring(database: Database, location: str = "a.md") -> None:
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.SUMMARY, AGENT), location=location)


async def test_digest_is_planned_at_the_readers_own_hour(database: Database) -> None:
    """Before 08:00 in Shanghai nothing is recorded, at 08:00 the day's digest is, once."""
    clock = await set_up(database)
    await bring(database)
    clock.move(timedelta(hours=11, minutes=59))
    assert await plan_due(database, clock, RULES) == 0
    clock.move(timedelta(minutes=1))
    assert await plan_due(database, clock, RULES) == 1
    assert await plan_due(database, clock, RULES) == 0
    assert await recorded(database) == [(date(2026, 3, 3), DeliveryState.PLANNED, None)]


async def test_week_of_absence_brings_one_digest_that_says_so(database: Database) -> None:
    """After a week off there is one catch-up, not seven, and the schedule goes on from today."""
    clock = await set_up(database)
    await bring(database)
    clock.move(5 * DAY)
    assert await plan_due(database, clock, RULES) == 1
    async with database.transaction() as session:
        (delivery,) = await planned_deliveries(session, 10)
    assert delivery.selection.is_catch_up
    assert (delivery.local_date, delivery.selection.total) == (date(2026, 3, 7), 1)
    clock.move(DAY)
    assert await plan_due(database, clock, RULES) == 1


async def test_digest_that_brings_what_another_should_have_brought_says_so(database: Database) -> None:
    """Also where a part of the other left, which therefore stays as it is."""
    clock = await set_up(database)
    other = entry("2603.00002", "Other agent", keywords_zh=("智能体",))
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.SUMMARY, AGENT, other), location="a.md")
    clock.move(DAY)
    await plan_due(database, clock, RULES)
    async with database.transaction() as session:
        [cut_short] = await planned_deliveries(session, 10)
        sent, unsent = (match.paper_id for match in cut_short.selection.shown)
        parts = [MessageContent("1", paper_ids=(sent,)), MessageContent("2", paper_ids=(unsent,))]
        chat_id, at = cut_short.chat.id, clock.now()
        await store_messages(session, cut_short.id, chat_id, 0, parts, now=at)
        await mark_rendered(session, cut_short.id, cut_short.selection)
        await session.execute(
            update(MessageRow).where(MessageRow.part == 1).values(state=MessageState.SENT, attempts=1)
        )
    clock.move(2 * DAY)
    await plan_due(database, clock, RULES)
    async with database.reading() as session:
        [following] = await planned_deliveries(session, 10)
    assert [match.paper_id for match in following.selection.shown] == [unsent]
    assert following.selection.has_unsent


async def test_ordinary_morning_is_no_catch_up(database: Database) -> None:
    """A digest on its own day does not claim to be late."""
    clock = await set_up(database)
    await bring(database)
    clock.move(DAY)
    await plan_due(database, clock, RULES)
    async with database.transaction() as session:
        (delivery,) = await planned_deliveries(session, 10)
    assert not delivery.selection.is_catch_up


async def test_empty_days_are_recorded_and_told_at_times(database: Database) -> None:
    """The first empty day and every third in a row is told, all are recorded with their reason."""
    clock = await set_up(database)
    for _ in range(5):
        clock.move(DAY)
        await plan_due(database, clock, RULES)
    told = [state != DeliveryState.EMPTY for _, state, _ in await recorded(database)]
    assert told == [True, False, False, True, False]
    assert {reason for _, _, reason in await recorded(database)} == {EmptyReason.NO_NEWS}


async def test_reader_without_topics_is_left_in_peace(database: Database) -> None:
    """Who follows nothing gets no line that nothing came."""
    async with database.transaction() as session:
        await reader(session)
    clock = MovingClock(NOON + DAY)
    await plan_due(database, clock, RULES)
    ((_, state, reason),) = await recorded(database)
    assert (state, reason) == (DeliveryState.EMPTY, EmptyReason.NO_TOPICS)


async def test_first_empty_day_with_a_topic_is_told(database: Database) -> None:
    """Days without a topic were nobody's wait, so that they never swallow the first line."""
    clock = MovingClock(NOON)
    async with database.transaction() as session:
        _, destination = await reader(session)
    for _ in range(2):
        clock.move(DAY)
        await plan_due(database, clock, RULES)
    async with database.transaction() as session:
        await topic(session, destination, "智能体")
    clock.move(DAY)
    await plan_due(database, clock, RULES)
    assert (await recorded(database))[-1][1:] == (DeliveryState.PLANNED, EmptyReason.NO_NEWS)


async def test_long_silence_is_still_told_every_third_day(database: Database) -> None:
    """Also after a hundred empty days nobody must wonder."""
    clock = await set_up(database)
    for _ in range(105):
        clock.move(DAY)
        await plan_due(database, clock, RULES)
    told = [state != DeliveryState.EMPTY for _, state, _ in await recorded(database)]
    assert told == [True, False, False] * 35


async def test_news_that_match_nothing_are_told_in_other_words(database: Database) -> None:
    """A narrow topic is not trouble at the source."""
    clock = await set_up(database)
    async with database.transaction() as session:
        other = entry("2603.00002", "Other", keywords_zh=("视频",))
        await record(session, digest(DigestFormat.SUMMARY, other))
    clock.move(DAY)
    await plan_due(database, clock, RULES)
    ((_, _, reason),) = await recorded(database)
    assert reason == EmptyReason.NO_MATCH
