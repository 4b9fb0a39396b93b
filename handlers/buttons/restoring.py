"""Buttons below an exported chat that somebody sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestoreChat:
    """Restore the file that came with an update, with its settings (1) or without (0)."""

    update_id: int
    with_settings: int


@dataclass(frozen=True, slots=True)
class LeaveFile:
    """Restore nothing."""
