"""Databases with rows in every table, to be backed up, and where they are restored to."""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from databases import copied, postgresql_url
from odd_databases import Rows, fill, some_odd_rows

from storage.database import Database


@pytest.fixture(scope="session")
def some_rows() -> Rows:
    """Rows in every table."""
    return some_odd_rows(5)


@pytest.fixture(params=["sqlite", "postgresql"])
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """Another empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored' / 'other.db'}"
    else:
        with postgresql_url(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
async def in_file(migrated_file: Path, tmp_path: Path, some_rows: Rows) -> AsyncGenerator[Database]:
    """
    A database in one file, with rows in every table.

    What becomes of its backup holds for one of PostgreSQL, for the first test finds no difference.
    """
    opened = Database(copied(migrated_file, tmp_path / "chenbao.db"))
    await fill(opened, some_rows)
    yield opened
    await opened.close()


@pytest.fixture
async def filled(database: Database, some_rows: Rows) -> AsyncGenerator[Database]:
    """A database with rows in every table."""
    await fill(database, some_rows)
    return database
