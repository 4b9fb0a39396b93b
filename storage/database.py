"""
Opening the database: one writer at a time on SQLite, a pool on PostgreSQL.

On SQLite writers begin IMMEDIATE on one connection of their own, because a read that turns
into a write fails at once with SQLITE_BUSY_SNAPSHOT and no timeout helps. Readers have their
own connections and never wait. A task that is cancelled in the middle of a statement would keep
SQLite's write lock until garbage collection, so nobody cancels a task that works here: processes
stop by finishing what they do.
"""

import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.errors import DatabaseUnavailable, DataUnreadable, StatementRefused, ValueRefused
from storage.sqlite_connection import OneTripConnection, connect

Session = AsyncSession
"""What storage functions work in; other packages pass it on and never look inside."""
BUSY_TIMEOUT_MILLISECONDS = 30_000


def database_url(text: str) -> URL:
    """
    The URL with the driver that we use on it.

    Raises:
        DatabaseUnavailable: it is no URL, or of a database that we do not speak.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise DatabaseUnavailable(
            f"{text!r} is no database URL; try sqlite:///data/chenbao.db or postgresql://user@host/name"
        ) from error
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise DatabaseUnavailable(f"{other!r} is not supported; use sqlite or postgresql")


class Database:
    """The open database; close it before the event loop ends."""

    def __init__(self, url: str) -> None:
        """Prepare engines for `url`; nothing connects yet."""
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._prepare_folder()
            self._writer = self._sqlite_engine(pool_size=1)
            event.listen(self._writer.sync_engine, "begin", _begin_writing)
            self._reader = self._sqlite_engine(pool_size=4, pool_reset_on_return=None)
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=8, pool_pre_ping=True, hide_parameters=True
            )
        self._hasty_writer = self._writer.execution_options(is_durable=False)

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def transaction(self, *, is_durable: bool = True) -> AsyncGenerator[AsyncSession, None]:
        """
        A session whose changes are committed together when the block ends without an error.

        What is not durable survives the death of any process, but the last moments of it may be
        lost with the power; waiting for the disk is most of what a small change costs on SQLite.
        """
        async with self._session(self._writer if is_durable else self._hasty_writer) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession, None]:
        """A session for reading, in which each statement sees what was committed before it; it never waits."""
        async with self._session(self._reader) as session:
            yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[AsyncConnection]:
        """A connection on which every statement sees the database as it was at the first; writers go on."""
        with self.failures_told():
            async with self._reader.connect() as connection:
                if self.is_sqlite:
                    await connection.exec_driver_sql("BEGIN")
                else:
                    await connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                yield connection
                await connection.rollback()

    async def close(self) -> None:
        """Give back all connections; aiosqlite's threads end only so."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()

    @asynccontextmanager
    async def migrating(self) -> AsyncGenerator[AsyncConnection]:
        """The writing connection in one transaction, for migrations."""
        with self.failures_told():
            async with self._writer.begin() as connection:
                yield connection

    @property
    def place(self) -> str:
        """Where it lies, as people may read it: without a password."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncGenerator[AsyncSession, None]:
        async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
            with self.failures_told():
                yield session

    @contextmanager
    def failures_told(self) -> Generator[None]:
        """Trouble with the database itself becomes ours, with a remedy; mistakes of ours stay what they are."""
        try:
            yield
        except DatabaseError as error:
            if not isinstance(error, OperationalError | DataError) and type(error) is not DatabaseError:
                raise
            told = str(error.orig).partition("\n")[0]
            if "decode to UTF-8" in told:
                raise DataUnreadable(f"{self.place}: {told}") from error
            raise _kind_of(error)(f"{self.place}: {told}; {_remedy(told)}") from error

    def _prepare_folder(self) -> None:
        path = self.path
        if path is None or str(path) == ":memory:":
            raise DatabaseUnavailable("an SQLite database needs a file, as in sqlite:///data/chenbao.db")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable(f"cannot make the folder {path.parent}: {error.strerror}") from error

    def _sqlite_engine(self, **pool: Any) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            max_overflow=0,
            pool_timeout=60,
            # What people write would otherwise stand in the log beside a failed statement.
            hide_parameters=True,
            connect_args={"async_creator_fn": connect},
            **pool,
        )
        event.listen(engine.sync_engine, "connect", _set_up)
        return engine


def _kind_of(error: DatabaseError) -> type[DatabaseUnavailable]:
    if isinstance(error, DataError):
        return ValueRefused
    # SQLite says of a missing table, too, that it is an operational error.
    is_ours = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return StatementRefused if is_ours else DatabaseUnavailable


def _remedy(told: str) -> str:
    if "locked" in told:
        return "another program has held it too long; stop that one or try again"
    if "not a database" in told:
        return "name another file with CHENBAO_DATABASE_URL"
    if "readonly" in told or "unable to open" in told:
        return "check that the file and its folder may be written"
    if "full" in told:
        return "make room on the disk"
    return "check that the server runs and that CHENBAO_DATABASE_URL is right"


def _set_up(connection: Any, _record: object) -> None:
    """Take transaction control from the driver, which would begin too late and too weakly."""
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
    except sqlite3.DatabaseError:
        connection.close()  # the pool does not know it yet, and its thread would live on
        raise


def _begin_writing(connection: Connection) -> None:
    level = "NORMAL" if connection.get_execution_options().get("is_durable") is False else "FULL"
    driver = cast("OneTripConnection", connection.connection.driver_connection)
    driver.begin_with_next(f"PRAGMA synchronous = {level}", "BEGIN IMMEDIATE")
