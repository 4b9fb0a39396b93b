"""Learning beside the running bot: by a process of its own, when it is due."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from conftest import ROOT
from moving_clock import MovingClock
from recording import digest, entry, record
from sqlalchemy import text

from bot.learning import Learner, LearningFailed
from storage.database import Database
from storage.learned import FEWEST_PAPERS, learned_from
from storage.lexicon import load_lexicon
from storage.records import DigestFormat
from storage.search.names import words_of

NOW = datetime(2025, 10, 3, 8, tzinfo=UTC)


async def take_in(database: Database, count: int) -> None:
    places = [("灯塔", "Lighthouses"), ("茶园", "Tea Gardens"), ("山坡", "Hillsides")]
    times = [("夜间", "at Night"), ("夏季", "in Summer")]
    found = []
    for number in range(1, count + 1):
        (place, place_en), (time, time_en) = places[number % 3], times[number % 2]
        found.append(entry(f"2508.{number:05}", f"{place_en} {time_en}", title_zh=f"{time}的{place}"))
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.WEEKLY, *found))


async def test_due_learning_is_done_by_another_process(database: Database) -> None:
    """On either database, and dated by the application's clock."""
    await take_in(database, FEWEST_PAPERS)
    await Learner(database, MovingClock(NOW)).learn_if_due()
    async with database.reading() as session:
        source = await learned_from(session)
        lexicon = await load_lexicon(session)
    assert source is not None
    assert (source.pair_count, source.learned_at) == (FEWEST_PAPERS, NOW)
    assert "lighthouse" in lexicon.translations_of(words_of("灯塔"))[0].text.lower()


async def test_nothing_is_started_where_nothing_is_due(database: Database) -> None:
    """The look at the database is all that happens."""
    await take_in(database, 3)
    await Learner(database, MovingClock(NOW)).learn_if_due()
    async with database.reading() as session:
        assert await learned_from(session) is None


async def test_failure_of_the_process_is_told_with_its_words(database: Database) -> None:
    """The job's log says what went wrong, and the lexicon is as it was."""
    await take_in(database, FEWEST_PAPERS)
    async with database.transaction() as session:
        await session.execute(text("DROP TABLE learned_translations"))
    with pytest.raises(LearningFailed, match="learned_translations"):
        await Learner(database, MovingClock(NOW)).learn_if_due()


async def test_a_stopped_learner_starts_nothing(database: Database) -> None:
    """The bot's end is not delayed."""
    await take_in(database, FEWEST_PAPERS)
    learner = Learner(database, MovingClock(NOW))
    learner.stop()
    await learner.learn_if_due()
    async with database.reading() as session:
        assert await learned_from(session) is None


def test_the_running_bot_loads_none_of_the_learning() -> None:
    """What the process that serves readers imports has no numpy in it."""
    check = "import sys, bot.application, bot.running; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0
