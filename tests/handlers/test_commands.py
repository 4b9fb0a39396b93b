"""The table of commands, and everything that is made from it."""

import pytest
from conftest import ROOT
from conversation import ALICE, GROUP, Conversation
from telegram import BotCommandScopeAllChatAdministrators, BotCommandScopeAllGroupChats

from bot.sandbox.html import parse_html
from handlers.callbacks import CODES
from handlers.commands import COMMANDS, MENU_LENGTH, Scope
from handlers.help import help_message
from handlers.menus import descriptions, menu_commands, menus, own_menus
from handlers.taps import CHANGING_BUTTONS, PREPARED_BUTTONS, READING_BUTTONS
from handlers.texts import COMMAND_HANDLES
from handlers.views.measuring import LIMIT, display_width, weight
from handlers.words import words_in
from storage.records import Language
from storage.search.folding import fold


def test_every_command_is_carried_out() -> None:
    """The table and the features name the same commands."""
    assert list(COMMAND_HANDLES) == [command.name for command in COMMANDS]


def test_every_button_is_carried_out() -> None:
    """No record of a button leads nowhere, and each is either for all or for admins."""
    assert {*READING_BUTTONS, *CHANGING_BUTTONS, *PREPARED_BUTTONS} == set(CODES.values())
    assert set(READING_BUTTONS) & set(CHANGING_BUTTONS) == set()


def test_words_are_unambiguous() -> None:
    """No word is the beginning of another command's in any language, so a text is one command at most."""
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    words = {
        (fold(command.word(words_in(language))), command.name)
        for command in COMMANDS
        for language in Language
        if language.is_chinese
    }
    assert [
        (one, two) for one in words for two in words if one[1] != two[1] and two[0].startswith(one[0])
    ] == []


def test_only_chinese_has_words_for_commands() -> None:
    """Every command has one; in English a word alone is a search."""
    assert [command.name for command in COMMANDS if not command.word(words_in(Language.ZH_HANT))] == []
    assert [command.name for command in COMMANDS if command.word(words_in(Language.EN))] == []


@pytest.mark.parametrize("language", Language)
def test_help_names_every_command(language: Language) -> None:
    """What exists can be found, in private with its word, in groups without."""
    words = words_in(language)
    private, group = (
        help_message(words, "chenbao_bot", is_private=is_private).html for is_private in (True, False)
    )
    assert "@chenbao_bot" in private
    assert "@chenbao_bot" in group
    assert "@" not in help_message(words, None, is_private=True).html
    operator = help_message(words, "chenbao_bot", is_private=True, is_operator=True).html
    assert [
        one.name for one in COMMANDS if (f"/{one.name} " in operator) != (f"/{one.name} " in private)
    ] == [one.name for one in COMMANDS if one.scope is Scope.OPERATOR]
    for command in COMMANDS:
        assert (f"/{command.name} " in private) == bool(command.scope & Scope.PRIVATE)
        assert (f"/{command.name} " in group) == bool(command.scope & (Scope.GROUP | Scope.ADMIN))
        assert command.description(words) in parse_html(operator + group).text
    assert not weight(operator).exceeds(LIMIT)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_names_every_command(readme: str) -> None:
    """Who reads before writing finds the same commands."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [command.name for command in COMMANDS if f"/{command.name}" not in text] == []


def test_menus_fit_telegram_and_the_table() -> None:
    """Each kind of chat sees what works there, in each language, within the limits of setMyCommands."""
    found = list(menus())
    assert [menu.language_code for menu in found] == [None, None, None, "zh", "zh", "zh"]
    for menu in found:
        assert 0 < len(menu.commands) <= MENU_LENGTH
        assert all(1 <= len(command.description) <= 256 for command in menu.commands)
        assert [one for one in menu.commands if display_width(one.description) > 44] == []
    group, admins = found[1], found[2]
    assert isinstance(group.scope, BotCommandScopeAllGroupChats)
    assert isinstance(admins.scope, BotCommandScopeAllChatAdministrators)
    everybodys = ["today", "search", "help", "start", "paper", "privacy"]
    assert [command.command for command in group.commands] == everybodys
    assert "subscribe" in [command.command for command in admins.commands]
    assert menu_commands(Language.ZH_HANS, Scope.PRIVATE)[0].description.startswith("现在看今天的晨报")


@pytest.mark.parametrize("language", Language)
def test_the_own_menu_of_a_chat_is_the_table(language: Language) -> None:
    """The first ten in private; a group's admins see what only they may do."""
    [private] = own_menus(1, language, is_private=True)
    assert [one.command for one in private.commands] == [
        "today", "search", "topics", "subscribe", "settings", "status", "saved", "pause", "language", "help",
    ]  # fmt: skip
    [operator] = own_menus(1, language, is_private=True, is_operator=True)
    assert operator.commands[:-1] == private.commands
    assert operator.commands[-1].command == "admin"
    members, admins = own_menus(-1, language, is_private=False)
    assert "topics" not in [one.command for one in members.commands]
    assert "topics" in [one.command for one in admins.commands]
    assert (private.language_code, members.language_code, admins.language_code) == (None, None, None)


def test_descriptions_fit_telegram() -> None:
    """512 characters before the first message, 120 in the profile."""
    for one in descriptions():
        assert 0 < len(one.description) <= 512
        assert 0 < len(one.short_description) <= 120


async def test_help_in_private_and_in_a_group(conversation: Conversation) -> None:
    """Private chats hear of words without a slash, groups of their admins."""
    [private] = await conversation.say("帮助")
    assert private["text"].startswith("怎么用\n订阅几个主题")
    assert "私聊里可以不写斜杠" in private["text"]
    [group] = await conversation.say("/help", ALICE, GROUP)
    assert "admins change topics and settings" in group["text"]
