"""What is learned of each source: its days, its hour, and whether it is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recording import digest, entry, record
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.records import DigestFormat
from storage.sources import Arrival, SourceHabit, habit_of, habits

MONDAY = date(2025, 9, 1)
FIVE_PAST_SIX = timedelta(hours=6, minutes=5)


def arrivals(days: list[date], delay: timedelta = FIVE_PAST_SIX) -> list[Arrival]:
    return [Arrival(day, midnight(day) + delay) for day in days]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def days_of(first: date, count: int, weekdays: str = "0123456") -> list[date]:
    days = (first + timedelta(days=number) for number in range(count))
    return [day for day in days if str(day.weekday()) in weekdays]


def learned(days: list[date], now: datetime, delay: timedelta = FIVE_PAST_SIX) -> SourceHabit:
    return habit_of(DigestFormat.REPORT, arrivals(days, delay), now)


async def came(
    session: AsyncSession,
    day: date,
    at: datetime,
    source: DigestFormat = DigestFormat.REPORT,
    *,
    title: str = "A Title",
    is_archive: bool = False,
) -> None:
    """A file of that source and day arrived."""
    content = digest(source, entry(title=f"{title} of {day}"))
    await record(
        session, content, location=f"{source}/{day}.md", digest_on=day, now=at, is_archive=is_archive
    )


def test_a_source_is_late_once_its_own_grace_is_over() -> None:
    """A daily source whose digest is missing is late from the hour at which it usually comes."""
    days = days_of(MONDAY, 5)
    due = midnight(date(2025, 9, 8)) + FIVE_PAST_SIX

    patient = learned(days, due + timedelta(minutes=89))
    late = learned(days, due + timedelta(minutes=91))

    assert patient.late_since is None
    assert late.late_since == due
    assert late.usual_at == due.timetz()


def test_a_source_is_awaited_before_it_is_late() -> None:
    """From about its hour on, while its grace lasts, and no more once the digest is there."""
    due = midnight(date(2025, 9, 8)) + FIVE_PAST_SIX
    habit = learned(days_of(MONDAY, 5), due)

    assert habit.awaited_since(due - timedelta(minutes=5)) == due
    assert habit.awaited_since(due - timedelta(hours=1)) is None
    assert learned([*days_of(MONDAY, 5), date(2025, 9, 8)], due).awaited_since(due) is None


def test_a_weekend_without_digests_is_not_late() -> None:
    """A source of workdays is late on Monday at the earliest, not on Saturday or Sunday."""
    days = days_of(MONDAY, 12, "01234")

    sunday = learned(days, midnight(date(2025, 9, 14)) + timedelta(hours=23))
    monday = learned(days, midnight(date(2025, 9, 15)) + timedelta(hours=23))

    assert sunday.usual_weekdays == frozenset(range(5))
    assert sunday.late_since is None
    assert monday.late_since == midnight(date(2025, 9, 15)) + FIVE_PAST_SIX


def test_days_never_seen_are_judged_by_their_kind() -> None:
    """Four workdays make a fifth likely; they say nothing about the weekend."""
    habit = learned(days_of(MONDAY, 4), midnight(date(2025, 9, 4)) + timedelta(hours=8))

    assert habit.usual_weekdays == frozenset(range(5))


def test_a_source_of_every_day_is_known_after_five_of_them() -> None:
    """Wednesday to Sunday without a gap: Monday is expected."""
    habit = learned(days_of(date(2025, 9, 3), 5), midnight(date(2025, 9, 8)) + timedelta(hours=12))

    assert habit.usual_weekdays == frozenset(range(7))
    assert habit.late_since == midnight(date(2025, 9, 8)) + FIVE_PAST_SIX


def test_one_saturday_makes_no_habit() -> None:
    """A single digest on a Saturday does not make the next Saturday's late."""
    days = [*days_of(MONDAY, 5), date(2025, 9, 6), *days_of(date(2025, 9, 8), 5)]

    habit = learned(days, midnight(date(2025, 9, 13)) + timedelta(hours=23))

    assert habit.late_since is None


def test_a_weekly_source_is_expected_once_a_week() -> None:
    """Four Fridays: late after the fifth without one, and never in between."""
    days = days_of(date(2025, 9, 5), 28, "4")
    friday = midnight(date(2025, 10, 3))

    assert learned(days, friday - timedelta(hours=1)).late_since is None
    assert learned(days, friday + timedelta(hours=9)).late_since == friday + FIVE_PAST_SIX


@pytest.mark.parametrize("count", [1, 2, 3])
def test_nothing_is_claimed_of_a_source_that_is_hardly_known(count: int) -> None:
    """Fewer than four arrivals make no habit, however long the silence after them."""
    habit = learned(days_of(MONDAY, count), midnight(date(2025, 9, 20)))

    assert not habit.is_known
    assert habit.usual_at is None
    assert habit.late_since is None


