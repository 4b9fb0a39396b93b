"""
How a committed answer leaves, and what becomes of it where it cannot.

What provably never arrived is kept and tried again while we run, what may have arrived once more
at most. Behind a kept answer the later ones of the same chat wait, those of others do not.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot

from handlers.outcomes import Meaning
from handlers.replying import Failure, send_replies
from handlers.restricting import restrict
from handlers.services import Services
from storage.chat_waits import hold_chat
from storage.chats import mark_gone, migrate_chat
from storage.database import Session
from storage.kept_answers import has_kept_answers, postpone_answer, take_answer
from storage.stop_points import reached
from storage.updates import mark_answered

logger = logging.getLogger(__name__)

_FINAL = frozenset(
    {
        Meaning.GONE,
        Meaning.MISSING,
        Meaning.RESTRICTED,
        Meaning.THREAD_LOST,
        Meaning.MALFORMED,
        Meaning.REJECTED,
    }
)
"""Saying it again would be as useless."""
Documents = Sequence[dict[str, Any]]


async def send_answer(
    bot: Bot, services: Services, update_id: int, chat_id: int, documents: Documents
) -> None:
    """Send a committed answer for the first time."""
    failure = await send_replies(bot, documents, services.group_answers)
    reached("handling.answered")
    if failure is None:
        services.marks.answered(update_id)
        return
    async with services.database.transaction(is_durable=False) as session:
        await _act_on(session, services, update_id, chat_id, failure)


async def send_kept_answer(bot: Bot, services: Services, update_id: int, chat_id: int) -> None:
    """Send an answer that was kept, if its turn has come; once none is kept, the chat is free again."""
    async with services.database.transaction(is_durable=False) as session:
        documents = await take_answer(session, update_id, services.clock.now())
    if documents is not None:
        failure = await send_replies(bot, documents, services.group_answers)
        reached("handling.answered")
        async with services.database.transaction(is_durable=False) as session:
            if failure is None:
                await mark_answered(session, [update_id])
            else:
                await _act_on(session, services, update_id, chat_id, failure)
    async with services.database.reading() as session:
        if not await has_kept_answers(session, chat_id):
            services.held_chats.discard(chat_id)


async def _act_on(
    session: Session,
    services: Services,
    update_id: int,
    chat_id: int,
    failure: Failure,
) -> None:
    """Keep what may be said later, and what a failure says about the chat itself."""
    outcome, rest = failure.outcome, failure.unsent
    meaning = outcome.meaning
    if meaning is Meaning.GONE:
        await mark_gone(session, chat_id, "an answer was refused", services.clock.now())
    if meaning is Meaning.RESTRICTED:
        await restrict(session, chat_id, services.clock.now())
    if meaning in _FINAL:
        await mark_answered(session, [update_id])
        return
    if outcome.migrated_to is not None:
        await migrate_chat(session, chat_id, outcome.migrated_to, services.clock.now())
        rest = [one | {"chat": outcome.migrated_to} for one in rest]
    wait = outcome.wait if meaning is Meaning.FLOOD else timedelta()
    if wait:
        await hold_chat(session, chat_id, wait)
    is_lost = meaning is Meaning.UNKNOWN
    if await postpone_answer(session, update_id, rest, services.clock.now(), wait=wait, is_lost=is_lost):
        services.held_chats.add(chat_id)
    else:
        logger.warning("answer.given-up update=%s meaning=%s", update_id, meaning)
