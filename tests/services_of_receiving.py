"""Services with an empty library, for tests of what happens before and after the features."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from handlers.services import Services, TopicLimits
from storage.answer_marks import AnswerMarks
from storage.clock import SystemClock
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.instance import instance_of
from storage.search.index import SearchIndex
from storage.selection import NewsRules


@asynccontextmanager
async def receiving_services(database: Database, folder: Path) -> AsyncGenerator[Services]:
    """Services on `database`, with an index in `folder`."""
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
    index = SearchIndex.open(folder, identity, writable=True)
    yield Services(
        database=database,
        index=index,
        lexicon=CurrentLexicon(),
        clock=SystemClock(),
        rules=NewsRules(),
        topic_limits=TopicLimits(),
        bot_username="chenbao_sandbox_bot",
        has_inline_mode=True,
        marks=AnswerMarks(database),
    )
    index.close()
