"""
Sending replies: the one place where a reply becomes Bot API calls.

Harmless refusals count as done: an edit that changes nothing, a tap answered too late. Where the
server refuses our formatting the text goes out once without it. Everything else is raised.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest

from handlers.replies import Edit, Reply, Send, Toast, reply_from
from storage.records import Button

_UNCHANGED = "message is not modified"
_TOO_LATE = ("query is too old", "query id is invalid")
_UNREADABLE = ("can't parse entities", "entities_too_long", "message is too long", "text must be non-empty")
_EDIT_LOST = ("message to edit not found", "message can't be edited", "there is no text in the message")
_TAG = re.compile(r"<[^>]*>")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_replies(bot: Bot, replies: Sequence[dict[str, Any]]) -> None:
    """
    Send stored replies in order; taps are answered first.

    Raises:
        TelegramError: a call failed in a way that is not harmless; later replies are not sent.
    """
    read = [reply_from(document) for document in replies]
    for reply in sorted(read, key=lambda reply: not isinstance(reply, Toast)):
        await send_reply(bot, reply)


async def send_reply(bot: Bot, reply: Reply) -> None:
    """
    Send one reply.

    Raises:
        TelegramError: the call failed in a way that is not harmless.
    """
    match reply:
        case Toast():
            await _answer(bot, reply)
        case Send():
            await _with_plain_fallback(bot, reply, _send)
        case Edit():
            await _edit(bot, reply)


def keyboard_markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The inline keyboard of our buttons; None without any."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, url=one.url, callback_data=one.data) for one in row] for row in rows]
    )


def without_markup(html: str) -> str:
    """The text that Telegram HTML shows, cut to one message."""
    return unescape(_TAG.sub("", html))[: MessageLimit.MAX_TEXT_LENGTH // 2]


async def _answer(bot: Bot, toast: Toast) -> None:
    """Bot API answerCallbackQuery."""
    text = toast.text[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH] or None
    try:
        await bot.answer_callback_query(toast.query_id, text, show_alert=toast.is_alert)
    except BadRequest as error:
        if not _says(error, *_TOO_LATE):
            raise


async def _edit(bot: Bot, edit: Edit) -> None:
    try:
        await _with_plain_fallback(bot, edit, _edit_text)
    except BadRequest as error:
        if _says(error, *_EDIT_LOST):
            await send_reply(bot, Send(edit.chat, edit.content, edit.thread_id))
        elif not _says(error, _UNCHANGED):
            raise


async def _with_plain_fallback(bot: Bot, reply: Any, call: Any) -> None:
    try:
        await call(bot, reply, reply.content.html, ParseMode.HTML)
    except BadRequest as error:
        if not _says(error, *_UNREADABLE):
            raise
        await call(bot, reply, without_markup(reply.content.html), None)


async def _send(bot: Bot, reply: Send, text: str, parse_mode: ParseMode | None) -> None:
    """Bot API sendMessage."""
    answered = ReplyParameters(reply.reply_to, allow_sending_without_reply=True) if reply.reply_to else None
    await bot.send_message(
        reply.chat,
        text,
        parse_mode=parse_mode,
        message_thread_id=reply.thread_id or None,
        reply_parameters=answered,
        reply_markup=keyboard_markup(reply.content.keyboard),
        link_preview_options=_NO_PREVIEW,
    )


async def _edit_text(bot: Bot, reply: Edit, text: str, parse_mode: ParseMode | None) -> None:
    """Bot API editMessageText."""
    await bot.edit_message_text(
        text,
        reply.chat,
        reply.message_id,
        parse_mode=parse_mode,
        reply_markup=keyboard_markup(reply.content.keyboard),
        link_preview_options=_NO_PREVIEW,
    )


def _says(error: BadRequest, *phrases: str) -> bool:
    description = error.message.lower()
    return any(phrase in description for phrase in phrases)
