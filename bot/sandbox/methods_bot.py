"""Methods about the bot itself: who it is, its commands, names and menu button."""

from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def get_me(world: World, _parameters: Parameters) -> dict[str, Any]:
    """Bot API getMe."""
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }
