"""When digests are due, where clocks go forward, go back, and stand still."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import SHANGHAI_CHAT

from storage.schedule import instant_of, latest_slot, next_slot

ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]


@pytest.mark.parametrize(
    ("zone", "day", "wall_time", "instant"),
    [
        ("Asia/Shanghai", date(2026, 11, 21), time(8), "2026-11-21T00:00:00Z"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00Z"),
        ("America/New_York", date(2026, 3, 8), time(2, 15), "2026-03-08T07:00:00Z"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30:00Z"),
        ("Pacific/Apia", date(2011, 12, 30), time(8), "2011-12-30T10:00:00Z"),
    ],
)
def test_wall_time_becomes_the_instant_that_readers_expect(
    zone: str, day: date, wall_time: time, instant: str
) -> None:
    """A gap means its end, a fold its first occurrence, a day that never was the midnight after it."""
    assert instant_of(day, wall_time, ZoneInfo(zone)) == datetime.fromisoformat(instant)


def test_next_slot_is_later_than_now_and_names_its_local_hour() -> None:
    """At the very minute of a slot the next one is tomorrow's."""
    due = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    slot = next_slot(SHANGHAI_CHAT, due)
    assert slot is not None
    assert (slot.at, slot.local_date, slot.local_hour) == (
        due + timedelta(days=1),
        date(2026, 11, 22),
        "08:00",
    )


def test_chat_without_zone_is_never_due() -> None:
    """Nothing is pushed before the reader confirmed a zone."""
    assert next_slot(replace(SHANGHAI_CHAT, timezone=None), datetime(2026, 11, 21, tzinfo=UTC)) is None


def test_weekdays_and_pause_are_kept() -> None:
    """A chat for Mondays, paused over one, is due the Monday after."""
    mondays = replace(SHANGHAI_CHAT, weekdays=(0,), paused_until=date(2026, 11, 24))
    slot = next_slot(mondays, datetime(2026, 11, 21, tzinfo=UTC))
    assert slot is not None
    assert slot.local_date == date(2026, 11, 30)


@given(
    zone=st.sampled_from(ZONES),
    after=st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1)),
    hours=st.lists(st.times().map(lambda t: t.strftime("%H:%M")), min_size=1, max_size=4, unique=True),
)
def test_slots_follow_each_other_without_repeats(zone: str, after: datetime, hours: list[str]) -> None:
    """Walking from slot to slot names each local date and hour once, always later."""
    chat = replace(SHANGHAI_CHAT, timezone=zone, hours=tuple(sorted(hours)))
    now = after.replace(tzinfo=UTC)
    names = set()
    for _ in range(12):
        slot = next_slot(chat, now)
        assert slot is not None
        assert slot.at > now
        assert (slot.local_date, slot.local_hour) not in names
        names.add((slot.local_date, slot.local_hour))
        now = slot.at


@given(zone=st.sampled_from(ZONES), after=st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1)))
def test_a_due_slot_is_the_latest_at_its_own_moment(zone: str, after: datetime) -> None:
    """Planning at the due moment finds the slot that made it due."""
    chat = replace(SHANGHAI_CHAT, timezone=zone, hours=("02:30",))
    slot = next_slot(chat, after.replace(tzinfo=UTC))
    assert slot is not None
    assert latest_slot(chat, slot.at) == slot
