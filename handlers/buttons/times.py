"""Buttons of the settings that say on which days and in which hours a chat hears from us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToggleWeekday:
    """Add or remove a day of the digest, Monday is 0."""

    weekday: int


@dataclass(frozen=True, slots=True)
class SetWeekdays:
    """Set the days of the digest, a bit each, Monday's the lowest."""

    bits: int


@dataclass(frozen=True, slots=True)
class SetQuietHours:
    """Set the quiet hours, in minutes after midnight; the same twice means none."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class PauseUntil:
    """Pause the digest until a date as YYYYMMDD; `ENDED` ends the pause, `NEVER` forgets it, as undoing does."""

    day: int


ENDED, NEVER = 0, 1
