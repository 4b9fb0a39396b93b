"""What happens to groups as a whole: they become supergroups, and topics open and close in them."""

from dataclasses import replace
from typing import Any

from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import bad_request
from bot.sandbox.memberships import tell_bot_status
from bot.sandbox.page_views import chat_view
from bot.sandbox.world import World

FIRST_SUPERGROUP = 1_001_900_000_001
TOPIC_STATES = ("open", "closed", "deleted")


def upgrade(world: World, group: Chat) -> Chat:
    """
    Make a group a supergroup under a new id; the bot is told in both.

    Raises:
        BotAPIError: it is no basic group, or was upgraded before.
    """
    if group.type != "group" or group.migrated_to is not None:
        raise bad_request("only a group can be upgraded, once")
    number = world.store.next_number("supergroup_id", FIRST_SUPERGROUP)
    supergroup = replace(group, chat_id=-number, type="supergroup", topics={})
    group.migrated_to = supergroup.chat_id
    for chat in (group, supergroup):
        world.chats.keep_chat(chat)
        world.events.add("chat", chat=chat_view(chat))
    _tell(world, group, {"migrate_to_chat_id": supergroup.chat_id})
    _tell(world, supergroup, {"migrate_from_chat_id": group.chat_id})
    return supergroup


def set_admin(world: World, chat: Chat, person: Person, *, is_admin: bool) -> None:
    """
    Make a member an admin, or a mere member again; the bot is not told, it may ask.

    Raises:
        BotAPIError: no member, or the owner.
    """
    if person.person_id not in chat.member_ids or chat.admin_ids[:1] in ([], [person.person_id]):
        raise bad_request("only members of groups and channels, but for the owner, gain and lose rights")
    others = [one for one in chat.admin_ids if one != person.person_id]
    chat.admin_ids = [*others, person.person_id] if is_admin else others
    world.chats.keep_chat(chat)
    world.events.add("chat", chat=chat_view(chat))


def set_bot_admin(world: World, chat: Chat, *, is_admin: bool) -> None:
    """
    Make the bot an administrator, or a mere member again, and tell it.

    Raises:
        BotAPIError: it is not in the chat.
    """
    owner = world.chats.person(chat.admin_ids[0]) if chat.admin_ids else None
    if owner is None or not chat.bot_is_present:
        raise bad_request("the bot has rights only in groups and channels where it is")
    was, chat.bot_status = chat.bot_status, "administrator" if is_admin else "member"
    world.chats.keep_chat(chat)
    tell_bot_status(world, chat, owner.as_user(), was)


def set_topic(world: World, chat: Chat, thread_id: int | None, state: str) -> int:
    """
    Open a new topic, or set the state of one; its thread id.

    Raises:
        BotAPIError: it is no supergroup, there is no such topic, or no such state.
    """
    if chat.type != "supergroup":
        raise bad_request("only a supergroup has topics")
    if state not in TOPIC_STATES or (thread_id is not None and str(thread_id) not in chat.topics):
        raise bad_request(f"an existing topic becomes one of {', '.join(TOPIC_STATES)}")
    if thread_id is None:
        thread_id = world.messages.next_id(chat)
    chat.topics[str(thread_id)] = state
    world.chats.keep_chat(chat)
    world.events.add("chat", chat=chat_view(chat))
    return thread_id


def _tell(world: World, chat: Chat, content: dict[str, Any]) -> None:
    """A service message, which the page shows as a line."""
    message = world.new_message(chat, world.chats.person(chat.admin_ids[0])) | content
    world.publish(message)
    if chat.bot_is_present:
        world.updates.add("message", message)
