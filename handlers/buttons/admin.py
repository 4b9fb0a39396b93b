"""Buttons of operators."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminPanel:
    """Show a panel of /admin."""

    panel: str


@dataclass(frozen=True, slots=True)
class WriteAnnouncement:
    """Ask for the words of an announcement, 0 for a new one, or for the English ones (1)."""

    broadcast_id: int
    is_english: int


@dataclass(frozen=True, slots=True)
class ShowBroadcast:
    """Show an announcement: to whom it will go, or how far it is."""

    broadcast_id: int


@dataclass(frozen=True, slots=True)
class SetAudience:
    """Choose to whom an announcement goes: all, private, operators."""

    broadcast_id: int
    audience: str


@dataclass(frozen=True, slots=True)
class DirectBroadcast:
    """Do something with an announcement: send, hold, resume, stop, ask, undo, drop, again."""

    broadcast_id: int
    act: str


@dataclass(frozen=True, slots=True)
class AdminActs:
    """Show a page (from 0) of what operators did."""

    page: int
