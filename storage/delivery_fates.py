"""
What is told of deliveries and notices, as values; by itself, for who asks before a database is opened.

A delivery has a number, a message that belongs to none the number of the message behind an n.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.identifiers import PaperId
from storage.records import MessageState

_NOTICE = "n"


class Fate(StrEnum):
    """How far a delivery as a whole has come: the worst of its parts."""

    PLANNED = "planned"
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    EMPTY = "empty"
    MERGED = "merged"
    CANCELLED = "cancelled"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Reference:
    """Names a delivery, or a message that belongs to none."""

    number: int
    is_notice: bool = False

    def __str__(self) -> str:
        """As people write it: 12, or n34."""
        return f"{_NOTICE}{self.number}" if self.is_notice else str(self.number)


@dataclass(frozen=True, slots=True)
class PartReport:
    """One message and its way so far."""

    message_id: int
    part: int
    state: MessageState
    attempts: int
    repeats: int
    """How often it was sent again although it may have arrived."""
    error: str | None
    not_before: datetime | None
    """By the database's clock."""
    lease_until: datetime | None
    created_at: datetime
    sent_at: datetime | None
    telegram_message_id: int | None
    paper_ids: tuple[PaperId, ...]
    text: str
    """Telegram HTML."""


@dataclass(frozen=True, slots=True)
class ChatReport:
    """Whom it is for, and what keeps us from writing there."""

    telegram_id: int
    title: str
    state: str
    state_reason: str | None
    not_before: datetime | None
    """By the database's clock."""
    restricted_since: datetime | None
    missing_since: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """A delivery, or a notice, with all its parts."""

    reference: Reference
    chat: ChatReport
    thread_id: int
    fate: Fate
    reason: str | None
    """Of an empty digest, or what a notice is about."""
    local_date: date | None
    local_hour: str | None
    due_at: datetime
    planned_at: datetime
    papers: int
    parts: tuple[PartReport, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries are listed; what is not given does not count."""

    fates: frozenset[Fate] = frozenset()
    telegram_id: int | None = None
    since: date | None = None
    """The first local date, for notices the first day in UTC."""


def reference_of(text: str) -> Reference | None:
    """What `text` names; None if it names nothing."""
    number = text.strip().lower().removeprefix(_NOTICE)
    if not (number.isascii() and number.isdecimal() and len(number) < 19):  # noqa: PLR2004 (fits 64 bits)
        return None
    return Reference(int(number), text.strip().lower().startswith(_NOTICE))
