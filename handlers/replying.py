"""
Sending replies: the one place where content becomes Bot API calls.

Harmless refusals count as done: an edit that changes nothing, a tap answered too late. Where the
server refuses our formatting the text goes out once without it.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from handlers.outcomes import Meaning, Outcome, outcome_of
from handlers.replies import Edit, Reply, Send, Toast, reply_from
from handlers.views.measuring import fitting_units, shown_text
from storage.records import Button, MessageContent

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_replies(bot: Bot, replies: Sequence[dict[str, Any]]) -> Outcome | None:
    """
    Send stored replies, answers to taps first; the first failure that is not harmless ends it.

    Gives what that failure means, None where all went well. Never raises a Telegram error.
    """
    read = [reply_from(document) for document in replies]
    for reply in sorted(read, key=lambda reply: not isinstance(reply, Toast)):
        try:
            await _send_reply(bot, reply)
        except (TelegramError, KeyError) as error:
            outcome = outcome_of(error)
            if outcome.meaning not in (Meaning.UNCHANGED, Meaning.STALE):
                logger.warning("answer.failed meaning=%s error=%s", outcome.meaning, error)
                return outcome
    return None


async def send_content(
    bot: Bot, chat_id: int, content: MessageContent, *, thread_id: int = 0, reply_to: int | None = None
) -> Message:
    """
    Send one message, link previews off (Bot API sendMessage).

    Raises:
        TelegramError: see `handlers.outcomes`.
    """
    answered = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None

    async def call(text: str, parse_mode: ParseMode | None) -> Message:
        return await bot.send_message(
            chat_id,
            text,
            parse_mode=parse_mode,
            message_thread_id=thread_id or None,
            reply_parameters=answered,
            reply_markup=keyboard_markup(content.keyboard),
            link_preview_options=_NO_PREVIEW,
            disable_notification=content.is_silent or None,
        )

    return await _with_plain_fallback(call, content.html)


def keyboard_markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The inline keyboard of our buttons; None without any."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, url=one.url, callback_data=one.data) for one in row] for row in rows]
    )


async def _send_reply(bot: Bot, reply: Reply) -> None:
    match reply:
        case Toast():
            await _answer_tap(bot, reply)
        case Send(chat, content, thread_id, reply_to):
            await send_content(bot, chat, content, thread_id=thread_id, reply_to=reply_to)
        case Edit():
            await _edit(bot, reply)


async def _answer_tap(bot: Bot, toast: Toast) -> None:
    """Bot API answerCallbackQuery."""
    text = toast.text[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH] or None
    await bot.answer_callback_query(toast.query_id, text, show_alert=toast.is_alert)


async def _edit(bot: Bot, edit: Edit) -> None:
    """Bot API editMessageText; a message that is gone is sent anew."""

    async def call(text: str, parse_mode: ParseMode | None) -> object:
        return await bot.edit_message_text(
            text,
            edit.chat,
            edit.message_id,
            parse_mode=parse_mode,
            reply_markup=keyboard_markup(edit.content.keyboard),
            link_preview_options=_NO_PREVIEW,
        )

    try:
        await _with_plain_fallback(call, edit.content.html)
    except BadRequest as error:
        if outcome_of(error).meaning is not Meaning.STALE:
            raise
        await send_content(bot, edit.chat, edit.content, thread_id=edit.thread_id)


async def _with_plain_fallback(
    call: Callable[[str, ParseMode | None], Awaitable[Result]], html: str
) -> Result:
    try:
        return await call(html, ParseMode.HTML)
    except BadRequest as error:
        if outcome_of(error).meaning is not Meaning.MALFORMED:
            raise
        logger.exception("formatting.refused")
        return await call(fitting_units(shown_text(html), MessageLimit.MAX_TEXT_LENGTH), None)
