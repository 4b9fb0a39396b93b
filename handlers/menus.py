"""
What Telegram shows about us before anybody writes: command menus and descriptions, by language.

Telegram chooses by the language of the client. A chat that is spoken to in another one has a menu
of its own.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zlib import crc32

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
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


def own_menus(
    telegram_id: int, language: Language, *, is_private: bool, is_operator: bool = False
) -> Iterator[Menu]:
    """The menus of one chat in its language, which go before those by the language of the client."""
    if is_private:
        kind = Scope.PRIVATE | Scope.OPERATOR if is_operator else Scope.PRIVATE
        yield Menu(menu_commands(language, kind), BotCommandScopeChat(telegram_id), None)
        return
    yield Menu(menu_commands(language, Scope.GROUP), BotCommandScopeChat(telegram_id), None)
    admins = BotCommandScopeChatAdministrators(telegram_id)
    yield Menu(menu_commands(language, Scope.GROUP | Scope.ADMIN), admins, None)


async def set_own_menus(
    bot: Bot, telegram_id: int, language: Language, *, is_private: bool, is_operator: bool = False
) -> None:
    """
    Set the menus of one chat (Bot API setMyCommands); again changes nothing.

    Raises:
        TelegramError: the server refused, or could not be reached.
    """
    for menu in own_menus(telegram_id, language, is_private=is_private, is_operator=is_operator):
        await bot.set_my_commands(menu.commands, scope=menu.scope)


async def remove_own_menus(bot: Bot, telegram_id: int, *, is_private: bool) -> None:
    """
    Leave one chat to the menus by the language of the client (Bot API deleteMyCommands).

    Raises:
        TelegramError: the server refused, or could not be reached.
    """
    for menu in own_menus(telegram_id, Language.EN, is_private=is_private):
        await bot.delete_my_commands(scope=menu.scope)


def menu_checksum(operators: Collection[int] = ()) -> str:
    """Another one whenever any menu of any language is, or others run the bot (Telegram's numbers)."""
    kinds = (Scope.PRIVATE, Scope.GROUP, Scope.GROUP | Scope.ADMIN, Scope.OPERATOR)
    shown = [menu_commands(language, kind) for language in Language for kind in kinds]
    lines = [f"{one.command} {one.description}" for commands in shown for one in commands]
    text = "\n".join([*lines, *map(str, sorted(operators))])
    return f"{crc32(text.encode()):08x}"


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
    """The commands of a scope in the order of the table, at most a menu's length and those of operators."""
    words = words_in(language)
    shown = [command for command in COMMANDS if command.scope & scope & ~Scope.OPERATOR][:MENU_LENGTH]
    shown += [command for command in COMMANDS if command.scope & scope & Scope.OPERATOR]
    return tuple(BotCommand(command.name, command.description(words)) for command in shown)


def descriptions() -> Iterator[Description]:
    """Both descriptions in every language."""
    for language, code in _LANGUAGE_CODES.items():
        words = words_in(language)
        yield Description(words.label("bot-description"), words.label("bot-short-description"), code)
