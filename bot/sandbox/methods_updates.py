"""Methods that receive updates, or arrange how they are received."""

from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

MAX_LIMIT = 100
MAX_TIMEOUT_SECONDS = 50


async def get_updates(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Bot API getUpdates; the older of two polls loses."""
    offset = parameters.integer("offset")
    limit = parameters.integer("limit", MAX_LIMIT)
    timeout_seconds = min(max(parameters.integer("timeout"), 0), MAX_TIMEOUT_SECONDS)
    types = parameters.json("allowed_updates", "allowed updates")
    if isinstance(types, list):
        world.updates.allow([kind for kind in types if isinstance(kind, str)])
    return await world.updates.poll(offset, limit if 0 < limit <= MAX_LIMIT else MAX_LIMIT, timeout_seconds)


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Bot API deleteWebhook; there is never one here."""
    if parameters.boolean("drop_pending_updates"):
        world.updates.drop()
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> dict[str, Any]:
    """Bot API getWebhookInfo."""
    info: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.count(),
    }
    allowed = world.updates.allowed_types
    return {**info, "allowed_updates": allowed} if allowed else info
