"""What Telegram shows about us before anybody writes: command menus and descriptions, by language."""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from handlers.commands import COMMANDS, MENU_LENGTH, Scope
from handlers.words import words_in
from storage.records import Language

_LANGUAGE_CODES = {Language.EN: None, Language.ZH_HANS: "zh"}
"""Menus know two-letter codes alone, so two languages share one; without one they are for everybody else."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands shown in one kind of chat in one language (Bot API setMyCommands)."""

    commands: tuple[BotCommand, ...]
    scope: BotCommandScope
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Description:
    """What an empty chat and a profile say about us (Bot API setMyDescription, setMyShortDescription)."""

    description: str
    short_description: str
    language_code: str | None


def menus() -> Iterator[Menu]:
    """All menus; setting them again changes nothing."""
    places: tuple[tuple[Scope, BotCommandScope], ...] = (
        (Scope.PRIVATE, BotCommandScopeAllPrivateChats()),
        (Scope.GROUP, BotCommandScopeAllGroupChats()),
        (Scope.GROUP | Scope.ADMIN, BotCommandScopeAllChatAdministrators()),
    )
    for language, code in _LANGUAGE_CODES.items():
        for scope, place in places:
            yield Menu(menu_commands(language, scope), place, code)


def menu_commands(language: Language, scope: Scope) -> tuple[BotCommand, ...]:
    """The commands of a scope in the order of the table, at most a menu's length."""
    words = words_in(language)
    shown = [command for command in COMMANDS if command.scope & scope][:MENU_LENGTH]
    return tuple(BotCommand(command.name, command.description(words)) for command in shown)


def descriptions() -> Iterator[Description]:
    """Both descriptions in every language."""
    for language, code in _LANGUAGE_CODES.items():
        words = words_in(language)
        yield Description(words.label("bot-description"), words.label("bot-short-description"), code)
