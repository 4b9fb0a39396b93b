"""What people do in chats: they write, tap, block the bot, remove it or add it."""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.composing import without
from bot.sandbox.entity import FormattedText, utf16_slice
from bot.sandbox.ephemeral import as_told
from bot.sandbox.errors import bad_request
from bot.sandbox.found import found_entities
from bot.sandbox.memberships import tell_bot_status
from bot.sandbox.messages import Message
from bot.sandbox.parameters import UploadedFile
from bot.sandbox.queries import QueryKind
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
    check_may_write(chat, person)
    formatted = checked(FormattedText(text))
    formatted = FormattedText(formatted.text, tuple(found_entities(formatted.text)))
    message = world.new_message(chat, person)
    if message_thread_id is not None and str(message_thread_id) in chat.topics:
        message |= {"message_thread_id": message_thread_id, "is_topic_message": True}
    replied = None if reply_to_message_id is None else world.messages.find(chat.chat_id, reply_to_message_id)
    if replied is not None:
        message["reply_to_message"] = without(replied, "reply_to_message")
    message |= formatted.as_json("text", "entities")
    _begin(world, chat)
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("channel_post" if chat.type == "channel" else "message", message)
    return message


def send_file(world: World, chat: Chat, person: Person, file: UploadedFile) -> Message:
    """
    A person sends a file without a caption.

    Raises:
        BotAPIError: it is empty, or the person may not write there.
    """
    check_may_write(chat, person)
    if not file.content:
        raise bad_request("file must be non-empty")
    stored = world.files.keep(file)
    message = world.new_message(chat, person)
    message["document"] = stored.as_document()
    _begin(world, chat)
    world.publish(message, document=stored.as_shown())
    if bot_sees(world, chat, message):
        world.updates.add("channel_post" if chat.type == "channel" else "message", message)
    return message


def send_content(world: World, chat: Chat, person: Person, content: dict[str, Any]) -> Message:
    """
    A person sends what the page has no button for: a sticker, a poll, a forwarded post.

    `content` are fields of a Message that come beside chat and author.

    Raises:
        BotAPIError: the person may not write there.
    """
    check_may_write(chat, person)
    message = {**content, **world.new_message(chat, person)}
    _begin(world, chat)
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("channel_post" if chat.type == "channel" else "message", message)
    return message


def delete(world: World, chat: Chat, message_id: int) -> None:
    """
    A person deletes a message for everybody; no bot is told.

    Raises:
        BotAPIError: there is no such message.
    """
    if world.messages.find(chat.chat_id, message_id) is None:
        raise bad_request("message to delete not found")
    world.messages.delete(chat.chat_id, message_id)
    world.events.add("delete", chat_id=chat.chat_id, message_id=message_id)


def bot_sees(world: World, chat: Chat, message: Message) -> bool:
    """Whether privacy mode shows a message to the bot: all but small talk among members."""
    if chat.is_private:
        return True
    if chat.bot_status == "administrator":
        return True
    replied = message.get("reply_to_message", {}).get("from", {})
    return chat.bot_is_present and (
        replied.get("id") == world.configuration.bot_id
        or "via_bot" in message
        or any(_addresses_bot(message.get("text", ""), entity) for entity in message.get("entities", ()))
    )


def tap(world: World, chat: Chat, person: Person, message_id: int, data: str) -> str:
    """
    A person taps a button; the id of the callback query.

    Raises:
        BotAPIError: there is no such message, or the person does not see it.
    """
    message = world.messages.find(chat.chat_id, message_id)
    if message is None:
        raise bad_request("message to tap not found")
    if person.person_id not in chat.member_ids:
        raise bad_request("only members tap in a chat")
    if message.get("receiver_user", {}).get("id", person.person_id) != person.person_id:
        raise bad_request("message to tap not found")
    query_id = world.queries.ask(QueryKind.CALLBACK, person.person_id, chat.chat_id, world.clock.timestamp())
    query = {
        "id": query_id,
        "from": person.as_user(),
        **_tapped_message(message),
        "chat_instance": str(world.configuration.bot_id * 1000 + abs(chat.chat_id) % 1000),
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
    tell_bot_status(world, chat, person.as_user(), "member" if is_blocked else "kicked")


def set_presence(world: World, chat: Chat, person: Person, *, is_present: bool) -> None:
    """
    An administrator removes the bot from a group or channel, or adds it again.

    Who adds it to a channel in which it is already confirms its rights, of which it is told.
    """
    if chat.bot_is_present == is_present:
        if is_present and chat.type == "channel":
            tell_bot_status(world, chat, person.as_user(), chat.bot_status)
        return
    was = chat.bot_status
    added_as = "administrator" if chat.type == "channel" else "member"
    chat.bot_status = added_as if is_present else "kicked"
    world.chats.keep_chat(chat)
    if chat.type != "channel":
        _show_presence(world, chat, person, is_present=is_present)
    tell_bot_status(world, chat, person.as_user(), was)


def _show_presence(world: World, chat: Chat, person: Person, *, is_present: bool) -> None:
    """The line by which a group's members see the bot come or go."""
    bot = world.bot_user()
    content = {"new_chat_members": [bot]} if is_present else {"left_chat_member": bot}
    world.publish(world.new_message(chat, person) | content)


def check_may_write(chat: Chat, person: Person) -> None:
    """
    Let those who may write in a chat pass.

    Raises:
        BotAPIError: the person may not.
    """
    if person.person_id not in chat.member_ids:
        raise bad_request("only members write in a chat")
    if chat.type == "channel" and person.person_id not in chat.admin_ids:
        raise bad_request("only administrators write in a channel")
    if chat.migrated_to is not None:
        raise bad_request("the group became a supergroup")
    if chat.is_blocked:
        raise bad_request("who has blocked the bot cannot write to it")


def _begin(world: World, chat: Chat) -> None:
    """The bot may write to a person from the first message on."""
    if chat.is_private and not chat.has_started:
        chat.has_started = True
        world.chats.keep_chat(chat)


def _tapped_message(message: Message) -> dict[str, Any]:
    """The message as the bot is told of it; one sent through inline mode has a number alone."""
    if "via_bot" in message:
        return {"inline_message_id": f"{message['chat']['id']}:{message['message_id']}"}
    return {"message": as_told(message)}


def _addresses_bot(text: str, entity: dict[str, Any]) -> bool:
    word = utf16_slice(text, entity["offset"], entity["length"]).lower()
    if entity["type"] == "mention":
        return word == f"@{BOT_USERNAME}"
    return entity["type"] == "bot_command" and ("@" not in word or word.endswith(f"@{BOT_USERNAME}"))
