"""What people do in chats: they write, tap, block the bot, remove it from a group or add it."""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.entity import FormattedText
from bot.sandbox.errors import bad_request
from bot.sandbox.found import found_entities
from bot.sandbox.messages import Message
from bot.sandbox.text import checked
from bot.sandbox.world import BOT_USERNAME, World


def write(
    world: World,
    chat: Chat,
    person: Person,
    text: str,
    *,
    reply_to_message_id: int | None = None,
    message_thread_id: int | None = None,
) -> Message:
    """
    A person writes a message; the bot gets an update if it may see it.

    Raises:
        BotAPIError: the text is empty or too long, or the person may not write there.
    """
    if person.person_id not in chat.member_ids:
        raise bad_request("only members write in a chat")
    if chat.type == "channel" and person.person_id not in chat.admin_ids:
        raise bad_request("only administrators write in a channel")
    formatted = checked(FormattedText(text))
    message = world.message_head(chat, person)
    if message_thread_id is not None:
        message |= {"message_thread_id": message_thread_id, "is_topic_message": True}
    replied = None if reply_to_message_id is None else world.messages.find(chat.chat_id, reply_to_message_id)
    if replied is not None:
        message["reply_to_message"] = {
            name: value for name, value in replied.items() if name != "reply_to_message"
        }
    message["text"] = formatted.text
    if entities := found_entities(formatted.text):
        message["entities"] = [entity.as_json() for entity in entities]
    if chat.is_private and not chat.is_blocked:
        chat.has_started = True
        world.chats.keep_chat(chat)
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("channel_post" if chat.type == "channel" else "message", message)
    return message


def bot_sees(world: World, chat: Chat, message: Message) -> bool:
    """Whether privacy mode shows a message to the bot: all but small talk among members."""
    if chat.is_private:
        return not chat.is_blocked
    if not chat.bot_is_present:
        return False
    if chat.bot_status == "administrator":
        return True
    replied = message.get("reply_to_message", {}).get("from", {})
    return replied.get("id") == world.configuration.bot_id or any(
        _addresses_bot(message["text"], entity) for entity in message.get("entities", ())
    )


def _addresses_bot(text: str, entity: dict[str, Any]) -> bool:
    units = text.encode("utf-16-le")
    word = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le").lower()
    if entity["type"] == "mention":
        return word == f"@{BOT_USERNAME}"
    return entity["type"] == "bot_command" and ("@" not in word or word.endswith(f"@{BOT_USERNAME}"))


def tap(world: World, chat: Chat, person: Person, message_id: int, data: str) -> str:
    """
    A person taps a button; the id of the callback query.

    Raises:
        BotAPIError: there is no such message.
    """
    message = world.messages.find(chat.chat_id, message_id)
    if message is None:
        raise bad_request("message to tap not found")
    query_id = str(world.store.next_number("query_id", 4_000_000_000_000_001))
    world.store.connection.execute(
        "INSERT INTO queries VALUES (?, 'callback', ?, ?, ?, NULL)",
        (query_id, person.person_id, chat.chat_id, world.clock.timestamp()),
    )
    query = {
        "id": query_id,
        "from": person.as_user(),
        "message": message,
        "chat_instance": str(abs(chat.chat_id) * 7919),
        "data": data,
    }
    world.updates.add("callback_query", query)
    return query_id


def block(world: World, chat: Chat, person: Person, *, is_blocked: bool) -> None:
    """A person blocks the bot in the private chat, or lets it back in."""
    if chat.is_blocked == is_blocked:
        return
    chat.is_blocked = is_blocked
    world.chats.keep_chat(chat)
    old, new = ("member", "kicked") if is_blocked else ("kicked", "member")
    _tell_status(world, chat, person, old, new)


def set_presence(world: World, chat: Chat, person: Person, *, is_present: bool) -> None:
    """An admin removes the bot from a group or channel, or adds it again."""
    if chat.bot_is_present == is_present:
        return
    old = chat.bot_status
    back = "administrator" if chat.type == "channel" else "member"
    chat.bot_status = back if is_present else "kicked"
    world.chats.keep_chat(chat)
    _tell_status(world, chat, person, old, chat.bot_status)


def _tell_status(world: World, chat: Chat, person: Person, old: str, new: str) -> None:
    world.updates.add(
        "my_chat_member",
        {
            "chat": world.chats.as_bot_api(chat),
            "from": person.as_user(),
            "date": int(world.clock.timestamp()),
            "old_chat_member": bot_membership(world, chat, old),
            "new_chat_member": bot_membership(world, chat, new),
        },
    )


def bot_membership(world: World, chat: Chat, status: str) -> dict[str, Any]:
    """The bot as a Bot API ChatMember."""
    membership: dict[str, Any] = {"user": world.bot_user(), "status": status}
    if status == "kicked":
        membership["until_date"] = 0
    elif status == "administrator":
        membership |= administrator_rights(chat)
    return membership


def administrator_rights(chat: Chat) -> dict[str, bool]:
    """The rights an administrator has here, all of them but the riskiest."""
    rights = {
        "can_be_edited": False,
        "is_anonymous": False,
        "can_manage_chat": True,
        "can_delete_messages": True,
        "can_manage_video_chats": True,
        "can_restrict_members": True,
        "can_promote_members": False,
        "can_change_info": True,
        "can_invite_users": True,
        "can_post_stories": False,
        "can_edit_stories": False,
        "can_delete_stories": False,
    }
    if chat.type == "channel":
        return {**rights, "can_post_messages": True, "can_edit_messages": True}
    return {**rights, "can_pin_messages": True, "can_manage_topics": False}


def deep_link_text(payload: str) -> str:
    """What opening a t.me deep link writes."""
    return f"/start {payload}" if payload else "/start"


def answer_of(world: World, query_id: str) -> str | None:
    """The kept answer to a query as JSON, None while there is none."""
    row = world.store.connection.execute(
        "SELECT answer FROM queries WHERE query_id = ?", (query_id,)
    ).fetchone()
    return None if row is None else row[0]
