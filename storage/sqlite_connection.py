"""
SQLite on its thread, one trip a statement.

aiosqlite goes to its thread four times for each statement: to make a cursor, to execute, to
fetch and to close. On small statements the trips cost more than the work. Here a cursor
executes and fetches in one, and needs no closing; results are small by habit of this program.
What begins a transaction goes along with its first statement.
"""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Self

import aiosqlite

_ROWS_AT_ONCE = 64


class OneTripCursor:
    """What SQLAlchemy's adapter uses of a cursor; all rows are fetched when it executes."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.lastrowid: int | None = None
        self.rowcount = -1
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Any = ()) -> None:
        """Execute and fetch."""
        await self._connection.in_thread(self._executed, operation, parameters)

    async def executemany(self, operation: str, parameters: Any) -> None:
        """Execute once for each of `parameters`."""
        await self._connection.in_thread(self._executed_many, operation, parameters)

    async def fetchall(self) -> list[Any]:
        """The rows that `execute` fetched."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open."""

    def _executed(self, connection: sqlite3.Connection, operation: str, parameters: Any) -> None:
        self._connection.begin_now()
        # Closed after a failure, too: a row that cannot be read leaves the statement open, and
        # with it the state of the database that this connection would go on to see.
        with closing(connection.cursor()) as cursor:
            cursor.execute(operation, parameters)
            self._rows = cursor.fetchall() if cursor.description else []
            self._keep(cursor)

    def _executed_many(self, connection: sqlite3.Connection, operation: str, parameters: Any) -> None:
        self._connection.begin_now()
        with closing(connection.cursor()) as cursor:
            cursor.executemany(operation, parameters)
            self._keep(cursor)

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description, self.lastrowid, self.rowcount = (
            cursor.description,
            cursor.lastrowid,
            cursor.rowcount,
        )


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors make one trip."""

    _opening: tuple[str, ...] = ()

    async def _connect(self) -> Any:
        try:
            return await super()._connect()
        except sqlite3.Error:
            # Its thread still has a last word for this event loop, which may close at once.
            await asyncio.to_thread(self._thread.join)
            raise

    def cursor(self) -> Any:
        """A cursor without a trip."""
        return OneTripCursor(self)

    def begin_with_next(self, *operations: str) -> None:
        """Begin with these, on the trip of the next statement; where none follows, nothing begins."""
        self._opening = operations

    def begin_now(self) -> None:
        """Carry out what is to begin a transaction, on the connection's thread."""
        opening, self._opening = self._opening, ()
        for operation in opening:
            self._conn.execute(operation).close()

    async def commit(self) -> None:
        """Commit what is open."""
        self._opening = ()
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Roll back what is open; a pool asks for it after every commit and every read, where nothing is."""
        self._opening = ()
        if self.in_transaction:
            await super().rollback()

    async def in_thread(self, work: Any, *arguments: Any) -> None:
        """Run `work` on the connection's thread, with the connection first."""
        execute: Any = self._execute  # untyped, and the only door to the thread
        await execute(work, self._conn, *arguments)


def connect(database: str, **options: Any) -> OneTripConnection:
    """An unopened connection, as SQLAlchemy's `async_creator_fn` gives it; its thread ends with the program."""
    connection = OneTripConnection(lambda: sqlite3.connect(database, **options), _ROWS_AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 (as SQLAlchemy does for aiosqlite's own)
    return connection
