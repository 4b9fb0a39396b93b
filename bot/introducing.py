"""
Telling Telegram our commands and descriptions, per language and scope, at every start.

Repeating is safe. All of it is cosmetic: a Bot API server of smaller scope that does not know
a method costs a warning, not the start.
"""

import logging
from collections.abc import Awaitable

from telegram import Bot
from telegram.error import TelegramError

from handlers.menus import descriptions, menus

logger = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Set menus (setMyCommands) and both descriptions in every language; say what is left to do by hand."""
    if not bot.supports_inline_queries:
        # The Bot API has no method for it.
        logger.warning(
            "inline.off searching from any chat is switched off; to have it, send /setinline to @BotFather, "
            "choose @%s and give a hint such as: words, arXiv id",
            bot.username,
        )
    for menu in menus():
        await _try(
            "setMyCommands",
            bot.set_my_commands(menu.commands, scope=menu.scope, language_code=menu.language_code),
        )
    for text in descriptions():
        await _try(
            "setMyDescription", bot.set_my_description(text.description, language_code=text.language_code)
        )
        await _try(
            "setMyShortDescription",
            bot.set_my_short_description(text.short_description, language_code=text.language_code),
        )


async def _try(method: str, call: Awaitable[object]) -> None:
    try:
        await call
    except TelegramError as error:
        logger.warning("introduction.refused method=%s error=%s", method, error)
