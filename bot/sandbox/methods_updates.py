"""Methods that receive updates, or arrange how they are received."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.answers import Described
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.parameters import Parameters, decode
from bot.sandbox.world import World

MAX_LIMIT = 100
MAX_TIMEOUT_SECONDS = 50
MAX_SECRET_CHARACTERS = 256
WEBHOOK_PORTS = (80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """
    Bot API getUpdates; the older of two polls loses.

    Raises:
        BotAPIError: 409, a webhook is set or another poll came.
    """
    if world.store.fact("webhook_url"):
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    limit = parameters.integer("limit", MAX_LIMIT)
    _allow(world, parameters)
    return await world.updates.poll(
        parameters.integer("offset"),
        min(max(limit, 1), MAX_LIMIT),
        min(max(parameters.integer("timeout"), 0), MAX_TIMEOUT_SECONDS),
    )


def set_webhook(world: World, parameters: Parameters) -> Described:
    """Bot API setWebhook; it is kept and bars getUpdates, but nothing is delivered to it."""
    url = parameters.text("url").strip()
    if not url:
        return delete_webhook(world, parameters)
    _check_webhook(url, parameters.text("secret_token"))
    _allow(world, parameters)
    if parameters.boolean("drop_pending_updates"):
        world.updates.drop()
    if world.store.fact("webhook_url") == url:
        return Described(result=True, description="Webhook is already set")
    world.store.keep_fact("webhook_url", url)
    world.updates.end_poll()
    return Described(result=True, description="Webhook was set")


def delete_webhook(world: World, parameters: Parameters) -> Described:
    """Bot API deleteWebhook."""
    if parameters.boolean("drop_pending_updates"):
        world.updates.drop()
    if not world.store.fact("webhook_url"):
        return Described(result=True, description="Webhook is already deleted")
    world.store.keep_fact("webhook_url", "")
    return Described(result=True, description="Webhook was deleted")


def get_webhook_info(world: World, _parameters: Parameters) -> dict[str, Any]:
    """Bot API getWebhookInfo."""
    info: dict[str, Any] = {
        "url": world.store.fact("webhook_url", ""),
        "has_custom_certificate": False,
        "pending_update_count": world.updates.count(),
    }
    allowed = world.updates.allowed_types
    return {**info, "allowed_updates": allowed} if allowed else info


def _allow(world: World, parameters: Parameters) -> None:
    """A list that cannot be read changes nothing, as on the real server."""
    try:
        types = decode(parameters.text("allowed_updates") or "null")
    except ValueError:
        return
    if isinstance(types, list):
        world.updates.allow([kind for kind in types if isinstance(kind, str)])


def _check_webhook(url: str, secret: str) -> None:
    if len(secret) > MAX_SECRET_CHARACTERS:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if port is not None and port not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
