"""
Telling Telegram our commands and descriptions, per language and scope, at every start.

Chats that are spoken to in another language than their client's have menus of their own, and so have
those of operators; one that the server refuses is tried again at the next start.

Repeating is safe. All of it is cosmetic: a Bot API server of smaller scope that does not know
a method costs a warning, not the start.
"""

import logging
from collections.abc import Awaitable, Collection, Iterable, Sequence

from telegram import Bot
from telegram.error import TelegramError

from handlers.menus import descriptions, menu_checksum, menus, set_own_menus
from handlers.outcomes import Meaning, outcome_of
from storage.chat_menus import chats_with_other_menu, keep_own_menu, want_menus_of
from storage.database import Database
from storage.identifiers import ChatId
from storage.records import Chat, ChatType

logger = logging.getLogger(__name__)


async def introduce_everywhere(bot: Bot, database: Database, operators: Collection[int]) -> None:
    """Set all menus and descriptions, those of everybody first."""
    await introduce(bot)
    await introduce_to_chats(bot, database, operators)


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


async def introduce_to_chats(bot: Bot, database: Database, operators: Collection[int] = ()) -> None:
    """Set the menus of chats that have their own, where they are other ones than when they were last set."""
    menu, last = menu_checksum(operators), ChatId(0)
    if operators:
        async with database.transaction(is_durable=False) as session:
            await want_menus_of(session, operators)
    while chats := await _chats(database, menu, last):
        for chat in chats:
            is_private = chat.type is ChatType.PRIVATE
            try:
                await set_own_menus(
                    bot,
                    chat.telegram_id,
                    chat.language,
                    is_private=is_private,
                    is_operator=chat.telegram_id in operators,
                )
            except (TelegramError, KeyError) as error:
                logger.warning("introduction.refused method=setMyCommands error=%s", error)
                if outcome_of(error).meaning is Meaning.FLOOD:
                    return
                continue
            async with database.transaction(is_durable=False) as session:
                await keep_own_menu(session, chat, menu)
        last = chats[-1].id


async def _chats(database: Database, menu: str, after: ChatId) -> Sequence[Chat]:
    async with database.reading() as session:
        return await chats_with_other_menu(session, menu, after=after)


async def _set_all(method: str, calls: Iterable[Awaitable[object]]) -> None:
    """Make the calls one after the other; where one is rejected, so would be the rest."""
    for call in calls:
        try:
            await call
        except (TelegramError, KeyError) as error:
            logger.warning("introduction.refused method=%s error=%s", method, error)
            if outcome_of(error).meaning is Meaning.REJECTED:
                return
