"""The bot's handlers against the sandbox over HTTP, with a real database and a real index."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from conversation import Conversation
from databases import copied, postgresql_url
from moving_clock import MovingClock
from paper_samples import DAY, MORNING, sample_digests
from recording import record
from sandbox_driver import SandboxDriver
from sqlalchemy import make_url

from bot.handling import UpdateHandling
from bot.telegram_client import build_application
from handlers.registry import register
from handlers.sent_answers import GroupAnswers
from handlers.services import Services, TopicLimits
from storage.answer_marks import AnswerMarks
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.instance import instance_of
from storage.papers import papers_after
from storage.search.index import SearchIndex
from storage.selection import NewsRules


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(MORNING)


async def fill(url: str, index: Path) -> None:
    """A sample day in a migrated database, and found by search."""
    database = Database(url)
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
        for number, digest in enumerate(sample_digests()):
            await record(session, digest, digest_on=DAY, now=MORNING, location=f"sample-{number}.md")
    opened = SearchIndex.open(index, identity, writable=True)
    async with database.reading() as session:
        await opened.follow(lambda revision, limit: papers_after(session, revision, limit))
    opened.close()
    await database.close()


@pytest.fixture(scope="session")
def library_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled SQLite file and its index, to be copied: filling takes longer than most tests."""
    folder = tmp_path_factory.mktemp("library")
    asyncio.run(fill(copied(migrated_file, folder / "chenbao.db"), folder / "index"))
    return folder


@pytest.fixture(scope="session")
def library_template(
    postgresql_server: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[str, Path]]:
    """The name of a filled PostgreSQL database and the folder with its index, to be copied."""
    index = tmp_path_factory.mktemp("library") / "index"
    with postgresql_url(postgresql_server, migrated_template) as url:
        asyncio.run(fill(url, index))
        yield str(make_url(url).database), index


def copied_library(library_file: Path, folder: Path) -> str:
    """The URL of a filled SQLite file, with its index beside it."""
    shutil.copytree(library_file, folder, dirs_exist_ok=True)
    return f"sqlite:///{folder / 'chenbao.db'}"


@pytest.fixture
def database_url(library_file: Path, tmp_path: Path) -> str:
    """The URL of a filled database."""
    return copied_library(library_file, tmp_path)


@pytest.fixture
def any_library_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The same, once on each kind of database."""
    if database_kind == "sqlite":
        yield copied_library(request.getfixturevalue("library_file"), tmp_path)
    else:
        server, (template, index) = map(request.getfixturevalue, ("postgresql_server", "library_template"))
        shutil.copytree(index, tmp_path / "index")
        with postgresql_url(server, template) as url:
            yield url


@pytest.fixture
async def services(tmp_path: Path, database_url: str, clock: MovingClock) -> AsyncGenerator[Services]:
    """A library of one sample day, found by search."""
    database = Database(database_url)
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
    index = SearchIndex.open(tmp_path / "index", identity, writable=True)
    yield Services(
        database,
        index,
        CurrentLexicon(),
        clock,
        NewsRules(),
        topic_limits=TopicLimits(topics=5),
        bot_username="chenbao_sandbox_bot",
        has_inline_mode=True,
        marks=AnswerMarks(database),
        group_answers=GroupAnswers(database, clock),
    )
    index.close()
    await database.close()


@pytest.fixture
async def conversation(
    sandbox: SandboxDriver, services: Services, clock: MovingClock
) -> AsyncGenerator[Conversation]:
    application = build_application(sandbox.token, sandbox.url, None)
    register(application, services)
    await application.initialize()
    yield Conversation(sandbox, services, UpdateHandling(application, services), clock)
    await application.shutdown()
