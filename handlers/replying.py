"""
Sending replies of every kind, and answers to inline queries.

Harmless refusals count as done: an edit that changes nothing, a tap answered too late.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import CallbackQueryLimit, MessageLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from handlers.content_calls import edit_content, keyboard_markup, send_content
from handlers.menus import remove_own_menus, set_own_menus
from handlers.outcomes import Meaning, Outcome, outcome_of
from handlers.replies import (
    Edit,
    EditKeyboard,
    InlineAnswer,
    InlineResult,
    Reply,
    Send,
    SendDocument,
    SetMenu,
    Toast,
    reply_from,
)
from handlers.reply_keyboards import send_with_keyboard
from handlers.views.measuring import fitting_units, shown_text
from storage.records import Language

logger = logging.getLogger(__name__)

_TURNS = {"toast": 0, "menu": 2}
"""Kinds of replies that go before or after the others."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_CLOSED_TO_US = frozenset({Meaning.GONE, Meaning.MISSING, Meaning.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why stored replies could not be sent, and those not sent by then, the failed one first."""

    outcome: Outcome
    unsent: list[dict[str, Any]]


async def send_replies(bot: Bot, replies: Sequence[dict[str, Any]]) -> Failure | None:
    """
    Send stored replies, answers to taps first; the first failure that is not harmless ends it.

    None where all went well. An answer to a tap is worth nothing later, and a menu is set again at
    the next start, so their failure ends nothing. Never raises a Telegram error.
    """
    ordered = sorted(replies, key=lambda document: _TURNS.get(document["kind"], 1))
    for position, document in enumerate(ordered):
        reply = reply_from(document)
        try:
            await _send_reply(bot, reply)
        except (TelegramError, KeyError) as error:
            outcome = outcome_of(error)
            if outcome.meaning in (Meaning.UNCHANGED, Meaning.STALE):
                continue
            logger.warning("answer.failed meaning=%s error=%s", outcome.meaning, error)
            if not isinstance(reply, Toast | SetMenu):
                return Failure(outcome, ordered[position:])
    return None


async def send_inline_answer(bot: Bot, query_id: str, answer: InlineAnswer) -> None:
    """
    Answer an inline query (Bot API answerInlineQuery), once more without formatting and pictures if need be.

    What comes too late is left, as is any other failure: the person types on. Never raises a
    Telegram error.
    """
    for parse_mode in (ParseMode.HTML, None):
        try:
            await _answer_inline(bot, query_id, answer, parse_mode)
        except (TelegramError, KeyError) as error:
            meaning = outcome_of(error).meaning
            if meaning is not Meaning.STALE:
                logger.warning("inline.failed meaning=%s error=%s", meaning, error)
            if meaning is not Meaning.MALFORMED:
                return
        else:
            return


async def _answer_inline(bot: Bot, query_id: str, answer: InlineAnswer, parse_mode: ParseMode | None) -> None:
    button = answer.button
    await bot.answer_inline_query(
        query_id,
        [_article(result, parse_mode) for result in answer.results],
        cache_time=answer.cache_seconds,
        is_personal=True,
        next_offset=answer.next_offset,
        button=InlineQueryResultsButton(button.text, start_parameter=button.payload) if button else None,
    )


def _article(result: InlineResult, parse_mode: ParseMode | None) -> InlineQueryResultArticle:
    html = result.content.html
    text = html if parse_mode else fitting_units(shown_text(html), MessageLimit.MAX_TEXT_LENGTH)
    return InlineQueryResultArticle(
        result.id,
        result.title,
        InputTextMessageContent(text, parse_mode, link_preview_options=_NO_PREVIEW),
        reply_markup=keyboard_markup(result.content.keyboard),
        description=result.description,
        thumbnail_url=result.thumbnail_url if parse_mode else None,
    )


async def _send_reply(bot: Bot, reply: Reply) -> None:
    match reply:
        case Toast():
            await _answer_tap(bot, reply)
        case Send():
            await _send(bot, reply)
        case SendDocument():
            await _send_document(bot, reply)
        case Edit():
            await _edit(bot, reply)
        case SetMenu():
            await _set_menu(bot, reply)
        case EditKeyboard():
            await _edit_keyboard(bot, reply)


async def _send(bot: Bot, reply: Send) -> None:
    """A message; where its forum topic was closed or deleted meanwhile, to the chat itself."""
    if reply.asks_place or reply.removes_keyboard:
        await send_with_keyboard(bot, reply)
        return
    try:
        await send_content(bot, reply.chat, reply.content, thread_id=reply.thread_id, reply_to=reply.reply_to)
    except BadRequest as error:
        if not reply.thread_id or outcome_of(error).meaning is not Meaning.THREAD_LOST:
            raise
        await send_content(bot, reply.chat, reply.content)


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
    await bot.answer_callback_query(toast.query_id, text, show_alert=toast.is_alert)


async def _edit(bot: Bot, edit: Edit) -> None:
    """Bot API editMessageText; a message that is gone is sent anew."""
    try:
        await edit_content(bot, edit.chat, edit.message_id, edit.content)
    except BadRequest as error:
        if outcome_of(error).meaning is not Meaning.STALE:
            raise
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
    """Bot API editMessageReplyMarkup."""
    addressed = {"chat_id": edit.chat, "message_id": edit.message_id}
    await bot._post("editMessageReplyMarkup", addressed | {"reply_markup": {"inline_keyboard": edit.rows}})  # noqa: SLF001
