"""What people do in chats: they write, tap, ask inline, block the bot, remove it or add it."""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.composing import without
from bot.sandbox.entity import FormattedText, utf16_slice
from bot.sandbox.errors import bad_request
from bot.sandbox.found import found_entities
from bot.sandbox.memberships import tell_bot_status
from bot.sandbox.messages import Message
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
    _check_may_write(chat, person)
    formatted = checked(FormattedText(text))
    formatted = FormattedText(formatted.text, tuple(found_entities(formatted.text)))
    message = world.new_message(chat, person)
    if message_thread_id is not None and str(message_thread_id) in chat.topics:
        message |= {"message_thread_id": message_thread_id, "is_topic_message": True}
    replied = None if reply_to_message_id is None else world.messages.find(chat.chat_id, reply_to_message_id)
    if replied is not None:
        message["reply_to_message"] = without(replied, "reply_to_message")
    message |= formatted.as_json("text", "entities")
    if chat.is_private and not chat.has_started:
        chat.has_started = True
        world.chats.keep_chat(chat)
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("channel_post" if chat.type == "channel" else "message", message)
    return message


def bot_sees(world: World, chat: Chat, message: Message) -> bool:
    """Whether privacy mode shows a message to the bot: all but small talk among members."""
    if chat.is_private:
        return True
    if chat.bot_status == "administrator":
        return True
    replied = message.get("reply_to_message", {}).get("from", {})
    return chat.bot_is_present and (
        replied.get("id") == world.configuration.bot_id
        or any(_addresses_bot(message["text"], entity) for entity in message.get("entities", ()))
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
    query_id = world.queries.ask(QueryKind.CALLBACK, person.person_id, chat.chat_id, world.clock.timestamp())
    query = {
        "id": query_id,
        "from": person.as_user(),
        "message": message,
        "chat_instance": str(world.configuration.bot_id * 1000 + abs(chat.chat_id) % 1000),
        "data": data,
    }
    world.updates.add("callback_query", query)
    return query_id


def ask_inline(world: World, chat: Chat, person: Person, query: str, offset: str) -> str:
    """A person types the bot's name and a query; the id of the inline query."""
    query_id = world.queries.ask(QueryKind.INLINE, person.person_id, chat.chat_id, world.clock.timestamp())
    update = {"id": query_id, "from": person.as_user(), "query": query, "offset": offset}
    kind = "sender" if chat.is_private else chat.type
    world.updates.add("inline_query", {**update, "chat_type": kind})
    return query_id


def choose_inline(world: World, chat: Chat, person: Person, query_id: str, result_id: str) -> Message:
    """
    A person sends one of the results of an inline query.

    Raises:
        BotAPIError: there is no such result, or it holds no text.
    """
    _check_may_write(chat, person)
    results = (world.queries.answer_to(query_id) or {}).get("results", [])
    result: dict[str, Any] | None = next((entry for entry in results if entry["id"] == result_id), None)
    if result is None or "content" not in result:
        raise bad_request("inline query result not found")
    message = {**world.new_message(chat, person), **result["content"], "via_bot": world.bot_user()}
    if result.get("reply_markup"):
        message["reply_markup"] = result["reply_markup"]
    world.publish(message)
    if bot_sees(world, chat, message):
        world.updates.add("message", message)
    return message


def block(world: World, chat: Chat, person: Person, *, is_blocked: bool) -> None:
    """A person blocks the bot in the private chat, or lets it back in."""
    if chat.is_blocked == is_blocked:
        return
    chat.is_blocked = is_blocked
    world.chats.keep_chat(chat)
    tell_bot_status(world, chat, person.as_user(), "member" if is_blocked else "kicked")


def set_presence(world: World, chat: Chat, person: Person, *, is_present: bool) -> None:
    """An administrator removes the bot from a group or channel, or adds it again."""
    if chat.bot_is_present == is_present:
        return
    was = chat.bot_status
    added_as = "administrator" if chat.type == "channel" else "member"
    chat.bot_status = added_as if is_present else "kicked"
    world.chats.keep_chat(chat)
    tell_bot_status(world, chat, person.as_user(), was)


def _check_may_write(chat: Chat, person: Person) -> None:
    if person.person_id not in chat.member_ids:
        raise bad_request("only members write in a chat")
    if chat.type == "channel" and person.person_id not in chat.admin_ids:
        raise bad_request("only administrators write in a channel")
    if chat.migrated_to is not None:
        raise bad_request("the group became a supergroup")
    if chat.is_blocked:
        raise bad_request("who has blocked the bot cannot write to it")


def _addresses_bot(text: str, entity: dict[str, Any]) -> bool:
    word = utf16_slice(text, entity["offset"], entity["length"]).lower()
    if entity["type"] == "mention":
        return word == f"@{BOT_USERNAME}"
    return entity["type"] == "bot_command" and ("@" not in word or word.endswith(f"@{BOT_USERNAME}"))
