"""
The sandbox's own file: chats, messages, waiting updates, calls and the moved clock.

One connection on the event loop's thread and no pool: a call is one short transaction, and
a hop to another thread would cost more than the statement itself. Losing the last commits
at power loss is accepted (synchronous NORMAL); kill -9 loses none.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 3
SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (person_id INTEGER PRIMARY KEY, person TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chats (chat_id INTEGER PRIMARY KEY, chat TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    message TEXT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    expires_at REAL NOT NULL,
    payload TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS queries (
    query_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    asked_at REAL NOT NULL,
    answer TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS calls (
    call_id INTEGER PRIMARY KEY AUTOINCREMENT,
    called_at REAL NOT NULL,
    method TEXT NOT NULL,
    chat_id INTEGER,
    error_code INTEGER NOT NULL,
    call TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL
) WITHOUT ROWID;
"""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class UnusableStore(Exception):
    """The file is another version's, in use by another sandbox, or no database."""


def encode(value: object) -> str:
    """JSON as it is stored and sent: compact, in UTF-8 rather than escapes."""
    return _ENCODER.encode(value)


class Store:
    """The open file; close it when the server stops."""

    def __init__(self, path: Path) -> None:
        """
        Open or create the file, with its schema, and keep others out of it.

        Raises:
            UnusableStore: it cannot be read by this version, or not now.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(is_new=is_new)
        except (sqlite3.Error, UnusableStore) as error:
            self.connection.close()
            raise UnusableStore(f"{path}: {error}") from error

    def _prepare(self, *, is_new: bool) -> None:
        self.connection.execute("PRAGMA busy_timeout = 1000")
        self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if not is_new and version != SCHEMA_VERSION:
            raise UnusableStore(f"made with schema {version}, and this sandbox reads {SCHEMA_VERSION}")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.executescript(f"{SCHEMA} PRAGMA user_version = {SCHEMA_VERSION};")

    def close(self) -> None:
        """Write everything back into the one file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; inside another transaction it is part of that one."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def fact(self, name: str, default: Any = None) -> Any:
        """A single remembered value, or `default` where none was kept."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return default if row is None else json.loads(row[0])

    def keep_fact(self, name: str, value: object) -> None:
        """Remember a single value under a name."""
        self.connection.execute(
            "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, encode(value)),
        )

    def next_number(self, name: str, first: int = 1) -> int:
        """The next of a rising series of numbers, `first` at the beginning, never given twice."""
        row = self.connection.execute(
            "INSERT INTO facts VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value",
            (name, str(first)),
        ).fetchone()
        return int(row[0])
