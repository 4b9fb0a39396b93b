"""
What a text without a slash means in a private chat.

A command word counts alone or before a space or a colon. Glued to other text it is no command:
搜索智能体 and 主题模型 are terms that people look for. They are searched as they stand, and the
command reading is offered as a button, as it is for "subscribe agents", which is written like
any other search. The words are those of all languages, in simplified or traditional characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handlers.commands import COMMANDS, Command
from handlers.words import words_in
from storage.records import Language
from storage.search.folding import fold

_NEVER_GLUED = frozenset({"start", "help", "paper", "admin"})
"""开始训练, 论文写作 and 管理系统 are nobody's commands."""
_SLASH = re.compile(r"^[/／]")
"""Telegram knows commands in Latin letters only, but people write /搜索 all the same."""
_AFTER_WORD = re.compile(r"[\s:：]+")


_ENGLISH = re.compile(
    r"(?P<verb>(?:un)?(?:subscribe|follow))(?:\s+to)?\s+(?P<words>\S.*)", re.IGNORECASE | re.DOTALL
)
_BY_NAME = {command.name: command for command in COMMANDS}


@dataclass(frozen=True, slots=True)
class CommandReading:
    """A text read as a command and what follows it."""

    command: Command
    argument: str
    written: str
    """Its word as it was written; for English words the command."""


def command_in(text: str) -> CommandReading | None:
    """The command that a text is, by its word; None if it is none."""
    for command, word, rest in _readings(text):
        after = _AFTER_WORD.match(rest)
        if not rest or after:
            return CommandReading(command, rest[after.end() :].strip() if after else "", word)
    return None


def glued_command_in(text: str) -> CommandReading | None:
    """The command that a text would be if a space stood after its first word, or a slash before it."""
    if english := _ENGLISH.fullmatch(text.strip()):
        is_end = english["verb"].lower().startswith("un")
        name = "unsubscribe" if is_end else "subscribe"
        return CommandReading(_BY_NAME[name], english["words"], f"/{name}")
    for command, word, rest in _readings(text):
        if rest and not _AFTER_WORD.match(rest) and command.name not in _NEVER_GLUED:
            return CommandReading(command, rest.strip() if command.takes_words else "", word)
    return None


def _readings(text: str) -> Iterator[tuple[Command, str, str]]:
    """Commands whose word the text begins with, the word as written, and what follows it."""
    text = _SLASH.sub("", text.strip())
    for word, command in _by_word().items():
        if fold(text[: len(word)]) == word:
            yield command, text[: len(word)], text[len(word) :]


@cache
def _by_word() -> dict[str, Command]:
    """The commands by their words, as `fold` makes them."""
    named = ((command.word(words_in(language)), command) for command in COMMANDS for language in Language)
    return {fold(word): command for word, command in named if word}
