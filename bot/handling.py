"""
One stored update through its handlers, to an end in every case.

An update has its effects once. What cannot be parsed, or breaks its handler, is marked as failed;
what meets trouble that passes is tried again, each further try counted before it is made, so that
an update that ends the process or never passes is given up after a few.
"""

import asyncio
import logging
import time
from datetime import timedelta
from typing import Any

from telegram import Update

from bot.missing_fields import bare
from bot.telegram_client import AnyApplication
from handlers.answer_sending import send_kept_answer
from handlers.answering import answer
from handlers.entrance import at_entrance
from handlers.errors import give_up, tell_to_wait, to_an_end
from handlers.services import Services
from handlers.texts import too_fast
from storage.errors import DatabaseUnavailable
from storage.updates import MAXIMUM_ATTEMPTS, StoredUpdate, mark_failed, try_again

logger = logging.getLogger(__name__)

_TOLD_AT_TRY = 3
"""By then somebody has waited for some ten seconds."""


class UpdateHandling:
    """Hands stored updates to the application's handlers."""

    def __init__(self, application: AnyApplication, services: Services) -> None:
        """Handle with what is registered in `application`."""
        self._application = application
        self._services = services
        self._database = services.database
        self._trying_again = asyncio.Lock()
        """Of updates that may have ended a process only one is tried at a time: it shows which it was."""

    async def handle(self, stored: StoredUpdate) -> bool:
        """Handle an update, or send its kept answer; False where that should be tried again."""
        if stored.is_handled:
            return await self._answered(stored)
        update, began_at = self._parsed(stored.id, stored.content), time.monotonic()
        if not stored.tries:
            is_over = await self._first_try(stored, update)
            self._services.answer_times.append(timedelta(seconds=time.monotonic() - began_at))
            return is_over
        async with self._trying_again:
            return await self._further_try(stored, update)

    async def handle_passing(self, content: dict[str, Any]) -> None:
        """Handle an update that is not stored, since nobody waits for its answer later."""
        update = self._parsed(content["update_id"], content)
        if update is not None:
            bot, services = self._application.bot, self._services
            handled = at_entrance(bot, services, update) or self._dispatched(update)
            await to_an_end(bot, services, update, handled)

    async def _first_try(self, stored: StoredUpdate, update: Update | None) -> bool:
        if update is None:
            return await self._unreadable(stored)
        bot, services = self._application.bot, self._services
        # Who is not served, or writes too fast, gets a word of ours in the place of the answer.
        handled = at_entrance(bot, services, update) or (
            answer(bot, services, update, too_fast) if stored.is_one_too_many else self._dispatched(update)
        )
        return await to_an_end(bot, services, update, handled)

    async def _further_try(self, stored: StoredUpdate, update: Update | None) -> bool:
        bot = self._application.bot
        try:
            async with self._database.transaction() as session:
                tried = await try_again(session, stored.id)
        except DatabaseUnavailable as error:
            logger.warning("update.delayed update=%s error=%s", stored.id, error)
            tried = 0
        if update is not None and stored.tries == _TOLD_AT_TRY and tried is not None:
            await tell_to_wait(bot, self._services, update)
        if tried is None:  # the commit of an earlier try was made after all
            return await self._answered(stored)
        if tried > MAXIMUM_ATTEMPTS and update is not None:
            logger.error("update.given-up update=%s tries=%s", stored.id, tried)
            return await give_up(bot, self._services, update)
        return tried > 0 and await self._first_try(stored, update)

    async def _answered(self, stored: StoredUpdate) -> bool:
        try:
            await send_kept_answer(self._application.bot, self._services, stored.id, stored.lane)
        except DatabaseUnavailable as error:
            logger.warning("answer.delayed update=%s error=%s", stored.id, error)
            return False
        return True

    async def _unreadable(self, stored: StoredUpdate) -> bool:
        try:
            async with self._database.transaction() as session:
                await mark_failed(session, stored.id)
        except DatabaseUnavailable as error:
            logger.warning("update.delayed update=%s error=%s", stored.id, error)
            return False
        return True

    async def _dispatched(self, update: Update) -> None:
        """Run the first handler that takes the update; the last one takes everything."""
        for handler in self._application.handlers[0]:
            check = handler.check_update(update)
            if check is not None and check is not False:
                context = self._application.context_types.context.from_update(update, self._application)
                await handler.handle_update(update, self._application, check, context)
                return

    def _parsed(self, update_id: int, content: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(content, self._application.bot)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            logger.error("update.unreadable update=%s error=%r", update_id, error)  # noqa: TRY400
            less = bare(content)
        # What is left lacks nothing more, so this ends.
        return self._parsed(update_id, less) if less is not None and less != content else None
