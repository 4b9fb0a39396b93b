"""
Who works on a database: one bot on an SQLite file, any number on PostgreSQL, none beside a restore.

Nor beside a move. On SQLite it is a lock on a file beside the database. On PostgreSQL it is an
advisory lock of a session on a connection of its own, shared by bots, exclusive for who replaces
the data: it ends with its process however that dies, where a heartbeat would have to be waited
for. It does not work through a pooler that shares connections between transactions.
"""

import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.database import Database
from storage.errors import DatabaseInUse

logger = logging.getLogger(__name__)

_LOCK_NUMBER = 0x72756E
"""Any number but the one that migrations lock."""
_PATIENCE_SECONDS = 0.5
"""Longer than somebody holds a lock only to see whether it is held."""


class Purpose(StrEnum):
    """What a database is held for."""

    RUN = "run"
    REPLACE = "replace"
    """Its data is restored or moved: nobody else may work on it."""


class Hold:
    """A database held for a purpose until `release`."""

    def __init__(self, database: Database, purpose: Purpose) -> None:
        """Nothing is held before `take`."""
        self._database = database
        self._purpose = purpose
        self._file_lock: FileLock | None = None
        self._engine = (
            None
            if database.is_sqlite
            else create_async_engine(
                database.url,
                poolclass=NullPool,
                hide_parameters=True,
                isolation_level="AUTOCOMMIT",
                connect_args={"keepalives_idle": 30},
            )
        )
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """
        Hold it.

        Raises:
            DatabaseInUse: others work on it.
            DatabaseUnavailable: it cannot be asked.
        """
        if not (self._take_file() if self._engine is None else await self._take_session()):
            raise DatabaseInUse(_refusal(self._database, self._purpose))

    async def renew(self) -> bool:
        """
        Make sure that it is still held, as a broken connection ends a session's lock.

        False if others took the database meanwhile: whoever held it must leave it alone.

        Raises:
            DatabaseUnavailable: it cannot be asked; renew it again later.
        """
        if self._engine is None:
            return True
        if self._connection is not None:
            try:
                await self._connection.execute(text("SELECT 1"))
            except DBAPIError as error:
                logger.warning("hold.lost error=%s", str(error.orig).partition("\n")[0])
            else:
                return True
            broken, self._connection = self._connection, None
            await broken.invalidate()
            await broken.close()
        return await self._take_session()

    async def release(self) -> None:
        """Give it back."""
        if self._file_lock:
            self._file_lock.release()
        if self._connection:
            await self._connection.close()
        if self._engine:
            await self._engine.dispose()

    def _take_file(self) -> bool:
        self._file_lock = _lock_of(self._database)
        try:
            self._file_lock.acquire()
        except Timeout:
            return False
        return True

    async def _take_session(self) -> bool:
        assert self._engine is not None
        kind = "pg_try_advisory_lock_shared" if self._purpose is Purpose.RUN else "pg_try_advisory_lock"
        with self._database.failures_told():
            connection = await self._engine.connect()
            try:
                is_taken = bool(await connection.scalar(text(f"SELECT {kind}({_LOCK_NUMBER})")))
            except DBAPIError:
                await connection.close()
                raise
            self._connection = connection
            return is_taken


@asynccontextmanager
async def held(database: Database, purpose: Purpose) -> AsyncGenerator[Hold]:
    """
    Hold `database` while the block runs.

    Raises:
        DatabaseInUse: others work on it.
    """
    async with AsyncExitStack() as stack:
        hold = Hold(database, purpose)
        stack.push_async_callback(hold.release)
        await hold.take()
        yield hold


async def count_of_bots(database: Database) -> int:
    """How many processes run a bot on it; on SQLite who restores or moves counts as one."""
    if not database.is_sqlite:
        async with database.reading() as session:
            statement = (
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                " WHERE locktype = 'advisory' AND datname = current_database() AND classid = 0"
                " AND objid = :number AND mode = 'ShareLock' AND granted"
            )
            return int(await session.scalar(text(statement), {"number": _LOCK_NUMBER}) or 0)
    lock = _lock_of(database, timeout_seconds=0)
    try:
        lock.acquire()
    except Timeout:
        return 1
    lock.release()
    return 0


def _lock_of(database: Database, timeout_seconds: float = _PATIENCE_SECONDS) -> FileLock:
    return FileLock(f"{database.path}.run.lock", timeout=timeout_seconds, thread_local=False)


def _refusal(database: Database, purpose: Purpose) -> str:
    if purpose is Purpose.REPLACE:
        return f"a chenbao runs on {database.place}; stop it first, then try again"
    if database.is_sqlite:
        return (
            f"another chenbao runs on {database.place}; stop it first, "
            "or name another database with CHENBAO_DATABASE_URL"
        )
    return f"{database.place} is being restored or moved; wait until that is done"
