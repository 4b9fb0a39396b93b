"""
Telling Telegram our commands and descriptions, per language and scope, at every start.

Repeating is safe. All of it is cosmetic: a Bot API server of smaller scope that does not know
a method costs a warning, not the start.
"""

import logging
from collections.abc import Awaitable, Iterable

from telegram import Bot
from telegram.error import TelegramError

from handlers.menus import descriptions, menus
from handlers.outcomes import Meaning, outcome_of

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
    texts = tuple(descriptions())
    await _set_all(
        "setMyCommands",
        (bot.set_my_commands(one.commands, one.scope, one.language_code) for one in menus()),
    )
    await _set_all(
        "setMyDescription", (bot.set_my_description(one.description, one.language_code) for one in texts)
    )
    await _set_all(
        "setMyShortDescription",
        (bot.set_my_short_description(one.short_description, one.language_code) for one in texts),
    )


async def _set_all(method: str, calls: Iterable[Awaitable[object]]) -> None:
    """Make the calls one after the other; where one is rejected, so would be the rest."""
    for call in calls:
        try:
            await call
        except (TelegramError, KeyError) as error:
            logger.warning("introduction.refused method=%s error=%s", method, error)
            if outcome_of(error).meaning is Meaning.REJECTED:
                return
