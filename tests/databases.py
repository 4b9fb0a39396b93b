"""Fresh databases for tests: files, and on a real PostgreSQL."""

import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage.database import Database
from storage.upgrading import upgrade


@contextmanager
def postgresql_url(server: str, template: str = "template0") -> Generator[str, None, None]:
    """The URL of a new database, empty or like `template`, on the server of the administrator's URL `server`."""
    name = f"chenbao_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def migrate(url: str) -> None:
    """Give an empty database this program's schema."""
    database = Database(url)
    await upgrade(database)
    await database.close()


def copied(migrated_file: Path, path: Path) -> str:
    """The URL of a copy of the database file at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"
