"""
What getUpdates brought, made fit to be stored: whatever it holds, none of it may hold up the rest.

The answer is read without python-telegram-bot, for which one update of an unknown shape would
fail its whole batch, for ever. Where somebody is, is left out: of a place its zone alone is kept.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any

from bot.missing_fields import completed
from bot.places import without_place, zone_sent

logger = logging.getLogger(__name__)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL takes no NUL, and half of a surrogate pair has no UTF-8; both can stand in JSON."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update, and the chat or person in whose order it stays."""

    id: int
    lane: int
    content: dict[str, Any]


def as_updates(answer: Any) -> list[RawUpdate]:
    """The updates in an answer of getUpdates; what is none is passed over and told in the log."""
    found = []
    for content in answer if isinstance(answer, list) else [answer]:
        if isinstance(content, dict) and _is_id(content.get("update_id")):
            zone = zone_sent(content)
            clean = completed(cleaned(content))
            if zone is not None:
                clean["message"]["location"]["zone"] = zone
            found.append(RawUpdate(content["update_id"], lane_of(clean), clean))
        else:
            logger.error("poll.strange type=%s", type(content).__name__)
    return found


def cleaned(value: Any) -> Any:
    """JSON values without coordinates, and with every character that cannot be stored replaced."""
    match value:
        case str():
            return _UNSTORABLE.sub(_REPLACEMENT, value)
        case list():
            return [cleaned(one) for one in value]
        case dict():
            return {cleaned(key): cleaned(one) for key, one in without_place(value).items()}
        case _:
            return value


def lane_of(update: dict[str, Any]) -> int:
    """The chat that an update belongs to, else the person, else 0: what must stay in order."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        message = content.get("message")
        places = (
            content.get("chat"),
            message.get("chat") if isinstance(message, dict) else None,
            content.get("from"),
        )
        for place in places:
            if isinstance(place, dict) and _is_id(place.get("id")):
                return int(place["id"])
    return 0


def _is_id(value: Any) -> bool:
    """Ids of the Bot API have 52 bits at most; both databases hold 63."""
    return type(value) is int and abs(value) < 2**63
