"""Methods that change messages the bot wrote."""

from typing import Any

from bot.sandbox.access import writable_chat
from bot.sandbox.composing import without
from bot.sandbox.ephemeral import is_ephemeral
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted_caption, formatted_text
from bot.sandbox.markup import link_preview_options, reply_markup
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.rich_messages import rich_message
from bot.sandbox.world import World

_TEXTUAL = ("text", "entities", "rich_message", "reply_markup", "link_preview_options")
_EDITABLE = (*_TEXTUAL, "caption", "caption_entities")


def edit_message_text(world: World, parameters: Parameters) -> Message:
    """Bot API editMessageText, for messages that are no inline ones; a text may become rich, and back."""
    content = new_content(parameters)
    message = _own_message(world, parameters)
    return kept(world, message, with_content(message, content))


def with_content(message: Message, content: dict[str, Any]) -> Message:
    """
    The message with another text and keyboard.

    Raises:
        BotAPIError: it never had a text.
    """
    if "text" not in message and "rich_message" not in message:
        raise bad_request("there is no text in the message to edit")
    return without(message, *_TEXTUAL) | content


def edit_message_caption(world: World, parameters: Parameters) -> Message:
    """Bot API editMessageCaption."""
    caption = formatted_caption(parameters)
    markup = reply_markup(parameters)
    message = _own_message(world, parameters)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    edited = without(message, "caption", "caption_entities", "reply_markup")
    if caption.text:
        edited |= caption.as_json("caption", "caption_entities")
    if markup is not None:
        edited["reply_markup"] = markup
    return kept(world, message, edited)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Message:
    """Bot API editMessageReplyMarkup."""
    markup = new_markup(parameters)
    message = _own_message(world, parameters)
    return kept(world, message, without(message, "reply_markup") | markup)


def new_markup(parameters: Parameters) -> dict[str, Any]:
    """The keyboard that a call gives a message, if any."""
    markup = reply_markup(parameters)
    return {} if markup is None else {"reply_markup": markup}


def new_content(parameters: Parameters) -> dict[str, Any]:
    """The text, plain or rich, and the keyboard that a call gives a message."""
    return _new_text(parameters) | new_markup(parameters)


def _new_text(parameters: Parameters) -> dict[str, Any]:
    if parameters.text("rich_message"):
        if parameters.text("text"):
            raise bad_request("text and rich_message can't be used together")
        return {"rich_message": rich_message(parameters)}
    content = formatted_text(parameters).as_json("text", "entities")
    preview = link_preview_options(parameters)
    return content if preview is None else content | {"link_preview_options": preview}


def _own_message(world: World, parameters: Parameters) -> Message:
    message_id = max(parameters.integer("message_id"), 0)
    if not parameters.text("chat_id") and message_id == 0:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(world, parameters)
    message = world.messages.find(chat.chat_id, message_id)
    if message is None or is_ephemeral(message):
        raise bad_request("message to edit not found")
    author = message.get("from", {}).get("id", world.configuration.bot_id)
    if author != world.configuration.bot_id:
        raise bad_request("message can't be edited")
    return message


def kept(world: World, message: Message, edited: Message) -> Message:
    """
    Put the new version in place of the message.

    Raises:
        BotAPIError: nothing changed.
    """
    if all(message.get(name) == edited.get(name) for name in _EDITABLE):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    edited["edit_date"] = int(world.clock.timestamp())
    world.republish(edited)
    return edited
