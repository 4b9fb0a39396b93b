"""Methods about the command menu and the menu button."""

import re
from typing import Any

from bot.sandbox.access import known_chat
from bot.sandbox.errors import bad_request
from bot.sandbox.fields import number_field, string_field
from bot.sandbox.methods_bot import language_code
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

MAX_COMMANDS = 100
MAX_COMMAND_CHARACTERS = 32
MAX_DESCRIPTION_CHARACTERS = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_MENU_BUTTONS = frozenset({"default", "commands", "web_app"})


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Bot API setMyCommands."""
    key = _key(world, parameters)
    documents = parameters.json("commands", "commands")
    if not isinstance(documents, list):
        raise bad_request("expected an Array of BotCommand")
    if len(documents) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _keep(world, key, [_command(document) for document in documents])
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[dict[str, str]]:
    """Bot API getMyCommands."""
    commands: list[dict[str, str]] = world.store.fact("commands", {}).get(_key(world, parameters), [])
    return commands


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Bot API deleteMyCommands."""
    _keep(world, _key(world, parameters), [])
    return True


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Bot API setChatMenuButton."""
    button = parameters.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("object expected as menu button")
    if string_field(button, "type") not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: unallowed type specified")
    world.store.keep_fact(f"menu_button:{_private_chat_id(world, parameters)}", button)
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> dict[str, Any]:
    """Bot API getChatMenuButton."""
    chat_id = _private_chat_id(world, parameters)
    button: dict[str, Any] = world.store.fact(f"menu_button:{chat_id}", {"type": "commands"})
    return button


def _private_chat_id(world: World, parameters: Parameters) -> str:
    if not parameters.text("chat_id"):
        return ""
    chat = known_chat(world, parameters)
    if not chat.is_private:
        raise bad_request("invalid chat_id specified")
    return str(chat.chat_id)


def _keep(world: World, key: str, commands: list[dict[str, str]]) -> None:
    menus = world.store.fact("commands", {})
    menus.pop(key, None)
    if commands:
        menus[key] = commands
    world.store.keep_fact("commands", menus)
    world.events.add("bot")


def _key(world: World, parameters: Parameters) -> str:
    """`scope/language`, as the page gets the menus."""
    scope = parameters.json("scope", "BotCommandScope")
    code = language_code(parameters)
    return f"{_scope(world, scope)}/{code}"


def _scope(world: World, scope: object) -> str:
    if scope is None:
        return "default"
    what = "can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad_request(f"{what}expected an Object")
    kind = string_field(scope, "type", what)
    if kind in _PLAIN_SCOPES:
        return kind
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request(f"{what}Unsupported type specified")
    chat = known_chat(world, Parameters({"chat_id": string_field(scope, "chat_id", what)}))
    if kind == "chat_member":
        return f"{kind}:{chat.chat_id}:{number_field(scope, 'user_id', what)}"
    return f"{kind}:{chat.chat_id}"


def _command(document: object) -> dict[str, str]:
    what = "can't parse BotCommand: "
    if not isinstance(document, dict):
        raise bad_request(f"{what}expected an Object")
    command = string_field(document, "command", what).strip().removeprefix("/")
    description = string_field(document, "description", what).strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > MAX_COMMAND_CHARACTERS:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > MAX_DESCRIPTION_CHARACTERS:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}
