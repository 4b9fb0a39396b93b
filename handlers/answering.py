"""
The way of every update through a feature, exactly once.

Its effects and its answer are committed together, then the answer is sent. The same update
again changes nothing and sends nothing. A crash before the commit leaves the update to be
handled again, one after it leaves the answer to be sent again. How an answer leaves, and what
becomes of it where it cannot, is in `handlers.answer_sending`.
"""

import logging
from dataclasses import replace

from telegram import Bot, Update

from handlers.answer_sending import send_answer
from handlers.asking import Asked, asked_in
from handlers.buttons import EraseChat
from handlers.context import Call, Handle
from handlers.replies import Reply, Send, Toast, reply_document
from handlers.rights import may_change
from handlers.services import Services
from handlers.steering import about, lost, place_of
from handlers.words import words_in
from storage.chats import remember_chat
from storage.database import Session
from storage.questions import chat_and_question
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
) -> None:
    """
    Handle one update and send the answer.

    With `changes` only those who may change the chat's wishes are let through. With `is_steering`
    it is about the group or channel that is steered from the private chat, where one is; with
    `about_chat` about the one with that number.
    Raises whatever the feature raises; nothing is committed or sent then.
    """
    asked = asked_in(update)
    if asked is None:
        await ignore(services, update)
        return
    if about_chat is not None:
        asked = replace(asked, about=about_chat)
    now, is_final = services.clock.now(), isinstance(asked.data, EraseChat)
    place = await place_of(services, asked, is_steering=is_steering)
    if (changes or place is not asked) and not await may_change(
        bot, place, services.known_admins, now, is_final=is_final
    ):
        handle, place = (_refusal if place is asked else lost), asked
    # Read beside the transaction: on SQLite the first statement there takes the write lock.
    async with services.database.reading() as reading:
        known, question = await chat_and_question(reading, place.chat_id, asked.user_id, now)
    try:
        async with services.database.transaction(is_durable=changes) as session:
            if known is None and asked.query_id is not None:
                # Who only taps does not begin anew: a button outlives the chat that was deleted.
                replies: tuple[Reply, ...] = (_unknown_chat(asked, asked.query_id),)
            elif known is None and place is not asked:
                replies = (Send(asked.chat_id, MessageContent(words_in(asked.language)("steering-unknown"))),)
            else:
                chat = await _chat(session, services, place, known)
                replies = await handle(Call(services, session, asked, chat, now, question=question))
                if place is not asked:
                    replies = about(replies, chat, words_in(asked.language))
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


async def ignore(services: Services, update: Update) -> None:
    """What asks nothing of us is over, so that no start of the program meets it again."""
    async with services.database.transaction(is_durable=False) as session:
        await mark_answered(session, [update.update_id])


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
