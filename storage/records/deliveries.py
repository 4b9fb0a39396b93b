"""What a digest holds, and how far it and its messages have come."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.identifiers import PaperId, TopicId


class DeliveryKind(StrEnum):
    """Why a delivery exists."""

    DIGEST = "digest"
    INSTANT = "instant"
    """Papers of topics that are pushed at once; its key is the minute."""


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
    SET_ASIDE = "set aside"
    """It cannot be read; tried again from time to time, for it may be mended."""


UNRENDERED = (DeliveryState.PLANNED, DeliveryState.SET_ASIDE)
"""States of digests without messages yet."""


class EmptyReason(StrEnum):
    """Why a due digest had nothing to bring."""

    NO_TOPICS = "no topics"
    ALL_MUTED = "all muted"
    """Its topics were told to bring nothing for a while."""
    NO_NEWS = "no news"
    """No digest file brought anything new, though one may have been due."""
    NOT_PUBLISHED = "not published"
    """No source publishes on such a day, as far as their habits tell."""
    NO_MATCH = "no match"
    SENT_AT_ONCE = "sent at once"
    """All that matched was pushed at once before."""
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
    """It comes a day late or more, or for several that were missed."""
    is_after_pause: bool = False
    """The first after a pause: the best of what came meanwhile."""
    has_unsent: bool = False
    """It brings what an earlier digest, which could not be delivered, held."""
    sent_at_once: int = 0
    """Papers that were pushed at once since the last digest, and are not in this one."""

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
    """An inline keyboard button; exactly one of its actions is set."""

    text: str
    data: str | None = None
    """1 to 64 bytes, which come back when it is tapped."""
    url: str | None = None
    copied_text: str | None = None
    """1 to 256 characters for the clipboard."""
    shared_query: str | None = None
    """Lets the reader choose a chat, and asks there inline for this."""


@dataclass(frozen=True, slots=True)
class MessageContent:
    """One message ready to send: Telegram HTML, inline keyboard rows, papers in their places."""

    html: str
    keyboard: tuple[tuple[Button, ...], ...] = ()
    paper_ids: tuple[PaperId, ...] = ()
    is_silent: bool = False
    """Arrives without a sound."""
    preview_url: str | None = None
    """The picture to show below it."""
    rich_html: str | None = None
    """The same as rich HTML (Bot API sendRichMessage), where that is wanted; `html` stands in where it is refused."""
    untranslated: tuple[PaperId, ...] = ()
    """Papers whose Chinese title its reader would rather see, once there is one."""
