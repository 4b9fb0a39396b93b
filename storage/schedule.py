"""
When a chat's digest is due: local wall time turned into instants, and back into names.

A wall time that does not exist (clocks go forward) means the first instant after the gap, one
that exists twice (clocks go back) its first occurrence. Names, a local date and an hour as the
reader chose it, key a delivery, so that no shift of clocks can make two digests of one. Nothing
is read or stored here.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.identifiers import DestinationId
from storage.records import Chat, SlotKey

_DAYS_BEHIND, _DAYS_AHEAD = 16, 16
"""A fortnight, so that the one weekday of a chat lies within it whatever the day."""
_RULES_KEPT = 8_192
SPREADING = 7_919
"""A prime: destinations numbered in a row lie evenly over any window of whole minutes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment at which a chat wants its digest."""

    at: datetime
    local_date: date
    local_hour: str

    @property
    def key(self) -> SlotKey:
        """Its name, which stays whatever becomes of clocks and zones."""
        return self.local_date, self.local_hour


def zone_of(chat: Chat) -> ZoneInfo | None:
    """The chat's zone; None where it told none, or one that the time zone data no longer knows."""
    return _zone(chat.timezone) if chat.timezone is not None else None


def next_slot(chat: Chat, after: datetime) -> Slot | None:
    """The first slot later than `after`; None while the chat has no known zone, hour or weekday."""
    return next_unrecorded_slot(chat, after, ())


def next_unrecorded_slot(chat: Chat, after: datetime, recorded: Collection[SlotKey]) -> Slot | None:
    """The first slot later than `after` whose name is not among `recorded`."""
    slots = _slots_from(chat, _day_before(chat, after))
    first = bisect_right(slots, after, key=lambda slot: slot.at)
    return next((slot for slot in slots[first:] if slot.key not in recorded), None)


def next_slot_named_later(chat: Chat, after: datetime, key: SlotKey) -> Slot | None:
    """The first slot later than `after` whose name is later than `key`."""
    slots = _slots_from(chat, max(_day_before(chat, after), key[0]))
    return next((slot for slot in slots if slot.at > after and slot.key > key), None)


def latest_slot(chat: Chat, at: datetime) -> Slot | None:
    """The last slot at or before `at`, of the fortnight before it."""
    zone = zone_of(chat)
    if zone is None:
        return None
    first_day = at.astimezone(zone).date() - timedelta(days=_DAYS_BEHIND)
    slots = _slots(_rule(chat), first_day, _DAYS_BEHIND + 2)
    after = bisect_right(slots, at, key=lambda slot: slot.at)
    return slots[after - 1] if after else None


def slot_from(chat: Chat, key: SlotKey, recorded: Collection[SlotKey] = ()) -> Slot | None:
    """The first slot named `key` or later and not among `recorded`, whenever it is or was."""
    slots = _slots_from(chat, key[0])
    return next((slot for slot in slots if slot.key >= key and slot.key not in recorded), None)


def delay_of(destination_id: DestinationId, window: timedelta) -> timedelta:
    """
    How much after its hour a destination is served, below `window`: the same every day.

    `storage.due` says the same in SQL.
    """
    seconds = int(window.total_seconds())
    return timedelta(seconds=destination_id * SPREADING % seconds if seconds else 0)


def instant_of(day: date, wall_time: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall time; gaps and folds as the module says."""
    early = datetime.combine(day, wall_time, tzinfo=zone)
    instant = early.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == early.replace(tzinfo=None):
        return instant
    return _end_of_gap(early.replace(fold=1).astimezone(UTC), instant, zone)


def forget_zones() -> None:
    """Read time zone data anew from now on: it may have changed on this machine."""
    ZoneInfo.clear_cache()
    _zone.cache_clear()
    _slots.cache_clear()


@dataclass(frozen=True, slots=True)
class _Rule:
    """What slots follow from: many chats have the same."""

    timezone: str
    hours: tuple[str, ...]
    weekdays: tuple[int, ...]
    paused_until: date | None


def _rule(chat: Chat) -> _Rule:
    return _Rule(chat.timezone or "", chat.hours, chat.weekdays, chat.paused_until)


def _day_before(chat: Chat, instant: datetime) -> date:
    """A day none of whose slots is later than `instant`; any where there is no zone."""
    return instant.astimezone(zone_of(chat) or UTC).date() - timedelta(days=1)


def _slots_from(chat: Chat, first_day: date) -> tuple[Slot, ...]:
    if chat.paused_until is not None:
        first_day = max(first_day, chat.paused_until)
    return _slots(_rule(chat), first_day, _DAYS_AHEAD)


@lru_cache(_RULES_KEPT)
def _slots(rule: _Rule, first_day: date, days: int) -> tuple[Slot, ...]:
    zone = _zone(rule.timezone)
    if zone is None:
        return ()
    slots = (
        Slot(instant_of(day, time.fromisoformat(hour), zone), day, hour)
        for day in (first_day + timedelta(days=number) for number in range(days))
        if day.weekday() in rule.weekdays and (rule.paused_until is None or day >= rule.paused_until)
        for hour in rule.hours
    )
    return tuple(sorted(slots, key=lambda slot: (slot.at, slot.key)))


@lru_cache(1_024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


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
