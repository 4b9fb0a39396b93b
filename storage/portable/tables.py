"""
Tables by their columns alone, from our schema or from what a backup says of the one it was made from.

So a backup of an older program can be read by a newer one: it is put into the tables of its own
time, and migrated like any other old database. A new table comes along by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, bindparam, cast, collate, insert, select, table, tuple_
from sqlalchemy import Table as SchemaTable
from sqlalchemy import column as column_clause
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import Text

from storage.portable.cells import Kind, kind_of, type_of
from storage.schema import Table


@dataclass(frozen=True)
class PortableTable:
    """A table whose rows can be read in the order of its key, and written."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...]
    """The columns of the primary key."""

    @cached_property
    def clause(self) -> TableClause:
        """The table as statements name it."""
        return table(self.name, *(column_clause(name, type_of(kind)) for name, kind in self.columns))

    @cached_property
    def key_places(self) -> tuple[int, ...]:
        """Where the key stands in a row."""
        names = [name for name, _ in self.columns]
        return tuple(names.index(name) for name in self.key)

    def rows_after(self, key: Sequence[Any] | None, limit: int, *, is_sqlite: bool) -> Select[Any]:
        """Up to `limit` rows in the order of the key, from the first one after `key`."""
        ordered = self._ordered_key(is_sqlite=is_sqlite)
        statement = select(*(self._read(name, kind, is_sqlite=is_sqlite) for name, kind in self.columns))
        if key is not None:
            types = [type_of(dict(self.columns)[name]) for name in self.key]
            statement = statement.where(tuple_(*ordered) > tuple_(*key, types=types))
        return statement.order_by(*ordered).limit(limit)

    def last_key(self, *, is_sqlite: bool) -> Select[Any]:
        """The largest key, or no row in an empty table."""
        ordered = self._ordered_key(is_sqlite=is_sqlite)
        return select(*(self.clause.c[name] for name in self.key)).order_by(
            *(each.desc() for each in ordered)
        ).limit(1)  # fmt: skip

    def insertion(self, *, is_sqlite: bool) -> Insert:
        """A statement for many rows, each a mapping of all columns to values."""
        if is_sqlite:
            return insert(self.clause)
        documents = [name for name, kind in self.columns if kind is Kind.DOCUMENT]
        return insert(self.clause).values(
            {name: bindparam(name) for name, _ in self.columns}
            | {name: cast(bindparam(name, type_=Text()), JSONB) for name in documents}
        )

    def _read(self, name: str, kind: Kind, *, is_sqlite: bool) -> ColumnElement[Any]:
        """PostgreSQL's driver would parse documents with no difference between null and none."""
        column = self.clause.c[name]
        return cast(column, Text) if kind is Kind.DOCUMENT and not is_sqlite else column

    def _ordered_key(self, *, is_sqlite: bool) -> list[ColumnElement[Any]]:
        """The key in an order that does not depend on the language of the server."""
        kinds = dict(self.columns)
        return [
            collate(self.clause.c[name], "C") if kinds[name] is Kind.TEXT and not is_sqlite
            else self.clause.c[name]
            for name in self.key
        ]  # fmt: skip


def tables_of_schema() -> tuple[PortableTable, ...]:
    """All our tables, those that others point at first."""
    return tuple(map(portable, Table.metadata.sorted_tables))


def portable(schema_table: SchemaTable) -> PortableTable:
    """A table of the schema."""
    return PortableTable(
        name=schema_table.name,
        columns=tuple((column.name, kind_of(column.type)) for column in schema_table.columns),
        key=tuple(column.name for column in schema_table.primary_key),
    )
