"""Digest files that wait are taken in, and index and lexicon follow; whether planning may rely on it."""

import asyncio
from collections.abc import Sequence

from bot.digests.sources.folder import Inbox
from bot.opening import changes_of
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.errors import DatabaseUnavailable, StatementRefused
from storage.search.index import SearchIndex


class Intake:
    """The way in for digest files; one task at a time goes it."""

    def __init__(self, inboxes: Sequence[Inbox], database: Database, lexicon: CurrentLexicon) -> None:
        """Look into nothing yet."""
        self._inboxes = inboxes
        self._database = database
        self._lexicon = lexicon
        self._turn = asyncio.Lock()
        self.is_complete = False
        """
        Whether nothing lies in the inboxes from a time when we could not take it in.

        What is due then would miss its papers, so no digest is planned before.
        """

    async def take_in(self, index: SearchIndex) -> None:
        """
        Ingest what rests in the inboxes, and bring index and lexicon up to date.

        Raises:
            DatabaseUnavailable: the database failed; what lies in the inboxes stays there.
        """
        async with self._turn:
            await self._look()
            await index.follow(changes_of(self._database))
            await self._lexicon.refresh(self._database)

    async def _look(self) -> None:
        try:
            for inbox in self._inboxes:
                await inbox.scan()
        except DatabaseUnavailable as error:
            # What the database refuses for good must not keep everything else from its readers.
            self.is_complete = isinstance(error, StatementRefused)
            raise
        self.is_complete = True
