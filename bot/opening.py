"""Opening what commands work on: the migrated database, and an index that is up to date with it."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.instance import current_revision, instance_of
from storage.papers import papers_after
from storage.records import Paper, RemovedPaper
from storage.relocation import refuse_relocated
from storage.search.index import PapersAfter, SearchIndex
from storage.search.lexicon import Lexicon
from storage.upgrading import upgrade

_CATCH_UP_SECONDS = 2.0
_LOOK_SECONDS = 0.05


def index_folder(settings: Settings) -> Path:
    """Where the search index lies."""
    return settings.data_dir / "index"


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncGenerator[Database]:
    """
    The database with this program's schema.

    Raises:
        DatabaseMoved: its data is elsewhere, or not here yet.
    """
    database = Database(settings.database_url)
    try:
        await upgrade(database)
        async with database.reading() as session:
            await refuse_relocated(session, database.place)
        yield database
    finally:
        await database.close()


async def opened_lexicon(database: Database) -> Lexicon:
    """By what this database's queries are widened now."""
    current = CurrentLexicon()
    await current.refresh(database)
    return current.lexicon


@asynccontextmanager
async def opened_index(settings: Settings, database: Database) -> AsyncGenerator[SearchIndex]:
    """The index of `database`, for writing if no other process writes it."""
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
    folder = index_folder(settings)
    try:
        index = SearchIndex.open(folder, identity, writable=True)
    except PermissionError:
        index = SearchIndex.open(folder, identity, writable=False)
    try:
        yield index
    finally:
        index.close()


async def bring_up_to_date(
    index: SearchIndex, database: Database, wait_seconds: float = _CATCH_UP_SECONDS
) -> bool:
    """
    Take all changes into the index, or wait a moment for the running bot to do so.

    Gives whether the index has come as far as the database was at the beginning.
    """
    async with database.reading() as session:
        wanted = await current_revision(session)
    if index.is_writer:
        await index.follow(changes_of(database))
    for _ in range(int(wait_seconds / _LOOK_SECONDS)):
        if index.revision >= wanted:
            break
        await asyncio.sleep(_LOOK_SECONDS)
    return index.revision >= wanted


def changes_of(database: Database) -> PapersAfter:
    """What `SearchIndex.follow` asks for the papers that changed."""

    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        async with database.reading() as session:
            return await papers_after(session, revision, limit)

    return after
