"""
Backups of a database in use, and their way back into an empty or given up one.

A backup sees one moment of the database, whoever writes meanwhile, and fits both kinds of
database. It is put back whole or not at all: on PostgreSQL in one transaction, on SQLite into a
file of its own that takes the place of the old one in a single step.
"""

import os
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.archive import Archive, new_archive, opened_archive, sync_folder
from storage.database import Database
from storage.errors import BackupUnusable, DatabaseInUse, DatabaseNotEmpty, DatabaseUnavailable
from storage.holding import Purpose, held
from storage.manifest import Manifest
from storage.portable.copying import (
    Comparison,
    Progress,
    advance_sequences,
    is_sqlite,
    likeness_in,
    rows_of,
    write_rows,
)
from storage.portable.tables import PortableTable, tables_of_schema
from storage.schema import InstanceRow, SenderRow
from storage.stop_points import reached
from storage.upgrading import is_known, upgrade_on

Transaction = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""Begins a transaction, or goes on with one that is begun."""
_OF_THE_PROGRAM = {InstanceRow.__tablename__, SenderRow.__tablename__}
"""What a database has before anybody used it."""


async def back_up(database: Database, path: Path, now: datetime, told: Progress) -> Manifest:
    """
    Write all tables as they are at one moment into the file `path`, which must not exist.

    Raises:
        BackupUnusable: the file cannot be written.
        DatabaseUnavailable: the database is damaged.
    """
    with new_archive(path) as archive:
        async with database.snapshot() as connection:
            await _refuse_damaged(connection, database.place)
            for table in tables_of_schema():
                await archive.add(table, rows_of(connection, table))
                told(table.name, 1)
            migration = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            bot = await connection.scalar(select(InstanceRow.bot_username))
        return archive.finish(made_at=now.isoformat(), migration=str(migration), bot=bot)


async def restore(path: Path, url: str, *, replaces: bool, told: Progress) -> Manifest:
    """
    Put a backup into the database at `url`, which gets a new identity, so that its index is rebuilt.

    Raises:
        BackupUnusable: the backup is damaged or of a newer program; nothing was touched.
        DatabaseInUse: a bot runs on the database.
        DatabaseNotEmpty: it holds data, and it was not asked to replace that.
    """
    with opened_archive(path) as archive:
        if not is_known(archive.manifest.migration):
            raise BackupUnusable(
                f"{path} was made at migration {archive.manifest.migration}, which this program does "
                "not know; update the program"
            )
        archive.verify(told)
        database = Database(url)
        try:
            async with held(database, Purpose.REPLACE):
                if not replaces:
                    await refuse_filled(database)
                await _put_in_place(archive, database, told)
        finally:
            await database.close()
        return archive.manifest


async def refuse_filled(database: Database) -> None:
    """
    Let nothing be mixed with what a database holds.

    Raises:
        DatabaseNotEmpty: it holds something that people or digests brought.
    """
    if filled := await filled_table(database):
        raise DatabaseNotEmpty(
            f"{database.place} holds data already (in {filled}); name an empty database, "
            "or say --replace to give up what is there"
        )


async def filled_table(database: Database) -> str | None:
    """A table with something that people or digests brought; the database need not have our tables yet."""
    if database.path and not database.path.exists():
        return None
    async with database.snapshot() as connection:
        present = set(await connection.run_sync(lambda bound: bound.dialect.get_table_names(bound)))
        for table in tables_of_schema():
            if table.name in present - _OF_THE_PROGRAM and await connection.scalar(
                select(text("1")).select_from(table.clause).limit(1)
            ):
                return table.name
    return None


async def drop_tables(connection: AsyncConnection, tables: tuple[PortableTable, ...]) -> None:
    """Leave nothing of ours in a PostgreSQL database, whichever migration made it."""
    names = {each.name for each in (*tables, *tables_of_schema())} | {"alembic_version"}
    for name in sorted(names):
        await connection.execute(text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))


async def _put_in_place(archive: Archive, database: Database, told: Progress) -> None:
    if database.path is None:
        async with database.migrating() as connection:
            await drop_tables(connection, tuple(each.table for each in archive.manifest.tables))
            # One transaction for all of it: it is not seen before it is whole.
            await _fill(lambda: nullcontext(connection), archive, told)
            reached("restoring.filled")
        return
    partial = database.path.with_name(f"{database.path.name}.restoring")
    _remove(partial)
    fresh = Database(database.url.set(database=str(partial)).render_as_string(hide_password=False))
    try:
        # Nobody sees the file before it is whole, and one large transaction would be slow.
        await _fill(fresh.migrating, archive, told)
        async with fresh.migrating() as connection:
            await _refuse_damaged(connection, str(partial))
        await fresh.close()
        await database.close()
        _make_one_file(partial)
        reached("restoring.filled")
        partial.chmod(0o600 if not database.path.exists() else database.path.stat().st_mode & 0o777)
        _swap(partial, database.path)
    finally:
        await fresh.close()
        _remove(partial)


async def _fill(transaction: Transaction, archive: Archive, told: Progress) -> None:
    """All rows into the tables of their own time, compared with what was written, then migrated."""
    manifest = archive.manifest
    async with transaction() as connection:
        await connection.run_sync(upgrade_on, manifest.migration)
    for contents in manifest.tables:
        comparison = Comparison()
        for rows in archive.rows(contents):
            async with transaction() as connection:
                await write_rows(connection, contents.table, rows)
            comparison.add(rows)
        async with transaction() as connection:
            if await likeness_in(connection, contents.table) != comparison.likeness:
                raise BackupUnusable(f"the table {contents.table.name} was not taken as it was written")
        told(contents.table.name, contents.rows)
    async with transaction() as connection:
        await advance_sequences(connection, [each.table for each in manifest.tables])
        await connection.run_sync(upgrade_on, "head")
        await connection.execute(delete(SenderRow))
        await connection.execute(update(InstanceRow).values(identity=uuid.uuid4().hex, relocation=null()))


async def _refuse_damaged(connection: AsyncConnection, place: str) -> None:
    if not is_sqlite(connection):
        return
    found = await connection.scalar(text("PRAGMA integrity_check(1)"))
    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
    if found != "ok" or broken is not None:
        told = found if found != "ok" else f"a row of {broken[0]} has lost what it belongs to"  # type: ignore[index]
        raise DatabaseUnavailable(f"{place} is damaged ({told}); restore a backup made before")


def _make_one_file(path: Path) -> None:
    """All in the file itself, none in a log beside it, and on the disk."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _swap(partial: Path, path: Path) -> None:
    """
    Put the new file in the place of the old one, whose log must not be taken for the new one's.

    A file that cannot be read any more is set aside first, with its log.
    """
    if path.exists():
        connection = sqlite3.connect(path, timeout=2)
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        except sqlite3.OperationalError as error:
            raise DatabaseInUse(f"another program has {path} open ({error}); stop it first") from error
        except sqlite3.DatabaseError:
            connection.close()
            _set_aside(path)
        finally:
            connection.close()
    reached("restoring.ready")
    partial.replace(path)
    reached("restoring.replaced")
    sync_folder(path.parent)


def _set_aside(path: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(path.with_name(f"{path.name}.damaged{suffix}"))


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
