"""What handlers are given by the process: declared here, filled by `bot`."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.rights import KnownAdmins
from handlers.sent_answers import GroupAnswers
from storage.answer_marks import AnswerMarks
from storage.clock import Clock
from storage.current_access import CurrentAccess
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.named_sources import NamedSource
from storage.search.index import SearchIndex
from storage.selection import NewsRules


@dataclass(frozen=True, slots=True)
class TopicLimits:
    """How many topics one destination may follow, and how long each may be."""

    topics: int = 100
    characters: int = 1000
    terms: int = 100


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days what belongs to chats is kept, where it is not kept until they are deleted."""

    updates_days: int = 3
    """What people wrote or tapped, once it is handled."""
    searches_days: int = 30
    """Searches, previews, and topics that can be brought back."""
    digests_days: int = 90
    """Digests as they were sent, and notices."""
    gone_days: int = 180
    """Everything about a chat that blocked or removed the bot, from then on."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A digest file that could not be read, and why."""

    name: str
    """Inside the inbox."""
    refused_at: datetime
    reason: str
    lines: tuple[tuple[int, str], ...] = ()
    """What is wrong in which lines."""
    key: str = ""
    """By which it can be read again; none for what cannot."""


@dataclass(frozen=True, slots=True)
class RefusedFiles:
    """What waits for an operator to mend it."""

    total: int = 0
    newest: tuple[RefusedFile, ...] = ()
    """The last refused first; not always all."""


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of reading refused files again."""

    read: int = 0
    """Files that can be read by now."""
    papers: int = 0
    """Papers that are new or changed by it."""
    refused: int = 0
    first: RefusedFile | None = None
    """The first of the refused."""
    left: int = 0
    """Files that were not looked at, since it took too long."""


class SourceLineWrong(Exception):
    """A line that names no source; the message says why and what to write."""


def no_source_in(line: str) -> NamedSource:  # noqa: ARG001 - what `bot` fills in reads it
    """
    Where nothing polls, no source is added.

    Raises:
        SourceLineWrong: always.
    """
    raise SourceLineWrong("sources cannot be added here")


@dataclass(frozen=True, slots=True)
class Services:
    """The parts and limits that handlers work with."""

    database: Database
    index: SearchIndex
    lexicon: CurrentLexicon
    clock: Clock
    rules: NewsRules
    topic_limits: TopicLimits
    bot_username: str
    has_inline_mode: bool
    """Whether people can search from any chat; an operator switches it on with BotFather."""
    marks: AnswerMarks
    retention: Retention = Retention()
    admins: tuple[int, ...] = ()
    """Telegram's numbers of the operators."""
    refused_files: Callable[[], RefusedFiles] = RefusedFiles
    """Looks at files: not for the event loop."""
    default_source: str = ""
    """The name of the source that is polled since the operator wrote none down; empty where one is written."""
    ask_retry: Callable[[int, str], None] = lambda *_: None
    """Has refused files read again, all or the one with a key, and tells a chat, by Telegram's number."""
    source_in: Callable[[str], NamedSource] = no_source_in
    """The source that a line names; raises SourceLineWrong."""
    known_admins: KnownAdmins = field(default_factory=KnownAdmins)
    """Who may change groups and channels, as the server said a moment ago."""
    group_answers: GroupAnswers | None = None
    """What is remembered of answers in groups; None where they all just stay."""
    access: CurrentAccess = field(default_factory=CurrentAccess)
    """Who may use the bot, and how much."""
    searches_per_day: int = 0
    """How often a person may search by the settings; 0 for any number."""
    answer_times: deque[timedelta] = field(default_factory=lambda: deque(maxlen=1_000))
    """How long the last answers took this process, from taking up what was asked until they were sent."""
    held_chats: set[int] = field(default_factory=set)
    """Chats, by Telegram's numbers, in which an answer waits to be tried again: new ones wait behind it."""

    @property
    def topic_limit(self) -> int:
        """How many topics one destination may follow."""
        return self.access.limits.topics or self.topic_limits.topics

    @property
    def search_limit(self) -> int:
        """How often a person may search in a day; 0 for any number."""
        set_in_chat = self.access.limits.searches_per_day
        return self.searches_per_day if set_in_chat is None else set_in_chat
