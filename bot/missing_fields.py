"""
What a server of smaller scope than Telegram's leaves out of an update, put in where it can be known.

Only what python-telegram-bot insists on, or finds commands by, and what none of us reads otherwise.
"""

import re
from typing import Any

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]+)?(?!\w)")
_LONG_AGO = 1
"""No date that anybody reads; 0 would mean a message that is out of reach."""
_STATUSES_BY_THEMSELVES = frozenset({"member", "left", "kicked"})
"""The other ones come with rights; that somebody has them is all we ask here."""


_READ_OF_MESSAGES = (
    "message_id", "date", "chat", "from", "sender_chat", "text", "entities", "caption", "caption_entities",
    "message_thread_id", "is_topic_message", "media_group_id", "via_bot",
)  # fmt: skip


def bare(update: dict[str, Any]) -> dict[str, Any] | None:
    """
    The update with only what we read of its message, for where the whole is of an unknown shape.

    A poll or a gift whose fields changed is then a message without words. None where it holds no
    message of a person.
    """
    message = update.get("message")
    if not isinstance(message, dict) or not isinstance(message.get("from"), dict):
        return None
    read = {name: message[name] for name in _READ_OF_MESSAGES if name in message}
    return {"update_id": update["update_id"], "message": read}


def completed(update: dict[str, Any]) -> dict[str, Any]:
    """The update with its missing fields."""
    done = dict(update)
    for kind, complete in (("message", _message), ("callback_query", _tap), ("my_chat_member", _membership)):
        if isinstance(update.get(kind), dict):
            done[kind] = complete(update[kind])
    return done


def _message(message: dict[str, Any]) -> dict[str, Any]:
    done = {"date": _LONG_AGO} | _with_people(message)
    text = message.get("text")
    found = _COMMAND.match(text) if isinstance(text, str) and "entities" not in message else None
    if found is not None:
        done["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
    return done


def _tap(query: dict[str, Any]) -> dict[str, Any]:
    done = {"chat_instance": ""} | _with_people(query)
    if isinstance(query.get("message"), dict):
        done["message"] = {"date": _LONG_AGO} | _with_people(query["message"])
    return done


def _membership(changed: dict[str, Any]) -> dict[str, Any]:
    done = {"date": _LONG_AGO} | _with_people(changed)
    for side in ("old_chat_member", "new_chat_member"):
        if isinstance(changed.get(side), dict):
            done[side] = _member(changed[side])
    return done


def _member(member: dict[str, Any]) -> dict[str, Any]:
    """The member, without the status's particulars where they are not there."""
    status = member.get("status")
    if "until_date" in member or "can_be_edited" in member or "is_anonymous" in member:
        return member
    known = status if status in _STATUSES_BY_THEMSELVES else "member"
    return {"status": known, "user": _person(member.get("user")), "until_date": _LONG_AGO}


def _with_people(content: dict[str, Any]) -> dict[str, Any]:
    done = dict(content)
    if "from" in content:
        done["from"] = _person(content["from"])
    chat = content.get("chat")
    if isinstance(chat, dict) and isinstance(chat.get("id"), int):
        done["chat"] = {"type": "private" if chat["id"] > 0 else "group"} | chat
    return done


def _person(person: Any) -> Any:
    return {"is_bot": False, "first_name": ""} | person if isinstance(person, dict) else person
