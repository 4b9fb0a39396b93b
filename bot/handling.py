"""
One stored update through python-telegram-bot's handlers, to an end in every case.

An update is handled once. What cannot be parsed is marked as failed, so that no start of the
program meets it again; handlers mark all others. Where the database fails us here, the update
stays as it is for the next start, and its chat goes on.
"""

import logging
from typing import Any

from telegram import Update

from bot.telegram_client import AnyApplication
from handlers.answering import deliver
from handlers.services import Services
from storage.errors import StorageError
from storage.updates import StoredUpdate, mark_failed

logger = logging.getLogger(__name__)


class UpdateHandling:
    """Hands stored updates to the application's handlers."""

    def __init__(self, application: AnyApplication, services: Services) -> None:
        """Handle with what is registered in `application`."""
        self._application = application
        self._services = services
        self._database = services.database

    async def handle(self, stored: StoredUpdate) -> None:
        """Handle an update, or send the answer that a crash kept from leaving."""
        try:
            await self._handle(stored)
        except StorageError as error:
            logger.error("update.left update=%s error=%s", stored.id, error)  # noqa: TRY400

    async def handle_passing(self, content: dict[str, Any]) -> None:
        """Handle an update that is not stored, since nobody waits for its answer later."""
        update = self._parsed(content["update_id"], content)
        if update is not None:
            await self._application.process_update(update)

    async def _handle(self, stored: StoredUpdate) -> None:
        if stored.answer is not None:
            await deliver(self._application.bot, self._services, stored.id, stored.lane, stored.answer)
            return
        update = self._parsed(stored.id, stored.content)
        if update is None:
            async with self._database.transaction() as session:
                await mark_failed(session, stored.id)
            return
        await self._application.process_update(update)

    def _parsed(self, update_id: int, content: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(content, self._application.bot)
        except (TypeError, ValueError, KeyError, AttributeError):
            logger.exception("update.unreadable update=%s", update_id)
            return None
