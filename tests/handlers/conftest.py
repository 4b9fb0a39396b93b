"""The bot's handlers against the sandbox over HTTP, with a real database and a real index."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from conversation import Conversation
from databases import copied
from moving_clock import MovingClock
from paper_samples import DAY, MORNING, sample_digests
from recording import record
from sandbox_driver import SandboxDriver

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


@pytest.fixture
def database_url(migrated_file: Path, tmp_path: Path) -> str:
    return copied(migrated_file, tmp_path / "chenbao.db")


@pytest.fixture
async def services(tmp_path: Path, database_url: str, clock: MovingClock) -> AsyncGenerator[Services]:
    """A library of one sample day, found by search."""
    database = Database(database_url)
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
        for number, digest in enumerate(sample_digests()):
            await record(session, digest, digest_on=DAY, now=MORNING, location=f"sample-{number}.md")
    index = SearchIndex.open(tmp_path / "index", identity, writable=True)
    async with database.reading() as session:
        await index.follow(lambda revision, limit: papers_after(session, revision, limit))
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
