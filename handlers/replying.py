"""
Sending replies of every kind; answers to inline queries are in `handlers.inline_sending`.

Harmless refusals count as done: an edit that changes nothing, a tap answered too late.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import (
    Bot,
    InputFile,
    ReplyParameters,
)
from telegram.constants import CallbackQueryLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from handlers.content_calls import SentMessage, addressed, edit_content, keyboard_markup, send_content
from handlers.menus import remove_own_menus, set_own_menus
from handlers.outcomes import Meaning, Outcome, outcome_of
from handlers.replies import (
    Close,
    Edit,
    EditKeyboard,
    Reply,
    Send,
    SendDocument,
    SetMenu,
    Toast,
    reply_from,
)
from handlers.reply_keyboards import send_with_keyboard
from handlers.sent_answers import GroupAnswers
from storage.records import Language

logger = logging.getLogger(__name__)

_TURNS = {"toast": 0, "menu": 2}
"""Kinds of replies that go before or after the others."""
_CLOSED_TO_US = frozenset({Meaning.GONE, Meaning.MISSING, Meaning.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why stored replies could not be sent, and those not sent by then, the failed one first."""

    outcome: Outcome
    unsent: list[dict[str, Any]]


async def send_replies(
    bot: Bot, replies: Sequence[dict[str, Any]], answers: GroupAnswers | None = None
) -> Failure | None:
    """
    Send stored replies, answers to taps first; the first failure that is not harmless ends it.

    `answers` is told of those in groups.

    None where all went well. An answer to a tap is worth nothing later, and a menu is set again at
    the next start, so their failure ends nothing. Never raises a Telegram error.
    """
    ordered = sorted(replies, key=lambda document: _TURNS.get(document["kind"], 1))
    for position, document in enumerate(ordered):
        reply = reply_from(document)
        try:
            await _send_reply(bot, reply, answers)
        except (TelegramError, KeyError) as error:
            outcome = outcome_of(error)
            if outcome.meaning in (Meaning.UNCHANGED, Meaning.STALE):
                continue
            logger.warning("answer.failed meaning=%s error=%s", outcome.meaning, error)
            if not isinstance(reply, Toast | SetMenu | Close):
                return Failure(outcome, ordered[position:])
    return None


async def _send_reply(bot: Bot, reply: Reply, answers: GroupAnswers | None) -> None:
    match reply:
        case Toast():
            await _answer_tap(bot, reply)
        case Send():
            await _send(bot, reply, answers)
        case SendDocument():
            await _send_document(bot, reply)
        case Edit():
            await _edit(bot, reply)
        case SetMenu():
            await _set_menu(bot, reply)
        case EditKeyboard():
            await _edit_keyboard(bot, reply)
        case Close():
            await _close(bot, reply)


async def _send(bot: Bot, reply: Send, answers: GroupAnswers | None = None) -> None:
    """A message; in a group for one person alone, where that is meant and can be."""
    if reply.asks_place or reply.removes_keyboard:
        await send_with_keyboard(bot, reply)
        return
    hidden = await _hidden(bot, reply, answers) if reply.is_hidden and answers is not None else None
    if hidden is not None and hidden.is_ephemeral:
        return
    sent = hidden or await _send_openly(bot, reply)
    if answers is not None:
        await answers.sent(reply, sent.message_id)


async def _hidden(bot: Bot, reply: Send, answers: GroupAnswers) -> SentMessage | None:
    """The message as the person alone sees it, or as a server that knows no such took it; None where it did not."""
    if reply.only_for is None or not answers.may_hide(reply.chat):
        return None
    try:
        return await send_content(
            bot,
            reply.chat,
            reply.content,
            thread_id=reply.thread_id,
            only_for=reply.only_for,
            tap_id=reply.tap_id,
        )
    except BadRequest as error:
        if outcome_of(error).meaning is not Meaning.REJECTED:
            raise
    answers.refused(reply.chat)
    return None


async def _send_openly(bot: Bot, reply: Send) -> SentMessage:
    """A message for all; where its forum topic was closed or deleted meanwhile, to the chat itself."""
    try:
        return await send_content(
            bot, reply.chat, reply.content, thread_id=reply.thread_id, reply_to=reply.reply_to
        )
    except BadRequest as error:
        if not reply.thread_id or outcome_of(error).meaning is not Meaning.THREAD_LOST:
            raise
        return await send_content(bot, reply.chat, reply.content)


async def _send_document(bot: Bot, reply: SendDocument) -> None:
    """Bot API sendDocument; where its forum topic was closed or deleted meanwhile, to the chat itself."""
    try:
        await _upload(bot, reply)
    except TelegramError as error:
        meaning = outcome_of(error).meaning
        if reply.thread_id and meaning is Meaning.THREAD_LOST:
            await _upload(bot, replace(reply, thread_id=0, reply_to=None))
        elif reply.otherwise is not None and meaning in _CLOSED_TO_US:
            await _send(bot, reply.otherwise)
        else:
            raise


async def _upload(bot: Bot, reply: SendDocument) -> None:
    answered = ReplyParameters(reply.reply_to, allow_sending_without_reply=True) if reply.reply_to else None
    await bot.send_document(
        reply.chat,
        InputFile(reply.text.encode("utf-8", "replace"), reply.file_name),
        caption=reply.content.html or None,
        parse_mode=ParseMode.HTML,
        message_thread_id=reply.thread_id or None,
        reply_parameters=answered,
        reply_markup=keyboard_markup(reply.content.keyboard),
    )


async def _answer_tap(bot: Bot, toast: Toast) -> None:
    """Bot API answerCallbackQuery."""
    text = toast.text[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH] or None
    await bot.answer_callback_query(toast.query_id, text, show_alert=toast.is_alert, url=toast.url)


async def _edit(bot: Bot, edit: Edit) -> None:
    """Bot API editMessageText; a message that is gone is sent anew."""
    try:
        await edit_content(bot, edit.chat, edit.message_id, edit.content, only_for=edit.only_for)
    except BadRequest as error:
        if outcome_of(error).meaning is not Meaning.STALE:
            raise
        if edit.only_for is None:
            await send_content(bot, edit.chat, edit.content, thread_id=edit.thread_id)


async def _set_menu(bot: Bot, reply: SetMenu) -> None:
    if reply.language is None:
        await remove_own_menus(bot, reply.chat, is_private=reply.is_private)
    else:
        await set_own_menus(
            bot,
            reply.chat,
            Language(reply.language),
            is_private=reply.is_private,
            is_operator=reply.is_operator,
        )


async def _edit_keyboard(bot: Bot, edit: EditKeyboard) -> None:
    """Bot API editMessageReplyMarkup, editEphemeralMessageReplyMarkup."""
    markup = {"reply_markup": {"inline_keyboard": edit.rows}}
    method = "editMessageReplyMarkup" if edit.only_for is None else "editEphemeralMessageReplyMarkup"
    await bot._post(method, addressed(edit.chat, edit.message_id, edit.only_for) | markup)  # noqa: SLF001


async def _close(bot: Bot, close: Close) -> None:
    """Bot API deleteMessage, deleteEphemeralMessage."""
    method = "deleteMessage" if close.only_for is None else "deleteEphemeralMessage"
    await bot._post(method, addressed(close.chat, close.message_id, close.only_for))  # noqa: SLF001
