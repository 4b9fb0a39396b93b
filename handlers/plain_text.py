"""
What a text without a slash means in a private chat.

A command word counts alone or before a space or a colon. Glued to other text it is no command:
搜索智能体 and 主题模型 are terms that people look for. They are searched as they stand, and the
command reading is offered as a button.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.commands import COMMANDS, Command

_NEVER_GLUED = frozenset({"start", "help", "paper"})
"""开始训练 and 论文写作 are nobody's commands."""
_SLASH = re.compile(r"^[/／]")
"""Telegram knows commands in Latin letters only, but people write /搜索 all the same."""
_AFTER_WORD = re.compile(r"[\s:：]+")


@dataclass(frozen=True, slots=True)
class CommandReading:
    """A text read as a command and what follows it."""

    command: Command
    argument: str


def command_in(text: str) -> CommandReading | None:
    """The command that a text is, by its Chinese word; None if it is none."""
    for command, rest in _readings(text):
        after = _AFTER_WORD.match(rest)
        if not rest or after:
            return CommandReading(command, rest[after.end() :].strip() if after else "")
    return None


def glued_command_in(text: str) -> CommandReading | None:
    """The command that a text would be if a space stood after its first word."""
    for command, rest in _readings(text):
        if rest and not _AFTER_WORD.match(rest) and command.name not in _NEVER_GLUED:
            return CommandReading(command, rest.strip() if command.takes_words else "")
    return None


def _readings(text: str) -> Iterator[tuple[Command, str]]:
    """Commands whose word the text begins with, and what follows it."""
    text = _SLASH.sub("", text.strip())
    for command in COMMANDS:
        if text.startswith(command.word):
            yield command, text.removeprefix(command.word)
