"""What all messages of the bot have in common: a chat, a thread, an answered message, a keyboard."""

from typing import Any

from bot.sandbox.access import message_thread, writable_chat
from bot.sandbox.chats import Chat
from bot.sandbox.ephemeral import as_told, is_ephemeral, receiver, shown_to
from bot.sandbox.errors import bad_request
from bot.sandbox.fields import boolean_field, number_field
from bot.sandbox.markup import check_requests, reply_keyboard, reply_markup
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def begun_message(world: World, parameters: Parameters) -> Message:
    """
    A new message of the bot without its content.

    Raises:
        BotAPIError: the keyboard, the chat, the thread or the answered message is not right.
    """
    markup = reply_markup(parameters)
    message_id, may_be_missing = _reply_to(parameters)
    chat = writable_chat(world, parameters)
    check_requests(parameters, is_private=chat.is_private)
    thread_id = message_thread(parameters, chat)
    replied = _replied_message(world, chat, message_id, may_be_missing=may_be_missing)
    person = receiver(world, parameters, chat)
    message = world.new_message(chat, None)
    if person is not None:
        message |= shown_to(message, person)
    if thread_id is not None:
        message |= {"message_thread_id": thread_id, "is_topic_message": True}
    if replied is not None:
        message["reply_to_message"] = without(replied, "reply_to_message")
    if markup is not None:
        message["reply_markup"] = markup
    return message


def finished_message(world: World, parameters: Parameters, message: Message, **shown: Any) -> Message:
    """Keep the message and show it; `shown` is for the page alone."""
    if parameters.boolean("protect_content"):
        message["has_protected_content"] = True
    if parameters.boolean("disable_notification"):
        shown["disable_notification"] = True
    if (keyboard := reply_keyboard(parameters)) is not None:
        shown["reply_keyboard"] = keyboard
    world.publish(message, **shown)
    return as_told(message)


def without(message: Message, *names: str) -> Message:
    """A copy that lacks some fields."""
    return {name: value for name, value in message.items() if name not in names}


def _reply_to(parameters: Parameters) -> tuple[int, bool]:
    if not parameters.text("reply_parameters"):
        return max(parameters.integer("reply_to_message_id"), 0), parameters.boolean(
            "allow_sending_without_reply"
        )
    reply = parameters.json("reply_parameters", "reply parameters")
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    message_id = number_field(reply, "message_id")
    if message_id <= 0:
        raise bad_request("invalid message identifier specified")
    return message_id, boolean_field(reply, "allow_sending_without_reply")


def _replied_message(world: World, chat: Chat, message_id: int, *, may_be_missing: bool) -> Message | None:
    if message_id == 0:
        return None
    message = world.messages.find(chat.chat_id, message_id)
    if message is not None and is_ephemeral(message):
        message = None
    if message is None and not may_be_missing:
        raise bad_request("message to be replied not found")
    return message
