"""Methods that write, delete and mark messages."""

from bot.sandbox.access import readable_chat
from bot.sandbox.chats import Chat
from bot.sandbox.composing import begun_message, finished_message
from bot.sandbox.ephemeral import is_ephemeral
from bot.sandbox.errors import bad_request
from bot.sandbox.fields import string_field
from bot.sandbox.formatting import formatted_text
from bot.sandbox.markup import link_preview_options
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.rich_messages import rich_message
from bot.sandbox.world import World

UNDELETABLE_AFTER_SECONDS = 48 * 3600
MAX_MESSAGE_IDS = 100
MAX_MESSAGE_ID = 2**31 - 1
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
)


def send_message(world: World, parameters: Parameters) -> Message:
    """Bot API sendMessage."""
    formatted = formatted_text(parameters)
    preview = link_preview_options(parameters)
    message = begun_message(world, parameters)
    message |= formatted.as_json("text", "entities")
    if preview is not None:
        message["link_preview_options"] = preview
    return finished_message(world, parameters, message)


def send_rich_message(world: World, parameters: Parameters) -> Message:
    """Bot API sendRichMessage."""
    rich = rich_message(parameters)
    message = begun_message(world, parameters)
    return finished_message(world, parameters, message | {"rich_message": rich})


def delete_message(world: World, parameters: Parameters) -> bool:
    """Bot API deleteMessage."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    message_id = max(parameters.integer("message_id"), 0)
    if message_id == 0:
        raise bad_request("message identifier is not specified")
    chat = readable_chat(world, parameters)
    message = world.messages.find(chat.chat_id, message_id)
    if message is None or is_ephemeral(message):
        raise bad_request("message to delete not found")
    if not _is_deletable(world, chat, message):
        raise bad_request("message can't be deleted")
    _delete(world, chat, message_id)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Bot API deleteMessages; those that cannot be deleted are passed over."""
    if not parameters.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    message_ids = _message_ids(parameters)
    chat = readable_chat(world, parameters)
    for message_id in message_ids:
        message = world.messages.find(chat.chat_id, message_id)
        if message is not None and _is_deletable(world, chat, message):
            _delete(world, chat, message_id)
    return True


def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """Bot API setMessageReaction; a bot sets one emoji at most."""
    reactions = parameters.json("reaction", "reaction types") or []
    if not isinstance(reactions, list):
        raise bad_request("expected an Array of ReactionType")
    emoji = [_emoji(reaction) for reaction in reactions]
    chat = readable_chat(world, parameters)
    message_id = parameters.integer("message_id")
    message = world.messages.find(chat.chat_id, message_id)
    if message is None:
        raise bad_request("message to react not found")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    shown = world.messages.shown(chat.chat_id, message_id)
    world.messages.show(chat.chat_id, message_id, {**shown, "reactions": emoji})
    world.show_again(message)
    return True


def _is_deletable(world: World, chat: Chat, message: Message) -> bool:
    """Bots delete what they wrote, anything in private, and everything where they administer."""
    is_own = message.get("from", {}).get("id") == world.configuration.bot_id
    may_delete = is_own or chat.is_private or chat.bot_status == "administrator"
    return may_delete and bool(world.clock.timestamp() - message["date"] < UNDELETABLE_AFTER_SECONDS)


def _delete(world: World, chat: Chat, message_id: int) -> None:
    world.messages.delete(chat.chat_id, message_id)
    world.events.add("delete", chat_id=chat.chat_id, message_id=message_id)


def _message_ids(parameters: Parameters) -> list[int]:
    if not parameters.text("message_ids"):
        raise bad_request("message identifiers are not specified")
    values = parameters.json("message_ids", "message_ids")
    if not isinstance(values, list):
        raise bad_request("expected an Array of message identifiers")
    if len(values) > MAX_MESSAGE_IDS:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(value, int) and 0 < value <= MAX_MESSAGE_ID for value in values):
        raise bad_request("invalid message identifier specified")
    return values


def _emoji(reaction: object) -> str:
    what = "can't parse ReactionType: "
    if not isinstance(reaction, dict):
        raise bad_request(f"{what}expected an Object")
    if string_field(reaction, "type", what) != "emoji":
        raise bad_request(f"{what}invalid reaction type specified")
    emoji = string_field(reaction, "emoji", what)
    if emoji.rstrip("\ufe0f") not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return emoji
