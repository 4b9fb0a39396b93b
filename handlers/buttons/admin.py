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


@dataclass(frozen=True, slots=True)
class AskToEnter:
    """Ask the operators of a private instance to be let in; the one button here for anybody."""


@dataclass(frozen=True, slots=True)
class ListVisitors:
    """Show a page (from 0) of those with a standing: banned, allowed, asking."""

    standing: str
    page: int


@dataclass(frozen=True, slots=True)
class MeetVisitor:
    """Show a person or chat by Telegram's number, less its minus (1) if it is a group; anew in a message (1)."""

    number: int
    is_group: int
    is_apart: int


@dataclass(frozen=True, slots=True)
class SetStanding:
    """Give a person or chat another standing: banned, allowed, none."""

    number: int
    is_group: int
    standing: str


@dataclass(frozen=True, slots=True)
class FindVisitor:
    """Ask for the number or name of a person or chat."""


@dataclass(frozen=True, slots=True)
class SetPrivate:
    """Answer only those who are let in (1), or everybody (0)."""

    is_private: int


@dataclass(frozen=True, slots=True)
class MakeInvitation:
    """Make a link that lets so many people in."""

    uses: int


@dataclass(frozen=True, slots=True)
class SetQuota:
    """Set how many topics a chat may have, or searches a person a day: topics, searches."""

    kind: str
    limit: int


@dataclass(frozen=True, slots=True)
class ListSources:
    """Show a page (from 0) of the sources."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Show how a source fares."""

    source_id: int


@dataclass(frozen=True, slots=True)
class DirectSource:
    """Do something with a source: poll, on, off, ask, remove."""

    source_id: int
    act: str


@dataclass(frozen=True, slots=True)
class RetryRefused:
    """Read a refused file again, by its key, or all of them by an empty one."""

    key: str


@dataclass(frozen=True, slots=True)
class AskSource:
    """Ask for a line that names a new source."""
