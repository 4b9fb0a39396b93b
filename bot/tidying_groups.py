"""Answers in groups whose time is over are deleted; that one cannot be is no error."""

from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from handlers.outcomes import Meaning, outcome_of
from storage.database import Database
from storage.group_answers import GroupAnswer, forget_group_answer, passed_answers

AT_ONCE = 20
_TRIED_FOR = timedelta(hours=1)
_LATER = frozenset({Meaning.FLOOD, Meaning.NOT_SENT, Meaning.UNKNOWN, Meaning.REFUSED})


async def tidy_groups(bot: Bot, database: Database, now: datetime) -> None:
    """Delete some of the answers whose time is over (Bot API deleteMessage)."""
    async with database.reading() as session:
        passed = await passed_answers(session, now, AT_ONCE)
    gone = [answer for answer in passed if await _is_over(bot, answer, now)]
    if gone:
        async with database.transaction(is_durable=False) as session:
            for answer in gone:
                await forget_group_answer(session, answer)


async def _is_over(bot: Bot, answer: GroupAnswer, now: datetime) -> bool:
    """Whether an answer is deleted, or never will be."""
    try:
        await bot.delete_message(answer.telegram_chat_id, answer.message_id)
    except (TelegramError, KeyError) as error:
        is_too_late = answer.delete_at is None or now - answer.delete_at > _TRIED_FOR
        return is_too_late or outcome_of(error).meaning not in _LATER
    return True
