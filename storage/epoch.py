"""Instants as whole seconds, computed by the database: cheaper by far than a datetime for each of many rows."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class EpochSeconds(FunctionElement[int]):
    """Seconds since 1970 of a column with instants, fractions cut off."""

    type = Integer()
    inherit_cache = True


@compiles(EpochSeconds, "sqlite")
def _on_sqlite(element: EpochSeconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(EpochSeconds, "postgresql")
def _on_postgresql(element: EpochSeconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"
