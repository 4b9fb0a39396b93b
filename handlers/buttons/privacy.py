"""Buttons of the question whether everything shall be deleted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EraseChat:
    """Delete everything, as was asked at a moment (seconds since 1970) by a person; 0 for an anonymous admin."""

    asked_at: int
    person: int


@dataclass(frozen=True, slots=True)
class CloseMessage:
    """Take away the answer below which it stands."""


@dataclass(frozen=True, slots=True)
class KeepChat:
    """Delete nothing."""
