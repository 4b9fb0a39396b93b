"""Methods about chats and who is in them."""

from typing import Any

from bot.sandbox.access import readable_chat, writable_chat
from bot.sandbox.errors import bad_request
from bot.sandbox.memberships import bot_membership, membership, tell_bot_status
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World

NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
CHAT_ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """Bot API getChat."""
    chat = readable_chat(world, parameters)
    view = world.chats.as_bot_api(chat)
    if chat.username:
        view["active_usernames"] = [chat.username]
    return {
        **view,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": NO_GIFTS,
    }


def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Bot API getChatMember."""
    chat = readable_chat(world, parameters)
    user_id = max(parameters.integer("user_id"), 0)
    if user_id == 0:
        raise bad_request("invalid user_id specified")
    if user_id == world.configuration.bot_id:
        return bot_membership(world, chat, chat.bot_status)
    person = world.chats.person(user_id)
    if person is None:
        raise bad_request("user not found")
    return membership(chat, person)


def get_chat_administrators(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Bot API getChatAdministrators."""
    chat = readable_chat(world, parameters)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    people = (world.chats.person(person_id) for person_id in chat.admin_ids)
    admins = [membership(chat, person) for person in people if person is not None]
    if chat.bot_status == "administrator":
        admins.append(bot_membership(world, chat, chat.bot_status))
    return admins


def get_chat_member_count(world: World, parameters: Parameters) -> int:
    """Bot API getChatMemberCount."""
    return len(readable_chat(world, parameters).member_ids) + 1


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Bot API leaveChat."""
    chat = readable_chat(world, parameters)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    was, chat.bot_status = chat.bot_status, "left"
    world.chats.keep_chat(chat)
    tell_bot_status(world, chat, world.bot_user(), was)
    return True


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Bot API sendChatAction; the page shows it for a moment."""
    action = parameters.required("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, parameters)
    world.events.add("action", chat_id=chat.chat_id, action=action)
    return True
