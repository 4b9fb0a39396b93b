"""
Who is not served: banned people and chats, and in a private instance those who were not let in.

Asked of memory before any work. Each is told once in a line, then passed over; whoever is not let
in may ask the operators for it, or come with an invitation.
"""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from telegram import Bot, ChatMember, Update

from handlers.answering import answer, ignore
from handlers.asking import asked_in
from handlers.buttons import AskToEnter
from handlers.context import Call, Replies
from handlers.deep_links import invitation_in
from handlers.feedback import operators_of
from handlers.services import Services
from handlers.start import start_command
from handlers.views.visitors import asking_notice, private_message
from storage.current_access import Admission
from storage.invitations import use_invitation
from storage.notices import queue_notice
from storage.records import MessageContent
from storage.standings import Standing, let_in, set_standing, shut_out, visitor_of

_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


def at_entrance(bot: Bot, services: Services, update: Update) -> Coroutine[Any, Any, None] | None:
    """What is done with an update of somebody who is not served; None for all others."""
    if services.access.is_open:
        return None
    person, chat = update.effective_user, update.effective_chat
    if person is not None and person.id in services.admins:
        return None
    admission, number = services.access.admission(person.id if person else None, chat.id if chat else None)
    if admission is Admission.ADMITTED or _is_about_the_chat(services, update, admission):
        return None
    if update.inline_query is not None:
        return _pass_over()
    if update.my_chat_member is not None or not _says_something(services, update, number):
        return ignore(services, update)
    meet = _tell_banned if admission is Admission.BANNED else _meet_stranger
    return answer(bot, services, update, partial(meet, number))


def _is_about_the_chat(services: Services, update: Update, admission: Admission) -> bool:
    """Whether it is no wish of anybody's: we are removed, a group moves, or is joined by who may bring us."""
    message, changed = update.message, update.my_chat_member
    if message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        return True
    if changed is None:
        return False
    may_bring = admission is Admission.STRANGER and services.access.is_allowed(changed.from_user.id)
    return changed.new_chat_member.status in _GONE or may_bring


def _says_something(services: Services, update: Update, number: int) -> bool:
    """Whether it needs an answer: the first word of all, or a way in."""
    asked = asked_in(update)
    if asked is None:
        return False
    if isinstance(asked.data, AskToEnter) or invitation_in(asked.text) is not None:
        return True
    is_meant = asked.is_tap or asked.chat_id > 0 or asked.text.startswith("/")
    return is_meant and not services.access.is_told(number)


async def already_in(call: Call, _: AskToEnter) -> Replies:
    """Somebody asks who has been let in since, or whose instance is open to all again."""
    return (call.show(MessageContent(call.words("entrance-open"))),)


async def _pass_over() -> None:
    """Inline queries of those who are not served get no answer."""


async def _tell_banned(number: int, call: Call) -> Replies:
    """Say so once; what was said before by another process is not said again."""
    visitor = await visitor_of(call.session, number)
    call.services.access.note_told(number)
    await shut_out(call.session, number, Standing.BANNED, call.now)
    if visitor.standing is not Standing.BANNED or visitor.is_told:
        return ()
    await set_standing(call.session, number, Standing.BANNED, call.now, is_told=True)
    return (call.toast("entrance-banned"),)


async def _meet_stranger(number: int, call: Call) -> Replies:
    token, visitor = invitation_in(call.asked.text), await visitor_of(call.session, number)
    if visitor.standing is Standing.ALLOWED:  # a moment ago, and by another process
        return (call.say(MessageContent(call.words("entrance-open"))),)
    if token is not None and call.is_private and await use_invitation(call.session, token, call.now):
        await let_in(call.session, number, call.now)
        call.services.access.note_allowed(number)
        return await start_command(call.with_argument(""))
    if isinstance(call.asked.data, AskToEnter):
        replies: Replies = await _ask_operators(number, visitor.standing, call)
    else:
        if visitor.standing is None:
            await set_standing(call.session, number, Standing.STRANGER, call.now, is_told=True)
        replies = (call.say(private_message(call.chat)),)
    call.services.access.note_told(number)
    await shut_out(call.session, number, Standing.STRANGER, call.now)
    return replies


async def _ask_operators(number: int, standing: Standing | None, call: Call) -> Replies:
    if standing is not Standing.ASKING:
        await set_standing(call.session, number, Standing.ASKING, call.now, is_told=True)
        for operator in await operators_of(call):
            key = f"asking:{number}:{call.now.isoformat()}:{operator.id}"
            told = asking_notice(number, call.asked.chat_title, operator)
            await queue_notice(call.session, operator.id, 0, told, key=key, now=call.now)
    return (call.show(MessageContent(call.words("entrance-asked"))),)
