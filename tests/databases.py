"""Fresh databases on a real PostgreSQL, for tests."""

import secrets
from collections.abc import Generator
from contextlib import contextmanager

import psycopg


@contextmanager
def postgresql_url(server: str) -> Generator[str, None, None]:
    """The URL of a new database on the server whose administrator's URL is `server`."""
    name = f"chenbao_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
