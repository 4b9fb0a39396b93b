"""
The table of commands: names, Chinese words, where they work.

Who carries them out stands in `handlers.texts`; what they say about themselves in the locale
files, as `command-<name>`.
"""

from dataclasses import dataclass
from enum import Flag, auto

from handlers.words import Words


class Scope(Flag):
    """Where a command works."""

    PRIVATE = auto()
    GROUP = auto()
    """For every member."""
    ADMIN = auto()
    """In groups, for admins."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as people write it."""

    name: str
    word: str
    """What it is called without a slash in a private chat."""
    scope: Scope
    takes_words: bool = False
    """Whether words may follow it."""

    @property
    def is_change(self) -> bool:
        """Whether in groups only admins may use it."""
        return Scope.ADMIN in self.scope

    def description(self, words: Words) -> str:
        """What it does, in one short line."""
        return words.label(f"command-{self.name}")


COMMANDS = (
    Command("today", "今天", Scope.PRIVATE | Scope.GROUP),
    Command("search", "搜索", Scope.PRIVATE | Scope.GROUP, takes_words=True),
    Command("topics", "主题", Scope.PRIVATE | Scope.ADMIN),
    Command("subscribe", "订阅", Scope.PRIVATE | Scope.ADMIN, takes_words=True),
    Command("settings", "设置", Scope.PRIVATE | Scope.ADMIN, takes_words=True),
    Command("status", "状态", Scope.PRIVATE | Scope.ADMIN),
    Command("saved", "收藏", Scope.PRIVATE),
    Command("help", "帮助", Scope.PRIVATE | Scope.GROUP),
    Command("start", "开始", Scope.PRIVATE | Scope.GROUP, takes_words=True),
    Command("unsubscribe", "退订", Scope.PRIVATE | Scope.ADMIN, takes_words=True),
    Command("paper", "论文", Scope.PRIVATE | Scope.GROUP, takes_words=True),
    Command("cancel", "取消", Scope.PRIVATE | Scope.ADMIN),
    Command("forget", "删除数据", Scope.PRIVATE | Scope.ADMIN),
)
"""In the order in which menus and /help show them."""

MENU_LENGTH = 10
"""Private menus show the first so many; the others are in /help."""
