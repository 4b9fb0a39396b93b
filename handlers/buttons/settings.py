"""Buttons of the settings and of the first minute's question for the time zone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsPanel:
    """Show a panel of the settings: main, zone, hour, maximum."""

    panel: str


@dataclass(frozen=True, slots=True)
class SetZone:
    """Set the time zone, by IANA name."""

    zone: str


@dataclass(frozen=True, slots=True)
class ConfirmZone:
    """Set the time zone in the first minute, and say when the first digest comes."""

    zone: str


@dataclass(frozen=True, slots=True)
class MoreZones:
    """Show all the zones of the first minute's question."""


@dataclass(frozen=True, slots=True)
class AskPlace:
    """Ask for a place or a city to find the zone by: in the first minute (1) or in the settings (0)."""

    is_first: int


@dataclass(frozen=True, slots=True)
class LeaveZone:
    """A place that was sent is not meant as the zone."""


@dataclass(frozen=True, slots=True)
class ToggleHour:
    """Add or remove an hour of the digest, in minutes after midnight."""

    minutes: int


@dataclass(frozen=True, slots=True)
class SetMaximum:
    """Set how many papers one digest shows."""

    maximum: int


@dataclass(frozen=True, slots=True)
class SetEmptyDays:
    """Set on which days with nothing to bring the chat is told so: some, daily, never."""

    choice: str


@dataclass(frozen=True, slots=True)
class SetLayout:
    """Set how much of each paper a digest shows: compact, normal; rich sends a sample first."""

    layout: str


@dataclass(frozen=True, slots=True)
class JudgeRichSample:
    """Say whether the sample of a rich message could be read: 1 for yes, which takes the layout, 0 for no."""

    is_readable: int


@dataclass(frozen=True, slots=True)
class ToggleSilent:
    """Let digests arrive without a sound, or with one."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Set the language of the chat, by IETF tag."""

    language: str


@dataclass(frozen=True, slots=True)
class SetCardLanguage:
    """Set in which language papers are shown: zh, en, both, zh-original."""

    choice: str


@dataclass(frozen=True, slots=True)
class ToggleChineseWait:
    """Wait for Chinese text, or take papers at once."""


@dataclass(frozen=True, slots=True)
class StopWaiting:
    """Wait for Chinese text no more, and show what waited for it."""
