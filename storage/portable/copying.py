"""Rows out of a database and into one, table by table in the order of their keys, in bounded memory."""

import hashlib
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.portable.cells import CLEANED, WRITTEN, cell_of, likeness_of, storable, value_of
from storage.portable.tables import PortableTable

ROWS_AT_ONCE = 1_000
Cells = list[Any]
"""One row, as JSON takes it, in the order of its table's columns."""
Progress = Callable[[str, int], object]
"""Hears the name of a table and how many rows of it are done."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many rows a table has, and what they have in common with the same rows elsewhere."""

    rows: int
    checksum: str


class Comparison:
    """Takes rows in the order of their keys; `likeness` is the same for the same rows."""

    def __init__(self) -> None:
        """No rows so far."""
        self._rows = 0
        self._hash = hashlib.sha256()

    def add(self, rows: Sequence[Cells]) -> None:
        """The next rows."""
        self._rows += len(rows)
        for cells in rows:
            self._hash.update(likeness_of(cells))

    @property
    def likeness(self) -> Likeness:
        """Of the rows so far."""
        return Likeness(self._rows, self._hash.hexdigest())


def is_sqlite(connection: AsyncConnection) -> bool:
    """Whether a connection is to SQLite."""
    return connection.dialect.name == "sqlite"


async def rows_of(
    connection: AsyncConnection, table: PortableTable, after: Sequence[Any] | None = None
) -> AsyncGenerator[list[Cells]]:
    """The rows of a table in the order of its key, some at a time; only those `after` a key, if given."""
    written = [(place, kind) for place, (_, kind) in enumerate(table.columns) if kind in WRITTEN]
    while True:
        statement = table.rows_after(after, ROWS_AT_ONCE, is_sqlite=is_sqlite(connection))
        rows = (await connection.execute(statement)).all()
        if not rows:
            return
        cells = [list(row) for row in rows]
        for one in cells:
            for place, kind in written:
                one[place] = cell_of(kind, one[place])
        yield cells
        after = [rows[-1][place] for place in table.key_places]


async def write_rows(connection: AsyncConnection, table: PortableTable, rows: Sequence[Cells]) -> None:
    """Put rows into a table; what PostgreSQL cannot hold becomes what `storable` makes of it."""
    if not rows:
        return
    lite = is_sqlite(connection)
    names = [name for name, _ in table.columns]
    changed = [
        (name, kind) for name, kind in table.columns if kind in (WRITTEN if lite else WRITTEN | CLEANED)
    ]
    values = [dict(zip(names, cells, strict=True)) for cells in rows]
    for one in values:
        for name, kind in changed:
            cell = one[name] if lite or kind not in CLEANED else storable(one[name])
            one[name] = value_of(kind, cell)
    await connection.execute(table.insertion(is_sqlite=lite), values)


async def last_key_of(connection: AsyncConnection, table: PortableTable) -> Sequence[Any] | None:
    """The key of the last row of a table; None if it is empty."""
    key: Sequence[Any] | None = (
        await connection.execute(table.last_key(is_sqlite=is_sqlite(connection)))
    ).first()
    return key


async def likeness_in(connection: AsyncConnection, table: PortableTable) -> Likeness:
    """Of all rows that a table has now."""
    comparison = Comparison()
    async for rows in rows_of(connection, table):
        comparison.add(rows)
    return comparison.likeness


async def count_in(connection: AsyncConnection, table: PortableTable) -> int:
    """The rows of a table."""
    return await connection.scalar(select(func.count()).select_from(table.clause)) or 0


async def advance_sequences(connection: AsyncConnection, tables: Sequence[PortableTable]) -> None:
    """Let PostgreSQL number on where the rows that were put in end; SQLite looks by itself."""
    if is_sqlite(connection):
        return
    for table in tables:
        for name in table.key:
            sequence = await connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": name}
            )
            if sequence:
                last = func.max(table.clause.c[name])
                moved = func.setval(sequence, func.coalesce(last, 1), last.is_not(None))
                await connection.execute(select(moved).select_from(table.clause))
