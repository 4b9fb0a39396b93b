"""
The way of every update through a feature, exactly once.

Its effects and its answer are committed together, then the answer is sent. The same update
again changes nothing and sends nothing. A crash before the commit leaves the update to be
handled again, one after it leaves the answer to be sent again. How an answer leaves, and what
becomes of it where it cannot, is in `handlers.answer_sending`.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, Update

from handlers.answer_sending import send_answer
from handlers.asking import Asked, asked_in
from handlers.buttons import EraseChat
from handlers.commands import Manner
from handlers.context import Call, Handle, Replies
from handlers.group_answers import GROUPS, in_group, not_yours
from handlers.replies import Reply, Send, Toast, reply_document
from handlers.rights import may_change
from handlers.sent_answers import STAYS_FOR
from handlers.services import Services
from handlers.steering import about, lost, place_of
from handlers.words import words_in
from storage.chats import remember_chat
from storage.database import Session
from storage.group_answers import GroupAnswer, delay_deletion, group_answer
from storage.questions import Question, chat_and_question
from storage.records import Chat, ChatState, MessageContent
from storage.stop_points import reached
from storage.updates import mark_answered, mark_handled

logger = logging.getLogger(__name__)


class _HandledBefore(Exception):
    """The update has had its effects; the transaction is dropped."""


async def answer(
    bot: Bot,
    services: Services,
    update: Update,
    handle: Handle,
    *,
    changes: bool = False,
    is_steering: bool = False,
    about_chat: int | None = None,
    is_owners: bool = False,
    manner: Manner = Manner.HIDDEN,
) -> None:
    """
    Handle one update and send the answer.

    With `changes` only those who may change the chat's wishes are let through. With `is_steering`
    it is about the group or channel that is steered from the private chat, where one is; with
    `about_chat` about the one with that number. Below somebody's answer in a group what `is_owners`
    is for that person and admins; `manner` says how a group sees the answer.
    Raises whatever the feature raises; nothing is committed or sent then.
    """
    asked = asked_in(update)
    if asked is None:
        await ignore(services, update)
        return
    if about_chat is not None:
        asked = replace(asked, about=about_chat)
    now = services.clock.now()
    place = await place_of(services, asked, is_steering=is_steering)
    if (changes or place is not asked) and not await _may_change(bot, services, place):
        handle, place, manner = (_refusal if place is asked else lost), asked, Manner.HIDDEN
    # Read beside the transaction: on SQLite the first statement there takes the write lock.
    async with services.database.reading() as reading:
        known, question = await chat_and_question(reading, place.chat_id, asked.user_id, now)
        tapped = await _tapped_answer(reading, asked)
    is_others = tapped is not None and tapped.user_id != asked.user_id
    if is_owners and is_others and not await _may_change(bot, services, asked):
        handle, tapped = not_yours, None
    turn = _Turn(services, asked, place, known, question, tapped, now)
    try:
        async with services.database.transaction(is_durable=changes) as session:
            replies = await _replies(session, turn, handle, manner)
            documents = [reply_document(reply) for reply in _with_tap_answered(asked, replies)]
            is_held = asked.chat_id in services.held_chats
            if not await mark_handled(session, update.update_id, documents, is_held=is_held):
                raise _HandledBefore  # noqa: TRY301 (it drops the transaction)
            reached("handling.uncommitted")
    except _HandledBefore:
        logger.info("update.handled-before update=%s", update.update_id)
        return
    reached("handling.committed")
    if not is_held:
        await send_answer(bot, services, update.update_id, asked.chat_id, documents)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What was done, and what of it was looked up before its transaction."""

    services: Services
    asked: Asked
    place: Asked
    """The same as if it was done in the chat that it is about."""
    known: Chat | None
    question: Question | None
    tapped: GroupAnswer | None
    now: datetime


async def _replies(session: Session, turn: _Turn, handle: Handle, manner: Manner) -> Replies:
    """What the feature answers, named and shaped for where it goes."""
    asked, place, known = turn.asked, turn.place, turn.known
    if known is None and asked.query_id is not None:
        # Who only taps does not begin anew: a button outlives the chat that was deleted.
        return (_unknown_chat(asked, asked.query_id),)
    if known is None and place is not asked:
        return (Send(asked.chat_id, MessageContent(words_in(asked.language)("steering-unknown"))),)
    # A chat that is steered is known as it is: what it is called is not the private chat's to say.
    is_steered = place is not asked
    chat = known if known and is_steered else await _chat(session, turn.services, place, known)
    replies = await handle(Call(turn.services, session, asked, chat, turn.now, question=turn.question))
    if place is not asked:
        replies = about(replies, chat, words_in(asked.language))
    if turn.tapped is not None:
        await delay_deletion(session, turn.tapped, turn.now + STAYS_FOR)
    return in_group(replies, asked, manner, turn.tapped, words_in(chat.language))


async def _may_change(bot: Bot, services: Services, asked: Asked) -> bool:
    if services.access.is_banned(asked.chat_id):  # steered from a private chat
        return False
    is_final = isinstance(asked.data, EraseChat)
    return await may_change(bot, asked, services.known_admins, services.clock.now(), is_final=is_final)


async def ignore(services: Services, update: Update) -> None:
    """What asks nothing of us is over, so that no start of the program meets it again."""
    async with services.database.transaction(is_durable=False) as session:
        await mark_answered(session, [update.update_id])


async def _tapped_answer(session: Session, asked: Asked) -> GroupAnswer | None:
    """Whose answer the tapped message of a group is."""
    if not asked.is_tap or asked.chat_type not in GROUPS:
        return None
    return await group_answer(session, asked.chat_id, asked.message_id)


async def _chat(session: Session, services: Services, asked: Asked, known: Chat | None) -> Chat:
    """
    The chat as it is now.

    What is known needs no statement here: the write lock is then only taken once the feature
    has something to keep.
    """
    now = (asked.chat_type, asked.chat_title, ChatState.ACTIVE)
    if known is not None and (known.type, known.title, known.state) == now:
        return known
    return await remember_chat(
        session,
        asked.chat_id,
        type=asked.chat_type,
        title=asked.chat_title,
        language=asked.language,
        maximum=services.rules.maximum,
        now=services.clock.now(),
    )


def _with_tap_answered(asked: Asked, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Every tap is answered, if only to end the waiting sign on the button."""
    if asked.query_id is None or any(isinstance(reply, Toast) for reply in replies):
        return replies
    return (Toast(asked.query_id), *replies)


def _unknown_chat(asked: Asked, query_id: str) -> Toast:
    return Toast(query_id, words_in(asked.language).label("unknown-chat"), is_alert=True)


async def _refusal(call: Call) -> tuple[Reply, ...]:
    return (call.toast("only-admins"),)
