"""
The one place where an unforeseen failure of a handler ends.

It is logged with its traceback, the reader is told in a few words, the update is marked so that
it is never handled again, and the bot goes on. Trouble that passes by itself is no failure of the
handler: the update is tried again. No text of a message goes to the log.
"""

import logging
from collections.abc import Awaitable

from telegram import Bot, Update
from telegram.error import TelegramError

from handlers.asking import Asked, asked_in
from handlers.outcomes import Meaning, outcome_of
from handlers.replies import Reply, Send, Toast, reply_document
from handlers.replying import send_replies
from handlers.services import Services
from handlers.words import Words, words_in
from storage.chats import chat_by_telegram_id
from storage.errors import DatabaseUnavailable, StatementRefused
from storage.records import MessageContent
from storage.updates import mark_failed

logger = logging.getLogger(__name__)

_PASSING = frozenset({Meaning.NOT_SENT, Meaning.UNKNOWN, Meaning.REFUSED, Meaning.FLOOD})
"""What a handler asks of the server itself it may ask again."""


async def to_an_end(bot: Bot, services: Services, update: Update, handled: Awaitable[object]) -> bool:
    """
    Wait for an update's handler; whether that is over. False where it should be tried again.

    Never raises.
    """
    try:
        await handled
    except StatementRefused:
        return await _fail(bot, services, update)
    except DatabaseUnavailable as error:
        logger.warning("update.delayed update=%s error=%s", update.update_id, error)
        return False
    except TelegramError as error:
        if outcome_of(error).meaning in _PASSING:
            logger.warning("update.delayed update=%s error=%s", update.update_id, error)
            return False
        return await _fail(bot, services, update)
    except Exception:  # noqa: BLE001 (the one place of the handlers for it)
        return await _fail(bot, services, update)
    return True


async def give_up(bot: Bot, services: Services, update: Update) -> bool:
    """Mark an update as failed and tell its reader; False where not even that is possible now."""
    try:
        async with services.database.transaction() as session:
            await mark_failed(session, update.update_id)
    except DatabaseUnavailable as error:
        logger.warning("update.delayed update=%s error=%s", update.update_id, error)
        return False
    await _tell(bot, services, update, "went-wrong")
    return True


async def tell_to_wait(bot: Bot, services: Services, update: Update) -> None:
    """Say that the answer takes longer, so that nobody writes the same again."""
    await _tell(bot, services, update, "still-working")


async def _tell(bot: Bot, services: Services, update: Update, key: str) -> None:
    """Say a word of ours beside any answer, if the server takes it."""
    asked = asked_in(update)
    if asked is not None:
        words = await _words(services, asked)
        await send_replies(bot, [reply_document(_word(words, asked, key))])


async def _fail(bot: Bot, services: Services, update: Update) -> bool:
    logger.exception("update.failed update=%s", update.update_id)  # noqa: LOG004 (called by handlers alone)
    return await give_up(bot, services, update)


async def _words(services: Services, asked: Asked) -> Words:
    """The chat's language, or the client's where the database is the trouble."""
    try:
        async with services.database.reading() as session:
            chat = await chat_by_telegram_id(session, asked.chat_id)
    except Exception:  # noqa: BLE001 (the database may be the very thing that failed)
        chat = None
    return words_in(chat.language if chat else asked.language)


def _word(words: Words, asked: Asked, key: str) -> Reply:
    if asked.query_id is not None:
        return Toast(asked.query_id, words.label(key), is_alert=True)
    reply_to = None if asked.chat_id > 0 else asked.message_id
    return Send(asked.chat_id, MessageContent(words(key)), asked.thread_id, reply_to)
