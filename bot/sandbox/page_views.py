"""What the page is shown of chats, messages and the bot."""

from dataclasses import asdict
from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.messages import Message
from bot.sandbox.world import World

SHOWN_MESSAGES = 200
SHOWN_CHATS = 50
POLLING_WITHIN_SECONDS = 60
_SAME_FIELDS = (
    "message_id",
    "date",
    "edit_date",
    "text",
    "entities",
    "caption",
    "caption_entities",
    "message_thread_id",
    "reply_markup",
    "link_preview_options",
    "disable_notification",
)


def message_view(message: Message) -> dict[str, Any]:
    """A message as the page shows it."""
    view = {name: message[name] for name in _SAME_FIELDS if name in message}
    author = message.get("from")
    view["from"] = author and {name: author[name] for name in ("id", "first_name", "is_bot")}
    if "reply_to_message" in message:
        view["reply_to_message_id"] = message["reply_to_message"]["message_id"]
    return view


def person_view(person: Person) -> dict[str, Any]:
    """A person as the page shows them."""
    return {"id": person.person_id, **{k: v for k, v in asdict(person).items() if v and k != "person_id"}}


def chat_view(chat: Chat) -> dict[str, Any]:
    """A chat as the page shows it."""
    view: dict[str, Any] = {
        "id": chat.chat_id,
        "type": chat.type,
        "title": chat.title,
        "member_ids": chat.member_ids,
        "admin_ids": chat.admin_ids,
        "is_blocked": chat.is_blocked,
        "bot_status": chat.bot_status,
    }
    if chat.person_id is not None:
        view["person_id"] = chat.person_id
    return view


def bot_view(world: World) -> dict[str, Any]:
    """The bot as the page shows it."""
    last_poll_at = world.updates.last_poll_at
    recently = last_poll_at is not None and world.clock.timestamp() - last_poll_at < POLLING_WITHIN_SECONDS
    return {
        **{name: world.bot_user()[name] for name in ("id", "first_name", "username")},
        "commands": world.store.fact("commands", {}),
        "polling": world.updates.is_polled() or recently,
    }


def samples_view(_world: World) -> dict[str, Any]:
    """How far the sample digests have come."""
    return {"days": 0, "arrived": 0, "next_on": None}


def state_view(world: World) -> dict[str, Any]:
    """Everything the page shows when it opens."""
    chats = world.chats.chats(SHOWN_CHATS)
    return {
        "clock": world.clock.as_json(),
        "bot": bot_view(world),
        "people": [person_view(person) for person in world.chats.people(SHOWN_CHATS)],
        "chats": [chat_view(chat) for chat in chats],
        "messages": {
            str(chat.chat_id): [
                message_view(message) for message in world.messages.latest(chat.chat_id, SHOWN_MESSAGES)
            ]
            for chat in chats
        },
        "samples": samples_view(world),
        "last_event": world.events.last_event,
    }


def event_view(event: dict[str, Any]) -> dict[str, Any]:
    """An event as the page gets it."""
    return {**event, "message": message_view(event["message"])} if "message" in event else event
