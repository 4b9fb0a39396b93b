"""
The values that cross package borders: frozen, complete, and free of any database object.

A digest file becomes a `Digest` of `Entry` values; storage folds all entries of one paper
into a `Paper`. Texts are plain except `Section.markdown`. Empty string and empty tuple mean
"the digest does not say"; `None` means the same for numbers, dates and links.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.identifiers import ChatId, DestinationId, PaperId, TopicId


class DigestFormat(StrEnum):
    """The shape of a digest file, and the name of its source in queries and JSON."""

    API = "api"
    WEEKLY = "weekly"
    REPORT = "report"
    SUMMARY = "summary"

    @property
    def is_chinese(self) -> bool:
        """Whether papers get Chinese text from digests of this format."""
        return self is not DigestFormat.API


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest's text about a paper, as Markdown."""

    heading: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one digest says about one paper; `line` counts from 1 in the digest file."""

    line: int
    arxiv_id: str | None = None
    title: str = ""
    title_zh: str = ""
    abstract: str = ""
    abstract_zh: str = ""
    tldr: str = ""
    tldr_zh: str = ""
    keywords: tuple[str, ...] = ()
    keywords_zh: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    authors: tuple[str, ...] = ()
    organization: str = ""
    upvotes: int | None = None
    github_stars: int | None = None
    code_url: str | None = None
    project_url: str | None = None
    thumbnail_url: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class RejectedEntry:
    """A part of a digest that could not be read, with the reason, at `line` (from 1)."""

    line: int
    reason: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest file as its format reads it; `digest_on` is None where the text has no date."""

    format: DigestFormat
    digest_on: date | None
    entries: tuple[Entry, ...]
    rejected: tuple[RejectedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestMention:
    """A digest in which a paper stands."""

    source: DigestFormat
    digest_on: date
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one field of a paper comes from."""

    source: DigestFormat
    digest_on: date


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, all digests folded into one bilingual record."""

    id: PaperId
    arxiv_id: str | None
    title: str
    title_zh: str
    abstract: str
    abstract_zh: str
    tldr: str
    tldr_zh: str
    keywords: tuple[str, ...]
    keywords_zh: tuple[str, ...]
    areas: tuple[str, ...]
    sections: tuple[Section, ...]
    authors: tuple[str, ...]
    organization: str
    upvotes: int | None
    github_stars: int | None
    code_url: str | None
    project_url: str | None
    thumbnail_url: str | None
    published_on: date | None
    first_digest_on: date
    digests: tuple[DigestMention, ...]
    """Earliest first."""
    origins: dict[str, Origin]
    """Field name to the digest that the field's present value comes from."""
    revision: int
    """Grows by one with every change of any paper of this database."""
    revised_at: datetime
    news_at: datetime | None
    """When it first arrived in a digest that was news; None for archive."""
    news_on: date | None
    """The latest date among the digests in which it was news."""

    @property
    def has_chinese(self) -> bool:
        """Whether a reader of Chinese finds any Chinese text of this paper."""
        return bool(self.title_zh or self.tldr_zh or self.abstract_zh or self.keywords_zh or self.areas)


@dataclass(frozen=True, slots=True)
class RemovedPaper:
    """A paper that no digest holds any more; followers of revisions forget it."""

    id: PaperId
    revision: int


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
    EN = "en"


class EmptyDays(StrEnum):
    """On which days with nothing to bring a chat is told so."""

    SOME = "some"
    """The first, and every third in a row."""
    DAILY = "daily"
    NEVER = "never"


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


@dataclass(frozen=True, slots=True)
class Destination:
    """Where digests go: a chat and, in forum groups, a thread (0 for the chat itself)."""

    id: DestinationId
    chat_id: ChatId
    thread_id: int
    next_due_at: datetime | None
    is_thread_lost: bool = False
    """Its forum topic is gone: what goes there goes to the chat itself."""


class DeliveryKind(StrEnum):
    """Why a delivery exists."""

    DIGEST = "digest"


class DeliveryState(StrEnum):
    """How far a planned digest has come."""

    PLANNED = "planned"
    RENDERED = "rendered"
    """Its messages are stored and never change again."""
    EMPTY = "empty"
    """Nothing to bring that day, and nothing said; the reason is kept."""
    MERGED = "merged"
    """It grew stale unsent: its papers went back, for the next one to bring."""
    CANCELLED = "cancelled"


class EmptyReason(StrEnum):
    """Why a due digest had nothing to bring."""

    NO_TOPICS = "no topics"
    ALL_MUTED = "all muted"
    """Its topics were told to bring nothing for a while."""
    NO_NEWS = "no news"
    """No digest file brought anything new."""
    NO_MATCH = "no match"
    HELD = "held"
    """Matches wait for their Chinese text."""


class MessageState(StrEnum):
    """How far one message of a delivery has come (reliability: promise 3)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    """It may have arrived: the answer was lost."""
    DEFERRED = "deferred"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Match:
    """Why a paper stands in a digest: the topics that found it, in their reader's order."""

    paper_id: PaperId
    topics: tuple[str, ...]
    """Their names."""
    is_about: bool
    """Title, keywords or summary match, not only the body."""
    topic_ids: tuple[TopicId, ...] = ()
    """Of the same topics; none in digests that were recorded before they were kept."""
    words: tuple[tuple[str, ...], ...] = ()
    """For each topic the words of it that the paper holds; none where nobody has looked."""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The papers of one topic in a digest, in reading order."""

    topic: str
    total: int
    """Matches of this topic, shown or not."""
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a destination's digest holds at one moment."""

    groups: tuple[TopicGroup, ...]
    rest: tuple[Match, ...]
    """Matches over the maximum, best first; they count as shown."""
    new_papers: int
    """New papers that all digests brought in the same days, matching or not."""
    digest_days: tuple[date, ...]
    """The dates of the digests that the shown papers come from, ascending."""
    held: int = 0
    """Matches that wait for their Chinese text."""
    is_catch_up: bool = False

    @property
    def shown(self) -> tuple[Match, ...]:
        """All matches on the first screen, in numbering order."""
        return tuple(match for group in self.groups for match in group.matches)

    @property
    def total(self) -> int:
        """All matches, shown or behind the button."""
        return len(self.shown) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline keyboard button; exactly one of `data` (1-64 bytes) and `url` is set."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class MessageContent:
    """One message ready to send: Telegram HTML, inline keyboard rows, papers in their places."""

    html: str
    keyboard: tuple[tuple[Button, ...], ...] = ()
    paper_ids: tuple[PaperId, ...] = ()
    is_silent: bool = False
    """Arrives without a sound."""
