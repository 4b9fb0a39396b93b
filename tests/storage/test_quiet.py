"""Quiet hours, over midnight and where clocks are moved."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import SHANGHAI_CHAT

from storage.quiet import quiet_until
from storage.records import Chat

NIGHT = replace(SHANGHAI_CHAT, timezone="Europe/Berlin", quiet_from="22:00", quiet_until="07:00")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-01-10T20:59:59Z", None),
        ("2026-01-10T21:00:00Z", "2026-01-11T06:00:00Z"),
        ("2026-01-11T05:59:59Z", "2026-01-11T06:00:00Z"),
        ("2026-01-11T06:00:00Z", None),
        ("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"),
        ("2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z"),
    ],
)
def test_night_is_quiet_until_its_local_end(now: str, until: str | None) -> None:
    """From ten to seven by the reader's clock, in nights of eight, nine and ten hours."""
    assert quiet_until(NIGHT, datetime.fromisoformat(now)) == (until and datetime.fromisoformat(until))


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "now", "until"),
    [
        ("Europe/Berlin", "13:00", "15:00", "2026-01-10T12:30:00Z", "2026-01-10T14:00:00Z"),
        ("Europe/Berlin", "22:00", "02:30", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "22:00", "02:30", "2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z"),
        ("Europe/Berlin", "22:00", "02:30", "2026-10-25T01:10:00Z", None),
        ("Australia/Lord_Howe", "22:00", "02:15", "2026-10-03T15:29:00Z", "2026-10-03T15:30:00Z"),
        ("Pacific/Apia", "22:00", "07:00", "2011-12-30T09:00:00Z", "2011-12-30T10:00:00Z"),
    ],
)
def test_borders_in_gaps_and_folds_are_those_of_hours(
    zone: str, begins: str, ends: str, now: str, until: str | None
) -> None:
    """A border that does not exist is the end of its gap, one that comes twice counts the first time."""
    chat = replace(NIGHT, timezone=zone, quiet_from=begins, quiet_until=ends)
    assert quiet_until(chat, datetime.fromisoformat(now)) == (until and datetime.fromisoformat(until))


@pytest.mark.parametrize(
    "chat",
    [
        replace(NIGHT, timezone=None),
        replace(NIGHT, timezone="Mars/Olympus"),
        replace(NIGHT, quiet_from=None, quiet_until=None),
        replace(NIGHT, quiet_from="07:00", quiet_until="07:00"),
    ],
)
def test_without_a_stretch_of_local_time_nothing_is_quiet(chat: Chat) -> None:
    """No hours, an empty stretch, no zone or an unknown one: nothing waits."""
    assert quiet_until(chat, datetime(2026, 1, 10, 2, tzinfo=UTC)) is None


@given(
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]),
    at=st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1)),
    borders=st.tuples(st.times(), st.times()),
)
def test_quiet_always_ends_later_and_within_two_days(
    zone: str, at: datetime, borders: tuple[time, time]
) -> None:
    """Whoever waits for the end of the quiet hours gets on: the end is ahead, however clocks are moved."""
    begins, ends = (f"{border:%H:%M}" for border in borders)
    chat = replace(NIGHT, timezone=zone, quiet_from=begins, quiet_until=ends)
    now = at.replace(tzinfo=UTC)
    until = quiet_until(chat, now)
    if until is not None:
        assert 0 < (until - now).total_seconds() < 2 * 86_400
