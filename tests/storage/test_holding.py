"""Who may work on a database at once, on both kinds, told by real locks."""

import asyncio
from collections.abc import AsyncGenerator

import psycopg
import pytest
from sqlalchemy import make_url

from storage.database import Database
from storage.errors import DatabaseInUse, DatabaseUnavailable
from storage.holding import Purpose, count_of_bots, held


@pytest.fixture
async def other(database: Database) -> AsyncGenerator[Database]:
    """The same database, as another process opens it."""
    opened = Database(database.url.render_as_string(hide_password=False))
    yield opened
    await opened.close()


async def test_nothing_is_restored_where_a_bot_runs(database: Database, other: Database) -> None:
    """Nor is anything else refused once the bot has stopped."""
    async with held(database, Purpose.RUN):
        with pytest.raises(DatabaseInUse, match="stop it first"):
            async with held(other, Purpose.REPLACE):
                raise AssertionError
    async with held(other, Purpose.REPLACE):
        assert True


async def test_no_bot_starts_where_data_is_being_replaced(database: Database, other: Database) -> None:
    """Two at once replace nothing either."""
    async with held(database, Purpose.REPLACE):
        for purpose in Purpose:
            with pytest.raises(DatabaseInUse):
                async with held(other, purpose):
                    raise AssertionError


async def test_bots_share_postgresql_and_not_a_file(database: Database, other: Database) -> None:
    """Several processes send for one database on a server alone."""
    async with held(database, Purpose.RUN):
        if database.is_sqlite:
            with pytest.raises(DatabaseInUse, match=r"another chenbao runs on .*chenbao\.db"):
                async with held(other, Purpose.RUN):
                    raise AssertionError
        else:
            async with held(other, Purpose.RUN):
                assert await count_of_bots(database) == 2


async def test_running_bots_are_counted(database: Database, other: Database) -> None:
    """Counting takes nothing away from anybody."""
    assert await count_of_bots(other) == 0
    async with held(database, Purpose.RUN) as hold:
        assert (await count_of_bots(other), await hold.renew()) == (1, True)
    assert await count_of_bots(other) == 0


async def test_a_hold_survives_a_broken_connection(any_database_url: str) -> None:
    """It is taken again as soon as it is renewed, unless somebody took the database meanwhile."""
    database = Database(any_database_url)
    async with held(database, Purpose.RUN) as hold:
        if not database.is_sqlite:
            await _cut_connections(any_database_url)
        assert (await hold.renew(), await count_of_bots(database)) == (True, 1)
        if not database.is_sqlite:
            await _cut_connections(any_database_url)
            async with held(database, Purpose.REPLACE):
                assert await hold.renew() is False
    await database.close()


async def test_a_hold_outlives_a_server_that_stays_away(any_database_url: str) -> None:
    """However often it cannot be renewed, it is once the server is back."""
    database = Database(any_database_url)
    async with held(database, Purpose.RUN) as hold:
        if not database.is_sqlite:
            await _let_in(any_database_url, "false")
            for _ in range(2):
                with pytest.raises(DatabaseUnavailable):
                    await hold.renew()
            await _let_in(any_database_url, "true")
        assert (await hold.renew(), await count_of_bots(database)) == (True, 1)
    await database.close()


async def _let_in(url: str, whether: str) -> None:
    """Have the server take connections to the database, or none and end those there are."""
    name = make_url(url).database

    def change() -> None:
        with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {whether}'.encode())
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )

    await asyncio.to_thread(change)


async def _cut_connections(url: str) -> None:
    """As a restart of the server does."""

    def cut() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    await asyncio.to_thread(cut)
