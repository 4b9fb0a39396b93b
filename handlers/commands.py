"""
The table of commands: names and where they work.

Who carries them out stands in `handlers.texts`; what they say about themselves in the locale
files, as `command-<name>`, and there, as its `.word`, what they are called without a slash.
"""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from handlers.words import Words


class Scope(Flag):
    """Where a command works."""

    PRIVATE = auto()
    GROUP = auto()
    """For every member."""
    ADMIN = auto()
    """In groups, for admins."""
    OPERATOR = auto()
    """In the private chats of those who run the bot; for others there is no such command."""


class Manner(StrEnum):
    """How a group sees what a command brings."""

    HIDDEN = "hidden"
    """By the one who asked alone, if it can be; else for a while."""
    PASSING = "passing"
    """For a while: one answers it in words, which an ephemeral message does not allow."""
    LASTING = "lasting"
    """By everybody, for ever."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as people write it."""

    name: str
    scope: Scope
    takes_words: bool = False
    """Whether words may follow it."""

    is_steering: bool = False
    """Whether in the private chat it is about the group or channel that is steered from there."""

    manner: Manner = Manner.HIDDEN
    """How a group sees what it brings."""

    @property
    def is_change(self) -> bool:
        """Whether in groups only admins may use it."""
        return Scope.ADMIN in self.scope

    def description(self, words: Words) -> str:
        """What it does, in one short line."""
        return words.label(f"command-{self.name}")

    def word(self, words: Words) -> str:
        """What it is called without a slash in a private chat; empty in languages that have no such words."""
        return words.part(f"command-{self.name}", "word")


COMMANDS = (
    Command("today", Scope.PRIVATE | Scope.GROUP),
    Command("search", Scope.PRIVATE | Scope.GROUP, takes_words=True),
    Command("topics", Scope.PRIVATE | Scope.ADMIN, is_steering=True, manner=Manner.PASSING),
    Command(
        "subscribe", Scope.PRIVATE | Scope.ADMIN, takes_words=True, is_steering=True, manner=Manner.PASSING
    ),
    Command("settings", Scope.PRIVATE | Scope.ADMIN, takes_words=True, is_steering=True),
    Command("status", Scope.PRIVATE | Scope.ADMIN, is_steering=True),
    Command("saved", Scope.PRIVATE),
    Command("pause", Scope.PRIVATE | Scope.ADMIN, takes_words=True, is_steering=True),
    Command("language", Scope.PRIVATE | Scope.ADMIN, takes_words=True),
    Command("help", Scope.PRIVATE | Scope.GROUP),
    Command("start", Scope.PRIVATE | Scope.GROUP, takes_words=True, manner=Manner.LASTING),
    Command("resume", Scope.PRIVATE | Scope.ADMIN, is_steering=True),
    Command(
        "unsubscribe", Scope.PRIVATE | Scope.ADMIN, takes_words=True, is_steering=True, manner=Manner.PASSING
    ),
    Command("paper", Scope.PRIVATE | Scope.GROUP, takes_words=True, manner=Manner.LASTING),
    Command("here", Scope.ADMIN, manner=Manner.LASTING),
    Command("connect", Scope.PRIVATE),
    Command("feedback", Scope.PRIVATE, takes_words=True),
    Command("cancel", Scope.PRIVATE | Scope.ADMIN, is_steering=True, manner=Manner.PASSING),
    Command("privacy", Scope.PRIVATE | Scope.GROUP),
    Command("export", Scope.PRIVATE | Scope.ADMIN),
    Command("forget", Scope.PRIVATE | Scope.ADMIN),
    Command("admin", Scope.OPERATOR, takes_words=True),
)
"""In the order in which menus and /help show them."""

MENU_LENGTH = 10
"""Menus show the first so many; the others are in /help. Those of operators come on top."""
