"""Why a day is empty, and on which of them a reader hears of it."""

from datetime import UTC, date, datetime, time, timedelta

from readers import reader, topic
from recording import NOON

from storage.chats import change_chat
from storage.database import Database, Session
from storage.deliveries import record_delivery
from storage.empty_days import empty_reason, is_told, next_due_at
from storage.identifiers import DestinationId
from storage.records import Chat, Destination, DigestFormat, EmptyDays, EmptyReason, Selection
from storage.schedule import Slot
from storage.sources import Arrival, SourceHabit, habit_of

MONDAY = date(2026, 2, 2)
NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
UNMATCHED = Selection(groups=(), rest=(), new_papers=3, digest_days=())
SATURDAY_MORNING = datetime(2026, 2, 28, 1, tzinfo=UTC)


def workday_source(now: datetime, count: int = 20) -> SourceHabit:
    """One that publishes from Monday to Friday at 06:00 UTC."""
    days = [MONDAY + timedelta(days=number) for number in range(28)]
    workdays = [day for day in days if day.weekday() < 5][:count]
    arrivals = [Arrival(day, datetime.combine(day, time(6), UTC)) for day in workdays]
    return habit_of(DigestFormat.SUMMARY, [one for one in arrivals if one.arrived_at <= now], now)


async def told(session: Session, who: tuple[Chat, Destination], reasons: list[EmptyReason | None]) -> str:
    """What becomes of a day after the other: 1 where the reader is told, 0 where not, - for papers."""
    marks = ""
    for number, reason in enumerate(reasons):
        slot = Slot(NOON, MONDAY + timedelta(days=number), "08:00")
        is_said = reason is not None and await is_told(session, who[0], who[1].id, slot.local_date, reason)
        await record_delivery(
            session, who[1], slot, NOTHING, NOON, empty_reason=reason, is_untold=not is_said
        )
        marks += "-" if reason is None else str(int(is_said))
    return marks


async def reason_of(
    session: Session,
    destination_id: DestinationId,
    selection: Selection,
    now: datetime,
    *sources: SourceHabit,
) -> EmptyReason:
    since = now - timedelta(days=1)
    return await empty_reason(session, destination_id, selection, now=now, since=since, sources=sources)


async def test_first_and_every_third_empty_day_in_a_row_are_told(database: Database) -> None:
    """Papers end the row, whatever the reasons in it were."""
    no_news, no_match = EmptyReason.NO_NEWS, EmptyReason.NO_MATCH
    async with database.transaction() as session:
        who = await reader(session)
        days = [no_news, no_match, no_news, no_match, None, no_match, no_news]
        assert await told(session, who, days) == "1001-10"


async def test_days_without_publication_are_neither_told_nor_counted(database: Database) -> None:
    """A weekend between two empty days does not bring the next line nearer."""
    weekend = [EmptyReason.NOT_PUBLISHED] * 2
    no_match = EmptyReason.NO_MATCH
    async with database.transaction() as session:
        who = await reader(session)
        assert await told(session, who, [no_match, *weekend, no_match, no_match, no_match]) == "100001"


async def test_who_wants_a_line_every_day_gets_one_but_for_days_without_publication(
    database: Database,
) -> None:
    """The setting `daily` tells each empty day on which papers could have come."""
    days = [EmptyReason.NO_MATCH, EmptyReason.NO_NEWS, EmptyReason.NOT_PUBLISHED, EmptyReason.HELD]
    async with database.transaction() as session:
        who = await reader(session, empty_days=EmptyDays.DAILY)
        assert await told(session, who, days) == "1101"


async def test_who_wants_no_line_gets_none(database: Database) -> None:
    """The setting `never` means it."""
    async with database.transaction() as session:
        who = await reader(session, empty_days=EmptyDays.NEVER)
        assert await told(session, who, [EmptyReason.NO_NEWS] * 4) == "0000"


async def test_a_day_with_two_digests_is_told_once(database: Database) -> None:
    """An evening without papers is no second empty day, and none at all after a full morning."""
    evening = EmptyReason.NO_NEWS
    async with database.transaction() as session:
        told_of = await reader(session, 11, empty_days=EmptyDays.DAILY)
        full = await reader(session, 12, empty_days=EmptyDays.DAILY)
        await told(session, told_of, [EmptyReason.NO_NEWS])
        await told(session, full, [None])
        assert not await is_told(session, told_of[0], told_of[1].id, MONDAY, evening)
        assert not await is_told(session, full[0], full[1].id, MONDAY, evening)


async def test_who_begins_to_want_lines_hears_of_the_next_empty_day(database: Database) -> None:
    """Days that passed in silence by the reader's wish bring the next line no later."""
    async with database.transaction() as session:
        who = await reader(session, empty_days=EmptyDays.NEVER)
        await told(session, who, [None, EmptyReason.NO_NEWS, EmptyReason.NO_NEWS])
        chat = await change_chat(session, who[0].id, NOON, empty_days=EmptyDays.SOME)
        assert await is_told(session, chat, who[1].id, MONDAY + timedelta(days=3), EmptyReason.NO_NEWS)


async def test_a_weekend_is_known_by_the_habits_of_the_sources(database: Database) -> None:
    """Nothing was due since yesterday: nobody published; on a Saturday after a Friday that is late, too."""
    sunday, monday = SATURDAY_MORNING + timedelta(days=1), SATURDAY_MORNING + timedelta(days=2, hours=8)
    async with database.transaction() as session:
        _, destination = await reader(session)
        await topic(session, destination, "智能体")

        on_sunday = await reason_of(session, destination.id, NOTHING, sunday, workday_source(sunday))
        late = await reason_of(session, destination.id, NOTHING, sunday, workday_source(sunday, count=19))
        on_monday = await reason_of(session, destination.id, NOTHING, monday, workday_source(monday))

    assert (on_sunday, late) == (EmptyReason.NOT_PUBLISHED, EmptyReason.NOT_PUBLISHED)
    assert on_monday is EmptyReason.NO_NEWS


async def test_new_papers_that_match_nothing_mean_a_narrow_topic(database: Database) -> None:
    """Where papers came, no habit of a source explains that none of them is for the reader."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        await topic(session, destination, "智能体")
        found = await reason_of(
            session, destination.id, UNMATCHED, SATURDAY_MORNING, workday_source(SATURDAY_MORNING)
        )
    assert found is EmptyReason.NO_MATCH


async def test_a_source_that_is_hardly_known_explains_nothing(database: Database) -> None:
    """Who came for the first time yesterday may come on any day, so that no day is without publication."""
    now = SATURDAY_MORNING + timedelta(days=1)
    young = habit_of(DigestFormat.API, [Arrival(now.date(), now - timedelta(days=1))], now)
    async with database.transaction() as session:
        _, destination = await reader(session)
        await topic(session, destination, "智能体")
        alone = await reason_of(session, destination.id, NOTHING, now, young)
        beside = await reason_of(session, destination.id, NOTHING, now, workday_source(now), young)
    assert (alone, beside) == (EmptyReason.NO_NEWS, EmptyReason.NO_NEWS)


def test_next_digest_is_the_earliest_of_all_sources() -> None:
    """On a Saturday the next one of a source of workdays is Monday's."""
    expected = datetime(2026, 3, 2, 6, tzinfo=UTC)

    assert next_due_at([workday_source(SATURDAY_MORNING)], SATURDAY_MORNING) == expected
    assert next_due_at([], SATURDAY_MORNING) is None
