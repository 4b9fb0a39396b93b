"""Inserts that give way to a row that is there already, on both databases."""

from collections.abc import Sequence

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Table


def insert_if_absent(session: AsyncSession, table: type[Table], unique: Sequence[str]) -> Insert:
    """
    An insert into `table` that leaves rows with the same `unique` columns as they are.

    On PostgreSQL it waits for a transaction that is about to commit such a row. Rows that gave
    way are not among those returned.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=unique)
