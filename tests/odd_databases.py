"""Rows for every table of the schema, whatever tables there are, with odd values in every column."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column
from sqlalchemy import Table as SchemaTable

from storage.database import Database
from storage.portable.cells import Kind, cell_of, kind_of
from storage.portable.copying import rows_of, write_rows
from storage.portable.tables import tables_of_schema
from storage.schema import Table

ROWS = 3
_DRAWN = 13
"""Values of a kind; a number that divides no table's columns, so that they fall everywhere."""
_ANY = object()
Rows = Mapping[str, list[list[Any]]]
"""Cells of each table."""

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(-1e15, 1e15)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | _NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.REAL: st.floats(allow_nan=False, allow_infinity=False),
    Kind.TEXT: TEXTS,
    Kind.BOOLEAN: st.booleans(),
    Kind.DAY: st.dates(date(1, 1, 2), date(9999, 12, 30)),
    Kind.INSTANT: st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),
    Kind.BYTES: st.binary(max_size=40),
    # A document is an object, a list or null: SQLite would take a number alone for one of its own.
    Kind.DOCUMENT: DOCUMENTS.map(lambda document: [document if document is None else [document]]),
}


@st.composite
def odd_rows(draw: st.DrawFn, rows: int = ROWS) -> Rows:
    """A few rows in every table; each points at the row with its own place in other tables."""
    # Drawn once a kind and dealt out: with a draw for each cell, examples outgrow what is generated.
    values = {kind: cycle(draw(st.lists(_VALUES[kind], min_size=_DRAWN, max_size=_DRAWN))) for kind in Kind}
    is_null = cycle(draw(st.lists(st.booleans(), min_size=_DRAWN, max_size=_DRAWN)))

    def cell(table: SchemaTable, column: Column[Any], place: int) -> Any:
        fixed = _fixed_cell(table, column, place)
        if fixed is not _ANY:
            return fixed
        if column.nullable and next(is_null):
            return None
        kind = kind_of(column.type)
        value = next(values[kind])
        return value if kind is Kind.DOCUMENT else cell_of(kind, value)

    return {
        table.name: [
            [cell(table, column, place) for column in table.columns]
            for place in range(1 if table.name == "instance" else rows)
        ]
        for table in Table.metadata.sorted_tables
    }


def some_odd_rows(rows: int = ROWS) -> Rows:
    """The same odd rows each time."""
    found: list[Rows] = []

    @settings(
        max_examples=20,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(odd_rows(rows))
    def keep(rows: Rows) -> None:
        found.append(rows)

    keep()
    return max(found, key=lambda rows: len(str(rows)))


async def fill(database: Database, rows: Rows) -> None:
    """Put `rows` into an empty database with our schema."""
    async with database.migrating() as connection:
        for table in tables_of_schema():
            await write_rows(connection, table, rows[table.name])


async def content_of(database: Database) -> dict[str, list[list[Any]]]:
    """All rows of all tables, as `odd_rows` draws them."""
    async with database.snapshot() as connection:
        return {
            table.name: [cells async for some in rows_of(connection, table) for cells in some]
            for table in tables_of_schema()
        }


def _fixed_cell(table: SchemaTable, column: Column[Any], place: int) -> Any:
    """What a row must hold to be one of its table; `_ANY` where it may hold anything."""
    kind = kind_of(column.type)
    if column.foreign_keys:
        return place + 1
    if column.primary_key or _is_unique(table, column):
        return place + 1 if kind is Kind.INTEGER else _numbered(kind, place)
    if table.name == "instance" and column.name == "relocation":
        return None
    return _ANY


def _numbered(kind: Kind, place: int) -> Any:
    """Another value for each place, in the order of the places."""
    return f"{place:04} 晨报" if kind is Kind.TEXT else cell_of(kind, date(2026, 1, place + 1))


def _is_unique(table: SchemaTable, column: Column[Any]) -> bool:
    return bool(column.unique) or any(
        column.name in {each.name for each in constraint.columns}
        for constraint in table.constraints
        if type(constraint).__name__ == "UniqueConstraint"
    )
