"""
The one place where an unforeseen failure of a handler ends.

It is logged with its traceback, the reader is told in a few words, the update is marked so that
it is never handled again, and the bot goes on. No text of a message goes to the log.
"""

import logging
from typing import Any

from telegram import Bot, Update
from telegram.ext import CallbackContext

from handlers.asking import Asked, asked_in
from handlers.replies import Reply, Send, Toast, reply_document
from handlers.replying import send_replies
from handlers.services import Services
from handlers.words import Words, words_in
from storage.chats import chat_by_telegram_id
from storage.records import MessageContent
from storage.updates import mark_failed

logger = logging.getLogger(__name__)
Context = CallbackContext[Any, Any, Any, Any]


async def on_error(services: Services, update: object, context: Context) -> None:
    """Log what went wrong, mark the update as failed, tell its reader."""
    update_id = update.update_id if isinstance(update, Update) else None
    logger.error("update.failed update=%s", update_id, exc_info=context.error)
    if not isinstance(update, Update):
        return
    try:
        await _end(context.bot, services, update)
    except Exception:  # whatever fails here must not hide the first failure or stop the bot
        logger.exception("update.failed-twice update=%s", update_id)


async def _end(bot: Bot, services: Services, update: Update) -> None:
    asked = asked_in(update)
    if asked is not None:
        words = await _words(services, asked)
        await send_replies(bot, [reply_document(_apology(words, asked))])
    async with services.database.transaction() as session:
        await mark_failed(session, update.update_id)


async def _words(services: Services, asked: Asked) -> Words:
    """The chat's language, or the client's where the database is the trouble."""
    try:
        async with services.database.reading() as session:
            chat = await chat_by_telegram_id(session, asked.chat_id)
    except Exception:  # noqa: BLE001 (the database may be the very thing that failed)
        chat = None
    return words_in(chat.language if chat else asked.language)


def _apology(words: Words, asked: Asked) -> Reply:
    if asked.query_id is not None:
        return Toast(asked.query_id, words.label("went-wrong"), is_alert=True)
    reply_to = None if asked.chat_id > 0 else asked.message_id
    return Send(asked.chat_id, MessageContent(words("went-wrong")), asked.thread_id, reply_to)
