"""Answers to inline queries as Bot API calls; one that comes too late is nothing to worry about."""

import logging

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import TelegramError

from handlers.content_calls import keyboard_markup
from handlers.outcomes import Meaning, outcome_of
from handlers.replies import InlineAnswer, InlineResult
from handlers.views.measuring import fitting_units, shown_text

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


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
