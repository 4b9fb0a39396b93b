"""Who is what in a chat, as the Bot API tells it."""

from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.page_views import chat_view
from bot.sandbox.world import World


def membership(chat: Chat, person: Person) -> dict[str, Any]:
    """A person as a Bot API ChatMember; the first administrator owns the chat."""
    user = person.as_user()
    if person.person_id not in chat.member_ids:
        return {"user": user, "status": "left"}
    if person.person_id not in chat.admin_ids:
        return {"user": user, "status": "member"}
    if person.person_id == chat.admin_ids[0]:
        return {"user": user, "status": "creator", "is_anonymous": False}
    return {"user": user, "status": "administrator", **administrator_rights(chat)}


def bot_membership(world: World, chat: Chat, status: str) -> dict[str, Any]:
    """The bot as a Bot API ChatMember of a given status."""
    view: dict[str, Any] = {"user": world.bot_user(), "status": status}
    if status == "kicked":
        return {**view, "until_date": 0}
    return {**view, **administrator_rights(chat)} if status == "administrator" else view


def administrator_rights(chat: Chat) -> dict[str, bool]:
    """What an administrator may do here."""
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
        "can_send_welcome_messages": False,
    }
    if chat.type == "channel":
        return {**rights, "can_post_messages": True, "can_edit_messages": True}
    return {**rights, "can_pin_messages": True, "can_manage_topics": False}


def tell_bot_status(world: World, chat: Chat, user: dict[str, Any], was: str) -> None:
    """Tell the bot and the page that the bot's own status in a chat changed, and by whom."""
    now = "kicked" if chat.is_private and chat.is_blocked else chat.bot_status
    update = {
        "chat": world.chats.as_bot_api(chat),
        "from": user,
        "date": int(world.clock.timestamp()),
        "old_chat_member": bot_membership(world, chat, was),
        "new_chat_member": bot_membership(world, chat, now),
    }
    world.updates.add("my_chat_member", update)
    world.events.add("chat", chat=chat_view(chat))
