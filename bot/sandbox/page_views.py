"""What the page is shown of chats, messages and the bot."""

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.messages import NO_MESSAGE_ID, Message
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
    "rich_message",
    "location",
    "message_thread_id",
    "reply_markup",
    "link_preview_options",
    "forward_origin",
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


def message_view(message: Message, shown: dict[str, Any]) -> dict[str, Any]:
    """A message as the page shows it; `shown` is what it alone is told."""
    view = {name: message[name] for name in _SAME_FIELDS if name in message}
    author = message.get("from")
    view["from"] = author and {name: author[name] for name in ("id", "first_name", "is_bot")}
    if "receiver_user" in message:
        view["receiver_id"] = message["receiver_user"]["id"]
    if "via_bot" in message:
        view["via_bot"] = message["via_bot"]["username"]
    if "reply_to_message" in message:
        view["reply_to_message_id"] = message["reply_to_message"]["message_id"]
    return {**view, **shown}


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
    if chat.topics:
        view["topics"] = chat.topics
    if chat.migrated_to is not None:
        view["migrated_to"] = chat.migrated_to
    return view


def is_polling(world: World) -> bool:
    """Whether the bot waits for updates, or did so within the last minute."""
    last_poll_at = world.updates.last_poll_at
    if world.updates.is_polled() or last_poll_at is None:
        return world.updates.is_polled()
    return world.clock.uptime_seconds() - last_poll_at < POLLING_WITHIN_SECONDS


def bot_view(world: World) -> dict[str, Any]:
    """The bot as the page shows it."""
    bot = world.bot_user()
    return {
        "id": bot["id"],
        "first_name": bot["first_name"],
        "username": bot["username"],
        "commands": world.store.fact("commands", {}),
        "polling": is_polling(world),
    }


def state_view(world: World) -> dict[str, Any]:
    """Everything the page shows when it opens."""
    chats = world.chats.chats(SHOWN_CHATS)
    return {
        "clock": world.clock.as_json(),
        "bot": bot_view(world),
        "people": [person.as_user() for person in world.chats.people(SHOWN_CHATS)],
        "chats": [chat_view(chat) for chat in chats],
        "messages": {str(chat.chat_id): messages_view(world, chat.chat_id) for chat in chats},
        "samples": world.samples.as_json(),
        "faults": world.faults.count,
        "last_event": world.events.last_event,
    }


def messages_view(world: World, chat_id: int, before: int = NO_MESSAGE_ID) -> list[dict[str, Any]]:
    """The latest messages of a chat before an id, oldest first."""
    latest = world.messages.latest(chat_id, SHOWN_MESSAGES, before)
    return [message_view(message, shown) for message, shown in latest]


def tell_faults(world: World) -> None:
    """Tell the page that faults came or went."""
    world.events.add("faults", faults=world.faults.count)


def event_view(world: World, event: dict[str, Any]) -> dict[str, Any]:
    """An event as the page gets it."""
    match event:
        case {"message": message, "shown": shown, **rest}:
            return {**rest, "message": message_view(message, shown)}
        case {"type": "bot"}:
            return {**event, "bot": bot_view(world)}
    return event
