"""
The way of every update through a feature, exactly once.

Its effects and its answer are committed together, then the answer is sent. The same update
again changes nothing and sends nothing. A crash before the commit leaves the update to be
handled again, one after it leaves the answer to be sent again.
"""

import logging
from typing import Any

from telegram import Bot, Update

from handlers.asking import Asked, asked_in
from handlers.context import Call, Handle
from handlers.outcomes import Meaning, Outcome
from handlers.replies import Reply, Toast, reply_document
from handlers.replying import send_replies
from handlers.rights import may_change
from handlers.services import Services
from storage.chats import chat_by_telegram_id, mark_gone, migrate_chat, remember_chat
from storage.database import Session
from storage.records import Chat, ChatState
from storage.updates import mark_answered, mark_handled

logger = logging.getLogger(__name__)


class _HandledBefore(Exception):
    """The update has had its effects; the transaction is dropped."""


async def answer(bot: Bot, services: Services, update: Update, handle: Handle, *, changes: bool) -> None:
    """
    Handle one update and send the answer.

    With `changes` only those who may change the chat's wishes are let through.
    Raises whatever the feature raises; nothing is committed or sent then.
    """
    asked = asked_in(update)
    if asked is None:
        await ignore(services, update)
        return
    if changes and not await may_change(bot, asked):
        handle = _refusal
    async with services.database.reading() as reading:
        known = await chat_by_telegram_id(reading, asked.chat_id)
    try:
        async with services.database.transaction(is_durable=changes) as session:
            chat = await _chat(session, services, asked, known)
            replies = await handle(Call(services, session, asked, chat, services.clock.now()))
            documents = [reply_document(reply) for reply in _with_tap_answered(asked, replies)]
            await _keep_answer(session, update.update_id, documents)
    except _HandledBefore:
        logger.info("update.handled-before update=%s", update.update_id)
        return
    await deliver(bot, services, update.update_id, asked.chat_id, documents)


async def ignore(services: Services, update: Update) -> None:
    """What asks nothing of us is over, so that no start of the program meets it again."""
    async with services.database.transaction(is_durable=False) as session:
        await mark_answered(session, update.update_id)


async def deliver(
    bot: Bot, services: Services, update_id: int, chat_id: int, documents: list[dict[str, Any]]
) -> None:
    """Send a committed answer; what never left stays to be sent at the next start."""
    outcome = await send_replies(bot, documents)
    if outcome is not None and outcome.meaning is Meaning.NOT_SENT:
        return

    async with services.database.transaction(is_durable=False) as session:
        if outcome is not None:
            await _act_on(session, chat_id, outcome)
        await mark_answered(session, update_id)


async def _keep_answer(session: Session, update_id: int, documents: list[dict[str, Any]]) -> None:
    if not await mark_handled(session, update_id, documents):
        raise _HandledBefore


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


async def _refusal(call: Call) -> tuple[Reply, ...]:
    return (call.toast("only-admins"),)


async def _act_on(session: Session, chat_id: int, outcome: Outcome) -> None:
    """What a failed answer says about the chat itself."""
    if outcome.meaning is Meaning.GONE:
        await mark_gone(session, chat_id, "an answer was refused")
    elif outcome.migrated_to is not None:
        await migrate_chat(session, chat_id, outcome.migrated_to)
