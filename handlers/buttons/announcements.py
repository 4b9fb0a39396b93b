"""The button below an announcement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetAnnouncements:
    """Let announcements come to the chat (1) or not (0)."""

    is_wanted: int
