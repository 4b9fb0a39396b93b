"""
What a text without a slash means in a private chat.

A command word counts alone or before a space or a colon. Glued to other text it is no command:
搜索智能体 and 主题模型 are terms that people look for. They are searched as they stand, and the
command reading is offered as a button, as it is for "subscribe agents", which is written like
any other search.
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


_ENGLISH = re.compile(
    r"(?P<verb>(?:un)?(?:subscribe|follow))(?:\s+to)?\s+(?P<words>\S.*)", re.IGNORECASE | re.DOTALL
)
_BY_NAME = {command.name: command for command in COMMANDS}


@dataclass(frozen=True, slots=True)
class CommandReading:
    """A text read as a command and what follows it."""

    command: Command
    argument: str
    is_english: bool = False

    @property
    def word(self) -> str:
        """The command in the language that was written."""
        return f"/{self.command.name}" if self.is_english else self.command.word


def command_in(text: str) -> CommandReading | None:
    """The command that a text is, by its Chinese word; None if it is none."""
    for command, rest in _readings(text):
        after = _AFTER_WORD.match(rest)
        if not rest or after:
            return CommandReading(command, rest[after.end() :].strip() if after else "")
    return None


def glued_command_in(text: str) -> CommandReading | None:
    """The command that a text would be if a space stood after its first word, or a slash before it."""
    if english := _ENGLISH.fullmatch(text.strip()):
        is_end = english["verb"].lower().startswith("un")
        return CommandReading(
            _BY_NAME["unsubscribe" if is_end else "subscribe"], english["words"], is_english=True
        )
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
