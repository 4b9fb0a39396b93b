"""Whether the bot may do something in a chat, in the real server's words where it may not."""

import re

from bot.sandbox.chats import Chat
from bot.sandbox.errors import BotAPIError, bad_request, forbidden
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

_CHAT_ID = re.compile(r"-?[0-9]{1,18}")


def known_chat(world: World, parameters: Parameters, name: str = "chat_id") -> Chat:
    """
    The chat a call names by id or @username.

    Raises:
        BotAPIError: 400, none is named or there is no such chat.
    """
    value = parameters.text(name).strip()
    if not value:
        raise bad_request("chat_id is empty")
    chat = None
    if value.startswith("@"):
        chat = world.chats.chat_by_username(value[1:])
    elif _CHAT_ID.fullmatch(value):
        chat = world.chats.chat(int(value))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def readable_chat(world: World, parameters: Parameters) -> Chat:
    """
    A chat in which the bot is, or which is private.

    Raises:
        BotAPIError: 403, the bot was removed or left; 400, the group became a supergroup.
    """
    chat = known_chat(world, parameters)
    if chat.migrated_to is not None:
        raise BotAPIError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    if not chat.is_private and not chat.bot_is_present:
        was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {was} the {chat.type} chat")
    return chat


def writable_chat(world: World, parameters: Parameters) -> Chat:
    """
    A chat in which the bot may write.

    Raises:
        BotAPIError: 403 or 400, it may not.
    """
    chat = readable_chat(world, parameters)
    if chat.is_private and not chat.has_started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.is_private and chat.is_blocked:
        raise forbidden("bot was blocked by the user")
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    return chat


def message_thread(parameters: Parameters, chat: Chat) -> int | None:
    """
    The thread a message goes to, None for the chat itself.

    Raises:
        BotAPIError: 400, there is no such thread, or it is closed or deleted.
    """
    thread_id = parameters.integer("message_thread_id")
    if thread_id == 0:
        return None
    state = chat.topics.get(str(thread_id))
    if state is None:
        raise bad_request("message thread not found")
    if state != "open":
        raise bad_request(f"TOPIC_{state.upper()}")
    return thread_id
