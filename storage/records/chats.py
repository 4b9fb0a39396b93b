"""Chats, how they want their digest, and where it goes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.identifiers import ChatId, DestinationId

SlotKey = tuple[date, str]
"""What a digest is for: a local date and an hour as the reader chose it."""


class ChatType(StrEnum):
    """Bot API chat types."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class ChatState(StrEnum):
    """Whether we may write to a chat."""

    ACTIVE = "active"
    GONE = "gone"
    """Blocked, kicked or deleted; comes back by the reader's own act."""


class Language(StrEnum):
    """Languages of the interface, as IETF tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def is_chinese(self) -> bool:
        """Whether its readers read Chinese papers."""
        return self is not Language.EN


class CardLanguage(StrEnum):
    """In which language a chat reads papers."""

    CHINESE = "zh"
    ORIGINAL_TITLE = "zh-original"
    """Chinese, with the original title beside the Chinese one."""
    ENGLISH = "en"
    BOTH = "both"


class EmptyDays(StrEnum):
    """On which days with nothing to bring a chat is told so."""

    SOME = "some"
    """The first, and every third in a row."""
    DAILY = "daily"
    NEVER = "never"


class Layout(StrEnum):
    """How much of each paper a digest shows."""

    COMPACT = "compact"
    """One line."""
    NORMAL = "normal"
    """Both titles, the beginning of its summary, and why it came."""
    RICH = "rich"
    """Rich messages: both titles, and all else in a fold; where they are refused, as normal."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat and how it wants its digest."""

    id: ChatId
    telegram_id: int
    type: ChatType
    title: str
    language: Language
    timezone: str | None
    """IANA name; None until the reader confirmed one, and nothing is pushed before."""
    hours: tuple[str, ...]
    """Local times of the digest, "HH:MM", ascending."""
    weekdays: tuple[int, ...]
    """Days with a digest, Monday is 0."""
    maximum: int
    """Papers shown in one digest before the rest goes behind a button."""
    waits_for_chinese: bool
    paused_until: date | None
    state: ChatState
    quiet_from: str | None = None
    quiet_until: str | None = None
    """Local "HH:MM" between which nothing is pushed; both None for no such hours."""
    empty_days: EmptyDays = EmptyDays.SOME
    card_language: CardLanguage | None = None
    """In which language papers are read; None for what the chat's own language suggests."""
    layout: Layout = Layout.COMPACT
    is_silent: bool = False
    """Digests arrive without a sound."""
    wants_announcements: bool = True
    """What operators have to say to all comes here, too."""

    @property
    def reads_papers_in(self) -> CardLanguage:
        """The language of cards."""
        by_default = CardLanguage.ORIGINAL_TITLE if self.language.is_chinese else CardLanguage.ENGLISH
        return self.card_language or by_default


@dataclass(frozen=True, slots=True)
class Destination:
    """Where digests go: a chat and, in forum groups, a thread (0 for the chat itself)."""

    id: DestinationId
    chat_id: ChatId
    thread_id: int
    next_due_at: datetime | None
    due_key: SlotKey | None = None
    """What the next digest is for; `next_due_at` follows from it, or is later where it must wait."""
    is_thread_lost: bool = False
    """Its forum topic is gone: what goes there goes to the chat itself."""
