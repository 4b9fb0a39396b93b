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
from typing import Any

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.errors import DatabaseUnavailable

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
            self._writer = self._sqlite_engine(begin="BEGIN IMMEDIATE", pool_size=1)
            self._reader = self._sqlite_engine(begin="BEGIN", pool_size=4)
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=8, pool_pre_ping=True, hide_parameters=True
            )

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession, None]:
        """A session whose changes are committed together when the block ends without an error."""
        async with self._session(self._writer) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession, None]:
        """A session that sees one moment and never waits for writers."""
        async with self._session(self._reader) as session:
            yield session

    async def close(self) -> None:
        """Give back all connections; aiosqlite's threads end only so."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()

    @asynccontextmanager
    async def migrating(self) -> AsyncGenerator[AsyncConnection]:
        """The writing connection in one transaction, for migrations."""
        with self._failures_told():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncGenerator[AsyncSession, None]:
        async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
            with self._failures_told():
                yield session

    @contextmanager
    def _failures_told(self) -> Generator[None]:
        """Trouble with the database itself becomes ours, with a remedy; mistakes of ours stay what they are."""
        try:
            yield
        except DatabaseError as error:
            if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
                raise
            told = str(error.orig).partition("\n")[0]
            raise DatabaseUnavailable(f"{self._place}: {told}; {_remedy(told)}") from error

    @property
    def _place(self) -> str:
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    def _prepare_folder(self) -> None:
        path = self.path
        if path is None or str(path) == ":memory:":
            raise DatabaseUnavailable("an SQLite database needs a file, as in sqlite:///data/chenbao.db")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable(f"cannot make the folder {path.parent}: {error.strerror}") from error

    def _sqlite_engine(self, *, begin: str, pool_size: int) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=60,
            # What people write would otherwise stand in the log beside a failed statement.
            hide_parameters=True,
        )
        _own_transactions(engine.sync_engine, begin)
        return engine


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


def _own_transactions(engine: Engine, begin: str) -> None:
    """Take transaction control from the driver, which would begin too late and too weakly."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        try:
            _set_pragmas(connection)
        except sqlite3.DatabaseError:
            connection.close()  # the pool does not know it yet, and its thread would live on
            raise

    @event.listens_for(engine, "begin")
    def emit_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def _set_pragmas(connection: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
