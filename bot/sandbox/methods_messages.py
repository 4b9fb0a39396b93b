"""Methods that write, change and delete messages."""

from bot.sandbox.access import message_thread, readable_chat, writable_chat
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted_text
from bot.sandbox.markup import link_preview_options, reply_markup
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

UNDELETABLE_AFTER_SECONDS = 48 * 3600


def send_message(world: World, parameters: Parameters) -> Message:
    """Bot API sendMessage."""
    formatted = formatted_text(parameters)
    preview = link_preview_options(parameters)
    head = begun_message(world, parameters)
    message = {**head, **formatted.as_json("text", "entities")}
    if preview:
        message["link_preview_options"] = preview
    return finished_message(world, parameters, message)


def begun_message(world: World, parameters: Parameters) -> Message:
    """
    The beginning of a new message of the bot: its id, chat, date, thread and what it answers.

    Raises:
        BotAPIError: the keyboard, the chat, the thread or the answered message is not right.
    """
    markup = reply_markup(parameters)
    reply_to = _reply_to(parameters)
    chat = writable_chat(world, parameters)
    thread_id = message_thread(parameters, chat)
    replied = _replied_message(world, chat, *reply_to)
    message = world.message_head(chat, None)
    if thread_id is not None:
        message |= {"message_thread_id": thread_id, "is_topic_message": True}
    if replied is not None:
        message["reply_to_message"] = {
            name: value for name, value in replied.items() if name != "reply_to_message"
        }
    if markup is not None:
        message["reply_markup"] = markup
    return message


def finished_message(world: World, parameters: Parameters, message: Message) -> Message:
    """Keep the message and show it; the page alone learns that it was to be silent."""
    if parameters.boolean("protect_content"):
        message["has_protected_content"] = True
    world.publish(message)
    return message


def edit_message_text(world: World, parameters: Parameters) -> Message:
    """Bot API editMessageText, for messages of the bot."""
    formatted = formatted_text(parameters)
    preview = link_preview_options(parameters)
    markup = reply_markup(parameters)
    message = _own_message(world, parameters)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    kept = {
        name: value
        for name, value in message.items()
        if name not in ("text", "entities", "reply_markup", "link_preview_options")
    }
    edited = {**kept, **formatted.as_json("text", "entities")}
    if markup is not None:
        edited["reply_markup"] = markup
    if preview is not None:
        edited["link_preview_options"] = preview
    return _edited(world, message, edited)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Message:
    """Bot API editMessageReplyMarkup."""
    markup = reply_markup(parameters)
    message = _own_message(world, parameters)
    edited = {name: value for name, value in message.items() if name != "reply_markup"}
    if markup is not None:
        edited["reply_markup"] = markup
    return _edited(world, message, edited)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Bot API deleteMessage."""
    chat = readable_chat(world, parameters)
    message_id = parameters.integer("message_id")
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    message = world.messages.find(chat.chat_id, message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(world, chat, message):
        raise bad_request("message can't be deleted")
    delete(world, chat, message_id)
    return True


def delete(world: World, chat: Chat, message_id: int) -> None:
    """Remove a message from the chat and from the page."""
    world.messages.delete(chat.chat_id, message_id)
    world.events.add("delete", chat_id=chat.chat_id, message_id=message_id)


def _is_deletable(world: World, chat: Chat, message: Message) -> bool:
    is_own = is_from_bot(world, message)
    may_delete = chat.bot_status == "administrator" or (is_own or chat.is_private)
    return may_delete and world.clock.timestamp() - message["date"] < UNDELETABLE_AFTER_SECONDS


def is_from_bot(world: World, message: Message) -> bool:
    """Whether the bot wrote it; posts in the channel count as the bot's if it posted them."""
    author = message.get("from") or {}
    return author.get("id") == world.configuration.bot_id or "sender_chat" in message


def _own_message(world: World, parameters: Parameters) -> Message:
    chat = writable_chat(world, parameters)
    message_id = parameters.integer("message_id")
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    message = world.messages.find(chat.chat_id, message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not is_from_bot(world, message):
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Message, edited: Message) -> Message:
    seen = ("text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options")
    if all(message.get(name) == edited.get(name) for name in seen):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    edited["edit_date"] = int(world.clock.timestamp())
    world.republish(edited)
    return edited


def _reply_to(parameters: Parameters) -> tuple[int, bool]:
    reply = parameters.json("reply_parameters", "reply parameters")
    if reply is None:
        return parameters.integer("reply_to_message_id"), parameters.boolean("allow_sending_without_reply")
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    message_id = reply.get("message_id")
    if not isinstance(message_id, int) or message_id <= 0:
        raise bad_request("invalid message identifier specified")
    return message_id, bool(reply.get("allow_sending_without_reply", False))


def _replied_message(world: World, chat: Chat, message_id: int, may_be_missing: bool) -> Message | None:
    if message_id == 0:
        return None
    message = world.messages.find(chat.chat_id, message_id)
    if message is None and not may_be_missing:
        raise bad_request("message to be replied not found")
    return message
