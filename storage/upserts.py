"""Inserts that give way to a row that is there already, on both databases."""

from collections.abc import Sequence

from sqlalchemy import Insert
from sqlalchemy import Table as SQLTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Table


def insert_if_absent(session: AsyncSession, table: type[Table] | SQLTable, unique: Sequence[str]) -> Insert:
    """
    An insert into `table` that leaves rows with the same `unique` columns as they are.

    On PostgreSQL it waits for a transaction that is about to commit such a row. Rows that gave
    way are not among those returned.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=unique)


async def insert_many_if_absent(
    session: AsyncSession, table: type[Table], columns: Sequence[str], rows: Sequence[tuple[int, ...]]
) -> None:
    """
    Insert rows of whole numbers that are not there yet.

    They go to the driver as they are: thousands would else keep the event loop for a while.
    """
    if not rows:
        return
    connection = await session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    names = ", ".join(columns)
    await connection.exec_driver_sql(
        f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
        list(rows),
    )
