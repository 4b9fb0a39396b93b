"""
An exported chat that comes back in a private chat: what is in it, and, at a word, into the chat.

The file stays with Telegram and is fetched before any transaction, once to look at it and once more
at the word; a button names it by the update that brought it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, Document, Update

from handlers.asking import Asked
from handlers.buttons import RestoreChat
from handlers.context import Call, Replies
from handlers.following import refusal
from handlers.services import Services
from handlers.views.restoring import restored_message, restoring_question
from storage.chat_import import restore_chat
from storage.chats import chat_by_telegram_id
from storage.errors import ExportUnreadable
from storage.exported_chat import ExportedChat, read_export
from storage.records import MessageContent
from storage.updates import update_content

MOST_BYTES = 20_000_000
"""Bot API, getFile."""


async def fetched(bot: Bot, document: Document) -> ExportedChat | None:
    """
    The exported chat in a file that somebody sent; None if it is none.

    Raises:
        TelegramError: the file could not be fetched.
    """
    if document.file_size and document.file_size > MOST_BYTES:
        return None
    file = await bot.get_file(document.file_id)
    content = bytes(await file.download_as_bytearray())
    try:
        return await asyncio.to_thread(read_export, content)
    except ExportUnreadable:
        return None


async def prepared(
    bot: Bot, services: Services, asked: Asked, data: RestoreChat
) -> Callable[[Call, RestoreChat], Awaitable[Replies]]:
    """
    Who answers the word to restore: `restore`, with the file fetched again by the update that brought it.

    Raises:
        TelegramError: the file could not be fetched.
    """
    async with services.database.reading() as session:
        content = await update_content(session, data.update_id, asked.chat_id)
    update = Update.de_json(content, bot) if content else None
    document = update.message.document if update and update.message else None
    return partial(restore, await fetched(bot, document) if document else None)


async def offer(exported: ExportedChat | None, call: Call) -> Replies:
    """Say what is in the file, and ask what of it to restore."""
    if exported is None:
        return (call.say(MessageContent(call.words("restore-unreadable"))),)
    return (call.say(restoring_question(exported, call.words, call.asked.update_id)),)


async def restore(exported: ExportedChat | None, call: Call, data: RestoreChat) -> Replies:
    """Add topics and saved papers, and take the settings if that was the word; None for a file that is gone."""
    if exported is None:
        return (call.show(MessageContent(call.words("restore-gone"))),)
    restored = await restore_chat(
        call.session,
        call.chat,
        exported,
        call.now,
        takes_wishes=bool(data.with_settings),
        topic_limit=call.services.topic_limit,
        accepts=lambda query: refusal(call, query) is None,
    )
    chat = await chat_by_telegram_id(call.session, call.asked.chat_id)
    assert chat is not None
    return (call.show(restored_message(restored, exported, chat)),)


async def leave(call: Call, _data: object) -> Replies:
    """Restore nothing."""
    return (call.show(MessageContent(call.words("restore-left"))),)
