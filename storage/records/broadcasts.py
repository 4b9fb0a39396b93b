"""An announcement that operators send to many chats, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.identifiers import BroadcastId
from storage.records.chats import Language


class Audience(StrEnum):
    """To whom an announcement goes."""

    ALL = "all"
    PRIVATE = "private"
    OPERATORS = "operators"
    """As a trial."""


class BroadcastState(StrEnum):
    """How far an announcement is."""

    DRAFT = "draft"
    RUNNING = "running"
    HELD = "held"
    """An operator paused it."""
    STOPPING = "stopping"
    """What waits is being cancelled."""
    STOPPED = "stopped"
    UNDOING = "undoing"
    """What arrived is being deleted."""
    UNDONE = "undone"
    DONE = "done"
    """Every chat was gone through; some messages may still be on their way."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement."""

    id: BroadcastId
    made_by: int
    state: BroadcastState
    audience: Audience
    text: str | None
    """Telegram HTML: for readers of Chinese, or for all where there is no other."""
    english_text: str | None
    begun_at: datetime | None = None
    audience_size: int = 0
    wakes_at: datetime | None = None

    def text_for(self, language: Language) -> str:
        """What readers of a language get; empty where nothing is written yet."""
        own, other = self.text or "", self.english_text or ""
        return (own or other) if language.is_chinese else (other or own)
