"""
Moving all data from one database to another of either kind, so that being killed costs only time.

    1. both are held; the old one is marked as being left, the new one as being filled
    2. tables are copied in the order of their keys, a commit every few rows
    3. both sides are read and compared, table by table
    4. the old one is marked as left, the new one as ready

Whoever is killed goes on after the last row that arrived: nobody could write in between, because
no bot and no command works on a marked database. An attempt that was given up begins anew.
"""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.backup import drop_tables, filled_table, refuse_filled
from storage.database import Database
from storage.errors import DatabaseMoved, DatabaseUnavailable, StorageError
from storage.holding import Purpose, held
from storage.instance import instance_of
from storage.portable.copying import (
    Likeness,
    Progress,
    advance_sequences,
    last_key_of,
    likeness_in,
    rows_of,
    write_rows,
)
from storage.portable.tables import PortableTable, tables_of_schema
from storage.relocation import Relocation, mark_relocation, relocation_of
from storage.schema import InstanceRow
from storage.stop_points import reached
from storage.upgrading import upgrade

_INSTANCE = InstanceRow.__tablename__


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move has brought over."""

    rows: dict[str, int]
    """Of each table."""
    was_resumed: bool


async def move(origin: Database, target: Database, *, replaces: bool, told: Progress) -> Moved:
    """
    Bring all data of `origin` to `target` and leave `origin` marked.

    Raises:
        DatabaseInUse: a bot runs on either.
        DatabaseNotEmpty: the target holds data, and it was not asked to replace that.
        DatabaseMoved: the data of `origin` is elsewhere already.
    """
    if _same(origin, target):
        raise StorageError(f"{target.place} is the database that is in use now; name another one")
    async with held(origin, Purpose.REPLACE), held(target, Purpose.REPLACE):
        await upgrade(origin)
        relocation, was_resumed = await _begin(origin, target, replaces=replaces)
        tables = tables_of_schema()
        for table in tables:
            await _copy(origin, target, table, told)
        rows = await _compare(origin, target, tables)
        await _finish(origin, target, relocation)
        return Moved(rows, was_resumed)


def _same(one: Database, other: Database) -> bool:
    if one.path and other.path:
        return one.path.resolve() == other.path.resolve()
    return one.url == other.url


async def undo_move(database: Database) -> bool:
    """
    Let a database that was left be used again, in its old state; False if it was not left.

    It gets a new identity, so that an index that followed the data elsewhere is built anew.
    """
    async with held(database, Purpose.REPLACE):
        await upgrade(database)
        async with database.transaction() as session:
            relocation = await relocation_of(session)
            if relocation is None or relocation.coming_from:
                return False
            await session.execute(update(InstanceRow).values(identity=uuid.uuid4().hex, relocation=null()))
        return True


async def _begin(origin: Database, target: Database, *, replaces: bool) -> tuple[Relocation, bool]:
    """Mark both databases; also whether the move goes on from where it was."""
    async with origin.transaction() as session:
        await instance_of(session)
        leaving = await relocation_of(session)
    if leaving and leaving.coming_from:
        raise DatabaseMoved(f"{origin.place} is itself being filled from {leaving.coming_from}")
    arriving = await _arriving(target)
    if leaving and arriving and arriving.id == leaving.id:
        await upgrade(target)
        return leaving, True
    if leaving and leaving.is_done:
        raise DatabaseMoved(
            f"the data of {origin.place} moved to {leaving.going_to} already; "
            "to use this old state again say `chenbao move --undo`"
        )
    if not (replaces or (arriving and arriving.coming_from == origin.place)):
        await refuse_filled(target)
    if await filled_table(origin) is None and await filled_table(target):
        raise StorageError(
            f"{origin.place} holds nothing that could replace what {target.place} holds; "
            "is CHENBAO_DATABASE_URL the database that you mean?"
        )
    await _empty(target)
    relocation = Relocation(uuid.uuid4().hex, going_to=target.place)
    async with target.transaction() as session:
        await mark_relocation(session, replace(relocation, going_to=None, coming_from=origin.place))
    async with origin.transaction() as session:
        await mark_relocation(session, relocation)
    reached("moving.begun")
    return relocation, False


async def _arriving(target: Database) -> Relocation | None:
    """The move by which the target was being filled, if it was."""
    if target.path and not target.path.exists():
        return None
    async with target.snapshot() as connection:
        names = await connection.run_sync(lambda bound: bound.dialect.get_table_names(bound))
        if _INSTANCE not in names:
            return None
        columns = await connection.run_sync(lambda bound: bound.dialect.get_columns(bound, _INSTANCE))
    if "relocation" not in {column["name"] for column in columns}:
        return None
    async with target.reading() as session:
        relocation = await relocation_of(session)
    return relocation if relocation and relocation.coming_from else None


async def _empty(target: Database) -> None:
    """Our tables, new and without rows."""
    async with target.migrating() as connection:
        if not target.is_sqlite:
            await drop_tables(connection, ())
    await upgrade(target)
    async with target.migrating() as connection:
        for table in reversed(tables_of_schema()):
            await connection.execute(delete(table.clause))


async def _copy(origin: Database, target: Database, table: PortableTable, told: Progress) -> None:
    async with target.snapshot() as connection:
        last = None if table.name == _INSTANCE else await last_key_of(connection, table)
    done = 0
    async with origin.snapshot() as reading:
        async for rows in rows_of(reading, table, last):
            async with target.migrating() as writing:
                if table.name == _INSTANCE:
                    await _write_instance(writing, table, rows)
                else:
                    await write_rows(writing, table, rows)
            done += len(rows)
            told(table.name, done)
            reached("moving.copied")


async def _write_instance(
    connection: AsyncConnection, table: PortableTable, rows: list[list[object]]
) -> None:
    """All of it but the mark of the move, which each side has of its own."""
    mark = await connection.scalar(select(InstanceRow.relocation))
    await connection.execute(delete(InstanceRow))
    await write_rows(connection, table, rows)
    await connection.execute(update(InstanceRow).values(relocation=mark))


async def _compare(origin: Database, target: Database, tables: tuple[PortableTable, ...]) -> dict[str, int]:
    rows = {}
    for table in map(_without_mark, tables):
        before, after = await _likeness(origin, table), await _likeness(target, table)
        if before != after:
            raise DatabaseUnavailable(
                f"{table.name} has {before.rows} rows in {origin.place} and {after.rows} in {target.place}, "
                "or they differ; the old database is as it was. Begin anew: `chenbao move --undo`, "
                "then `chenbao move --to` again"
            )
        rows[table.name] = after.rows
    return rows


def _without_mark(table: PortableTable) -> PortableTable:
    columns = tuple(each for each in table.columns if each != ("relocation", "document"))
    return replace(table, columns=columns) if table.name == _INSTANCE else table


async def _likeness(database: Database, table: PortableTable) -> Likeness:
    async with database.snapshot() as connection:
        return await likeness_in(connection, table)


async def _finish(origin: Database, target: Database, relocation: Relocation) -> None:
    """The old one first: if we are killed between the two, neither is used before the move is finished."""
    async with target.migrating() as connection:
        await advance_sequences(connection, tables_of_schema())
    async with origin.transaction() as session:
        await mark_relocation(session, replace(relocation, is_done=True))
    reached("moving.left")
    async with target.transaction() as session:
        await mark_relocation(session, None)
