"""Chats that come and go: blocked, removed, added again, upgraded to a supergroup; topics reopened."""

from telegram import ChatMember, ChatMemberUpdated, Message

from handlers.asking import language_of
from handlers.services import Services
from handlers.views.connecting import connected_message
from handlers.views.welcome import welcome_message
from handlers.words import words_in
from storage.chat_waits import find_thread
from storage.chats import chat_by_telegram_id, mark_gone, migrate_chat, remember_chat
from storage.database import Session
from storage.notices import queue_notice
from storage.records import Chat, ChatState, ChatType
from storage.standings import let_in, move_standing
from storage.steering import take_care
from storage.threads import name_thread
from storage.updates import mark_answered

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def membership_changed(services: Services, update_id: int, changed: ChatMemberUpdated) -> None:
    """Stop writing to chats that removed us, take them up again when they have us back, greet new groups."""
    now = services.clock.now()
    async with services.database.transaction() as session:
        if changed.new_chat_member.status in _GONE:
            await mark_gone(session, changed.chat.id, changed.new_chat_member.status, now)
        else:
            is_new = await chat_by_telegram_id(session, changed.chat.id) is None
            chat = await _remember(session, services, changed)
            if services.access.is_private:  # who brings us is let in, else we would not be here
                await let_in(session, chat.telegram_id, now)
            if is_new and chat.type in _GROUPS:
                key = f"welcome:{chat.id}"
                greeting = welcome_message((), chat, services.bot_username)
                await queue_notice(session, chat.id, 0, greeting, key=key, now=now)
            if chat.type is not ChatType.PRIVATE and _is_welcomed(changed):
                await take_care(session, chat.id, changed.from_user.id)
            if chat.type is ChatType.CHANNEL and _became_admin(changed):
                await _tell_who_added(session, services, update_id, changed, chat)
        await mark_answered(session, [update_id])
    services.known_admins.forget(changed.chat.id)


async def migrated(services: Services, update_id: int, message: Message) -> None:
    """Keep everything of a group under its new number."""
    now = services.clock.now()
    async with services.database.transaction() as session:
        if message.migrate_to_chat_id is not None:
            await move_standing(session, message.chat.id, message.migrate_to_chat_id)
            await migrate_chat(session, message.chat.id, message.migrate_to_chat_id, now)
        elif message.migrate_from_chat_id is not None:
            await move_standing(session, message.migrate_from_chat_id, message.chat.id)
            await migrate_chat(session, message.migrate_from_chat_id, message.chat.id, now)
        await mark_answered(session, [update_id])


async def topic_renamed(services: Services, update_id: int, message: Message) -> None:
    """Keep what a forum topic is called now; an edit may change its icon alone."""
    edited = message.forum_topic_edited
    async with services.database.transaction() as session:
        if edited is not None and edited.name:
            await name_thread(session, message.chat.id, message.message_thread_id or 0, edited.name)
        await mark_answered(session, [update_id])


async def topic_reopened(services: Services, update_id: int, message: Message) -> None:
    """Digests go back to a forum topic that can be written in again."""
    async with services.database.transaction() as session:
        await find_thread(session, message.chat.id, message.message_thread_id or 0)
        await mark_answered(session, [update_id])


def _is_welcomed(changed: ChatMemberUpdated) -> bool:
    """Whether somebody took us in, or gave us rights."""
    return changed.old_chat_member.status in _GONE or _became_admin(changed)


def _became_admin(changed: ChatMemberUpdated) -> bool:
    was, now = changed.old_chat_member.status, changed.new_chat_member.status
    return now == ChatMember.ADMINISTRATOR != was


async def _tell_who_added(
    session: Session, services: Services, update_id: int, changed: ChatMemberUpdated, channel: Chat
) -> None:
    """How to go on in the private chat, since nobody can talk to us in a channel; if we may write there."""
    person = await chat_by_telegram_id(session, changed.from_user.id)
    if person is not None and person.state is ChatState.ACTIVE:
        told = connected_message(channel, words_in(person.language))
        key, now = f"connected:{update_id}", services.clock.now()
        await queue_notice(session, person.id, 0, told, key=key, now=now)


async def _remember(session: Session, services: Services, changed: ChatMemberUpdated) -> Chat:
    return await remember_chat(
        session,
        changed.chat.id,
        type=ChatType(changed.chat.type),
        title=changed.chat.effective_name or "",
        language=language_of(changed.from_user.language_code),
        maximum=services.rules.maximum,
        now=services.clock.now(),
    )