def test_digests_that_came_together_do_not_teach_an_hour() -> None:
    """After an outage a week arrives at once: the hour learned before it stays."""
    before = arrivals(days_of(MONDAY, 5))
    at_once = midnight(date(2025, 9, 13)) + timedelta(hours=20)
    together = [Arrival(day, at_once) for day in days_of(date(2025, 9, 8), 5)]

    habit = habit_of(DigestFormat.REPORT, [*before, *together], at_once)

    assert habit.usual_delay == FIVE_PAST_SIX


def test_an_unsteady_source_is_given_more_time() -> None:
    """The grace grows with the spread of the arrivals, and with those that are seldom later."""
    hours = [2, 5, 8, 11, 3, 9, 6, 4, 10, 7]
    ordered = [
        Arrival(day, midnight(day) + timedelta(hours=hour))
        for day, hour in zip(days_of(MONDAY, 10), hours, strict=True)
    ]

    habit = habit_of(DigestFormat.REPORT, ordered, midnight(date(2025, 9, 11)))

    assert timedelta(hours=4) <= habit.grace <= timedelta(hours=12)


def test_a_source_east_of_its_date_is_due_the_evening_before() -> None:
    """A digest of Beijing's date that comes at half past seven there is due on the UTC day before."""
    early = timedelta(minutes=-30)

    habit = learned(days_of(MONDAY, 5), midnight(date(2025, 9, 7)) + timedelta(hours=2), early)

    assert habit.due_at(date(2025, 9, 8)) == midnight(date(2025, 9, 7)) + timedelta(hours=23, minutes=30)
    assert habit.late_since is None


@settings(max_examples=60)
@given(
    weeks=st.integers(2, 6),
    weekdays=st.sets(st.integers(0, 6), min_size=2),
    minutes=st.lists(st.integers(-40, 40), min_size=42, max_size=42),
    hours=st.integers(-10, 30),
    data=st.data(),
)
def test_a_punctual_source_is_never_called_late(
    weeks: int, weekdays: set[int], minutes: list[int], hours: int, data: st.DataObject
) -> None:
    """Whatever its days and its hour: at any moment at which all that was due had come, it is not late."""
    days = [day for day in days_of(MONDAY, 7 * weeks) if day.weekday() in weekdays]
    all_of_them = [
        Arrival(day, midnight(day) + timedelta(hours=hours, minutes=some))
        for day, some in zip(days, minutes, strict=False)
    ]
    until = data.draw(st.sampled_from(all_of_them)).arrived_at
    come = [one for one in all_of_them if one.arrived_at <= until]

    habit = habit_of(DigestFormat.REPORT, data.draw(st.permutations(come)), until)

    assert habit.late_since is None
    assert habit == habit_of(DigestFormat.REPORT, come, until)


@settings(max_examples=60)
@given(
    days=st.lists(st.dates(MONDAY, MONDAY + timedelta(days=50)), min_size=1, max_size=30, unique=True),
    delays=st.lists(st.integers(-2_000, 4_000), min_size=30, max_size=30),
    silence=st.integers(0, 40_000),
)
def test_what_is_late_was_due_on_a_usual_day_since_the_last_digest(
    days: list[date], delays: list[int], silence: int
) -> None:
    """However irregular a source: it is only missed on a day that is usual, after its last, when grace is over."""
    some = [
        Arrival(day, midnight(day) + timedelta(minutes=minutes))
        for day, minutes in zip(days, delays, strict=False)
    ]
    now = max(one.arrived_at for one in some) + timedelta(minutes=silence)

    habit = habit_of(DigestFormat.REPORT, some, now)

    if habit.late_since is not None:
        assert habit.usual_delay is not None
        day = (habit.late_since - habit.usual_delay).date()
        assert day.weekday() in habit.usual_weekdays
        assert day > habit.last_good_on
        assert habit.late_since + habit.grace <= now


async def test_habits_are_learned_from_news_alone(database: Database) -> None:
    """Archive teaches nothing, and a changed file does not move the time at which its day first came."""
    now = midnight(date(2025, 9, 9))
    async with database.transaction() as session:
        for day in days_of(MONDAY, 5):
            at = midnight(day) + FIVE_PAST_SIX
            await came(session, day, at)
            await came(session, day, at + timedelta(hours=9), title="A Corrected Title")
            await came(session, day, at, DigestFormat.WEEKLY, is_archive=True)

    async with database.reading() as session:
        found = await habits(session, now)

    assert [habit.source for habit in found] == [DigestFormat.REPORT]
    assert found[0].usual_delay == FIVE_PAST_SIX
    assert found[0].last_good_on == date(2025, 9, 5)
    assert found[0].late_since == midnight(date(2025, 9, 8)) + FIVE_PAST_SIX


async def test_a_source_that_was_given_up_is_none(database: Database) -> None:
    """After a month of silence nobody waits for it any more."""
    async with database.transaction() as session:
        for day in days_of(MONDAY, 10):
            await came(session, day, midnight(day) + FIVE_PAST_SIX)

    async with database.reading() as session:
        assert await habits(session, midnight(date(2025, 10, 15))) == ()
