"""/export: all that we hold about a chat as a file, for its reader or, privately, an admin."""

import asyncio
import json

from handlers.context import Call, Replies
from handlers.replies import Send, SendDocument
from handlers.views.keyboards import open_link
from storage.chat_export import exported_chat
from storage.chats import chat_by_telegram_id
from storage.records import MessageContent

MOST_BYTES = 50_000_000
"""Bot API, sendDocument."""


async def export_command(call: Call) -> Replies:
    """Send the file; that of a group goes to the private chat of the admin who asked."""
    asked = call.asked
    if asked.is_anonymous_admin or asked.user_id is None:
        return (call.say(MessageContent(call.words("export-anonymous"))),)
    text = await _file(call)
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return (call.say(MessageContent(call.words("export-too-large"))),)
    name = f"chenbao-{call.local_day}.json"
    caption = MessageContent(call.words("export-caption" if call.is_private else "export-caption-group"))
    if call.is_private:
        return (SendDocument(asked.chat_id, name, text, caption),)
    return (
        call.say(MessageContent(call.words("export-on-its-way"))),
        SendDocument(asked.user_id, name, text, caption, otherwise=_closed(call)),
    )


async def _file(call: Call) -> str:
    # Beside the transaction, for on SQLite nobody else could write while we read it all.
    async with call.services.database.reading() as reading:
        chat = await chat_by_telegram_id(reading, call.asked.chat_id)
        document = await exported_chat(reading, chat, call.now) if chat else None
    if document is None:
        document = await exported_chat(call.session, call.chat, call.now)
    return await asyncio.to_thread(json.dumps, document, ensure_ascii=False, indent=1)


def _closed(call: Call) -> Send:
    """Said in the group where the admin has not opened the private chat."""
    address = f"https://t.me/{call.services.bot_username}?start=export"
    button = open_link(call.words.label("export-open-button"), address)
    return call.say(MessageContent(call.words("export-closed"), (button,)))
