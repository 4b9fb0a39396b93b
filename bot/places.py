"""
Places that people send, as time zones: nothing else of a place ever leaves this module.

Coordinates are taken out of every update before it is stored. The map is loaded at the first place
that comes, which takes half a second and 36 MB.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

_NOWHERE = {"latitude": 0.0, "longitude": 0.0}
"""Stands for any place: the Bot API knows no location without coordinates."""
_AT_SEA = "Etc/"
_NORTHERNMOST, _EASTERNMOST = 90, 180


def holds_place(updates: Any) -> bool:
    """Whether one of the updates is a place that somebody sent, so that the map is needed."""
    return isinstance(updates, Sequence) and any(_place_of(update) for update in updates)


def zone_sent(update: Any) -> str | None:
    """The zone of a place that somebody sent; empty at sea or at a pole, None where no place was sent."""
    place = _place_of(update)
    return None if place is None else zone_at(place.get("latitude"), place.get("longitude"))


def zone_at(latitude: Any, longitude: Any) -> str:
    """The IANA name of the zone on land at that place; empty where there is none."""
    if not (_is_within(latitude, _NORTHERNMOST) and _is_within(longitude, _EASTERNMOST)):
        return ""
    zone = str(import_module("tzfpy").get_tz(longitude, latitude))
    return "" if zone.startswith(_AT_SEA) else zone


def without_place(content: dict[str, Any]) -> dict[str, Any]:
    """An object of the Bot API without its coordinates, and without what a venue is called."""
    if "latitude" in content or "longitude" in content:
        return dict(_NOWHERE)
    if isinstance(content.get("location"), dict) and "address" in content:
        return content | {"title": "", "address": ""}
    return content


def _place_of(update: Any) -> dict[str, Any] | None:
    message = update.get("message") if isinstance(update, dict) else None
    place = message.get("location") if isinstance(message, dict) else None
    return place if isinstance(place, dict) else None


def _is_within(degrees: Any, limit: int) -> bool:
    return type(degrees) in (int, float) and -limit <= degrees <= limit
