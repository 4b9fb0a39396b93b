"""
When a chat's digest is due: local wall time turned into instants, and back into names.

A wall time that does not exist (clocks go forward) means the first instant after the gap, one
that exists twice (clocks go back) its first occurrence. Names, a local date and an hour as the
reader chose it, key a delivery, so that no shift of clocks can make two digests of one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.records import Chat

_DAYS_AHEAD = 15
"""A week, and one more for a pause that ends within it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment at which a chat wants its digest."""

    at: datetime
    local_date: date
    local_hour: str


def zone_of(chat: Chat) -> ZoneInfo | None:
    """The chat's zone; None where it told none, or one that the time zone data no longer knows."""
    if chat.timezone is None:
        return None
    try:
        return ZoneInfo(chat.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def next_slot(chat: Chat, after: datetime) -> Slot | None:
    """The first slot later than `after`; None while the chat has no zone, hour or weekday."""
    if chat.timezone is None or not chat.hours or not chat.weekdays:
        return None
    first_day = after.astimezone(ZoneInfo(chat.timezone)).date() - timedelta(days=1)
    if chat.paused_until is not None:
        first_day = max(first_day, chat.paused_until)
    slots = _slots(chat, first_day, _DAYS_AHEAD)
    return next((slot for slot in slots if slot.at > after), None)


def latest_slot(chat: Chat, at: datetime) -> Slot | None:
    """The last slot at or before `at`, of the fortnight before it."""
    if chat.timezone is None:
        return None
    today = at.astimezone(ZoneInfo(chat.timezone)).date()
    slots = _slots(chat, today - timedelta(days=_DAYS_AHEAD), _DAYS_AHEAD + 2)
    return next((slot for slot in reversed(slots) if slot.at <= at), None)


def instant_of(day: date, wall_time: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall time; gaps and folds as the module says."""
    early = datetime.combine(day, wall_time, tzinfo=zone)
    instant = early.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == early.replace(tzinfo=None):
        return instant
    return _end_of_gap(early.replace(fold=1).astimezone(UTC), instant, zone)


def _slots(chat: Chat, first_day: date, days: int) -> list[Slot]:
    zone = ZoneInfo(chat.timezone or "UTC")
    slots = [
        Slot(instant_of(day, time.fromisoformat(hour), zone), day, hour)
        for day in (first_day + timedelta(days=number) for number in range(days))
        if day.weekday() in chat.weekdays
        for hour in chat.hours
    ]
    return sorted(slots, key=lambda slot: slot.at)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Close in on the transition between two instants, to the second."""
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
