"""The lexicon that a process widens queries by: held in memory, renewed when the database's moved."""

import asyncio

from storage.database import Database
from storage.instance import lexicon_revision
from storage.lexicon import changes, lexicon_of
from storage.search.lexicon import Lexicon
from storage.search.names import glossary_lexicon


class CurrentLexicon:
    """One lexicon, replaced as a whole; before the first `refresh` it is the program's glossary."""

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None
        self._revision: int | None = None

    @property
    def lexicon(self) -> Lexicon:
        """All translations as of the last `refresh`; keep the value while you work with it."""
        return self._lexicon or glossary_lexicon()

    async def refresh(self, database: Database) -> None:
        """
        Take the database's changes; one look at a number where there are none.

        The first time it makes a lexicon in any case, in a thread: it takes some tenths of a second.
        """
        async with database.reading() as session:
            # The number first: what comes between is taken at the next refresh, and nothing is missed.
            revision = await lexicon_revision(session)
            if revision == self._revision:
                return
            found = await changes(session)
        self._lexicon = await asyncio.to_thread(lexicon_of, found)
        self._revision = revision
