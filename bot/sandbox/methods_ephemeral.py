"""Methods that change and delete ephemeral messages."""

from bot.sandbox.composing import without
from bot.sandbox.ephemeral import own_ephemeral
from bot.sandbox.methods_edits import kept, new_content, new_markup, with_content
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


def edit_ephemeral_message_text(world: World, parameters: Parameters) -> bool:
    """Bot API editEphemeralMessageText."""
    content = new_content(parameters)
    message = own_ephemeral(world, parameters, "edit")
    kept(world, message, with_content(message, content))
    return True


def edit_ephemeral_message_reply_markup(world: World, parameters: Parameters) -> bool:
    """Bot API editEphemeralMessageReplyMarkup."""
    markup = new_markup(parameters)
    message = own_ephemeral(world, parameters, "edit")
    kept(world, message, without(message, "reply_markup") | markup)
    return True


def delete_ephemeral_message(world: World, parameters: Parameters) -> bool:
    """Bot API deleteEphemeralMessage."""
    message = own_ephemeral(world, parameters, "delete")
    chat_id, message_id = message["chat"]["id"], message["message_id"]
    world.messages.delete(chat_id, message_id)
    world.events.add("delete", chat_id=chat_id, message_id=message_id)
    return True
