"""
Message content as Bot API calls: the one place where its text, buttons and preview are put into words.

Where the server refuses our formatting the text goes out once without it; where it refuses
something else, once without what it may not know: newer kinds of buttons, a preview. What is meant
to be rich goes out as it was before rich messages, at once, where the server provably did not take it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, InvalidToken

from handlers.outcomes import Meaning, outcome_of
from handlers.views.measuring import fitting_units, shown_text
from storage.records import Button, MessageContent

logger = logging.getLogger(__name__)

_OF_CONTENT = frozenset({Meaning.MALFORMED, Meaning.REJECTED})
"""Refusals that are about what we said, not about where."""
_ANY_CHAT = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What anybody wants to know of a message that was sent: Telegram's number of it."""

    message_id: int | None
    """None where the server took it and did not say."""
    lacks_rich: bool = False
    """The server does not know rich messages: it took the text instead."""
    is_ephemeral: bool = False
    """One person alone sees it."""


async def send_content(
    bot: Bot,
    chat_id: int,
    content: MessageContent,
    *,
    thread_id: int = 0,
    reply_to: int | None = None,
    only_for: int | None = None,
    tap_id: str | None = None,
) -> SentMessage:
    """
    Send one message (Bot API sendRichMessage where it is meant to be rich, else sendMessage).

    With `only_for` that person alone shall see it, as the answer to the tap `tap_id` if there is one.

    Raises:
        TelegramError: see `handlers.outcomes`.
        KeyError: the answer does not say what became of it.
    """
    answered = {"message_id": reply_to, "allow_sending_without_reply": True} if reply_to else None
    hidden = {"receiver_user_id": only_for} | ({"callback_query_id": tap_id} if tap_id else {})
    where = {
        "chat_id": chat_id,
        "message_thread_id": thread_id or None,
        "reply_parameters": answered,
        "disable_notification": content.is_silent or None,
        "ephemeral_message_parameters": hidden if only_for is not None else None,
    }
    lacks_rich = False
    if content.rich_html is not None:
        try:
            return _sent(await _rich_call(bot, "sendRichMessage", where, content))
        except _RichRefused as refused:
            # Where it is the token that the server does not know, it refuses the text, too.
            lacks_rich = refused.is_unknown
    return replace(_sent(await _call(bot, "sendMessage", where, content)), lacks_rich=lacks_rich)


async def edit_content(
    bot: Bot, chat_id: int, message_id: int, content: MessageContent, *, only_for: int | None = None
) -> None:
    """
    Change one message (Bot API editMessageText, or editEphemeralMessageText of what one person alone sees).

    Raises:
        TelegramError: see `handlers.outcomes`.
    """
    method = "editMessageText" if only_for is None else "editEphemeralMessageText"
    where = addressed(chat_id, message_id, only_for)
    if content.rich_html is not None:
        try:
            await _rich_call(bot, method, where, content)
        except _RichRefused:
            pass
        else:
            return
    await _call(bot, method, where, content)


def addressed(chat_id: int, message_id: int, only_for: int | None) -> dict[str, Any]:
    """The parameters by which a call finds a message, an ephemeral one by who sees it."""
    if only_for is None:
        return {"chat_id": chat_id, "message_id": message_id}
    return {"chat_id": chat_id, "receiver_user_id": only_for, "ephemeral_message_id": message_id}


def keyboard_markup(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The inline keyboard of buttons that carry links or data alone; None without any."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, url=one.url, callback_data=one.data) for one in row] for row in rows]
    )


def _sent(result: Any) -> SentMessage:
    told = result.get("message_id") if isinstance(result, dict) else None
    is_ephemeral = isinstance(result, dict) and "ephemeral_message_id" in result
    return SentMessage(told if type(told) is int else None, is_ephemeral=is_ephemeral)


class _RichRefused(Exception):
    """The server provably did not take rich content; `is_unknown` where it does not know such."""

    def __init__(self, *, is_unknown: bool) -> None:
        super().__init__()
        self.is_unknown = is_unknown


async def _rich_call(bot: Bot, method: str, addressed: dict[str, Any], content: MessageContent) -> Any:
    """Call a method with rich content; the raw result. What may have arrived is no `_RichRefused`."""
    rich = {
        "rich_message": {"html": content.rich_html, "skip_entity_detection": True},
        "reply_markup": _keyboard(content.keyboard),
    }
    try:
        return await bot._post(method, addressed | rich)  # noqa: SLF001 (the library knows no such method)
    except (BadRequest, InvalidToken) as error:
        is_unknown = isinstance(error, InvalidToken) and "not found" in error.message.lower()
        if not is_unknown and outcome_of(error).meaning not in _OF_CONTENT:
            raise
        logger.warning("content.rich-refused error=%s", error)
        raise _RichRefused(is_unknown=is_unknown) from error


async def _call(bot: Bot, method: str, addressed: dict[str, Any], content: MessageContent) -> Any:
    """Call a method that takes a message's content, once more with less of it if need be; the raw result."""
    # Past the typed methods of python-telegram-bot: making its objects of the keyboard and of the
    # message that comes back takes longer than the rest of the call, and nobody reads them.
    try:
        return await bot._post(method, addressed | _parameters(content))  # noqa: SLF001
    except BadRequest as error:
        instead = _instead(content, outcome_of(error).meaning)
        if instead is None:
            raise
        logger.exception("content.refused")
        return await bot._post(method, addressed | instead)  # noqa: SLF001


def _parameters(content: MessageContent) -> dict[str, Any]:
    preview = {"url": content.preview_url, "prefer_small_media": True}
    return {
        "text": content.html,
        "parse_mode": ParseMode.HTML,
        "reply_markup": _keyboard(content.keyboard),
        "link_preview_options": preview if content.preview_url else {"is_disabled": True},
    }


def _instead(content: MessageContent, meaning: Meaning) -> dict[str, Any] | None:
    """What may pass where the content was refused: the bare text, or all but what a server may not know."""
    if meaning is Meaning.MALFORMED:
        text = fitting_units(shown_text(content.html), MessageLimit.MAX_TEXT_LENGTH)
        return _parameters(content) | {"text": text, "parse_mode": None}
    rows = (tuple(one for one in row if one.data or one.url) for row in content.keyboard)
    modest = replace(content, keyboard=tuple(row for row in rows if row), preview_url=None)
    return _parameters(modest) if meaning is Meaning.REJECTED and modest != content else None


def _keyboard(rows: Sequence[Sequence[Button]]) -> dict[str, Any] | None:
    """The inline keyboard of our buttons as the Bot API takes it; None without any."""
    return {"inline_keyboard": [[_button(one) for one in row] for row in rows]} if rows else None


def _button(one: Button) -> dict[str, Any]:
    if one.copied_text is not None:
        return {"text": one.text, "copy_text": {"text": one.copied_text}}
    if one.shared_query is not None:
        return {"text": one.text, "switch_inline_query_chosen_chat": _ANY_CHAT | {"query": one.shared_query}}
    sought = {"text": one.text, "url": one.url, "callback_data": one.data}
    return {name: value for name, value in sought.items() if value is not None}
