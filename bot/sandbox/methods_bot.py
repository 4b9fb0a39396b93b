"""Methods about the bot itself: who it is and how it presents itself."""

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.inline_mode import has_inline_mode
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import DEFAULT_BOT_NAME, World

MAX_NAME_CHARACTERS = 64
MAX_DESCRIPTION_CHARACTERS = 512
MAX_SHORT_DESCRIPTION_CHARACTERS = 120
_LANGUAGE_CODE = re.compile(r"(?:[a-z]{2})?")


def get_me(world: World, _parameters: Parameters) -> dict[str, Any]:
    """Bot API getMe."""
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": has_inline_mode(world),
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def leave_server(_world: World, _parameters: Parameters) -> bool:
    """Bot API close and logOut; the sandbox is the only server there is."""
    return True


def set_my_name(world: World, parameters: Parameters) -> bool:
    """Bot API setMyName."""
    return _keep(world, parameters, "name", MAX_NAME_CHARACTERS)


def get_my_name(world: World, parameters: Parameters) -> dict[str, str]:
    """Bot API getMyName."""
    return {"name": _kept(world, parameters, "name") or DEFAULT_BOT_NAME}


def set_my_description(world: World, parameters: Parameters) -> bool:
    """Bot API setMyDescription."""
    return _keep(world, parameters, "description", MAX_DESCRIPTION_CHARACTERS)


def get_my_description(world: World, parameters: Parameters) -> dict[str, str]:
    """Bot API getMyDescription."""
    return {"description": _kept(world, parameters, "description")}


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """Bot API setMyShortDescription."""
    return _keep(world, parameters, "short_description", MAX_SHORT_DESCRIPTION_CHARACTERS)


def get_my_short_description(world: World, parameters: Parameters) -> dict[str, str]:
    """Bot API getMyShortDescription."""
    return {"short_description": _kept(world, parameters, "short_description")}


def language_code(parameters: Parameters) -> str:
    """
    The language a call is about, empty for all that have no own.

    Raises:
        BotAPIError: it is not a two-letter code.
    """
    code = parameters.text("language_code")
    if not _LANGUAGE_CODE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _keep(world: World, parameters: Parameters, name: str, limit_characters: int) -> bool:
    code, text = language_code(parameters), parameters.text(name).strip()
    if len(text) > limit_characters:
        raise bad_request(f"{name.upper()}_TOO_LONG")
    world.store.keep_fact(f"{name}:{code}", text)
    world.events.add("bot")
    return True


def _kept(world: World, parameters: Parameters, name: str) -> str:
    code = language_code(parameters)
    return str(world.store.fact(f"{name}:{code}") or world.store.fact(f"{name}:") or "")
