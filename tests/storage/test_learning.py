"""The learned part of the lexicon: replaced as a whole, only where something changed, when it is due."""

from datetime import UTC, datetime, timedelta

import pytest
from bilingual_samples import bilingual_papers
from recording import digest, entry, record
from sqlalchemy import select

from storage.database import Database
from storage.instance import lexicon_revision
from storage.learned import FEWEST_PAPERS, LearnedFrom, is_learning_due, learned_from, store_learned
from storage.learning import refresh_lexicon
from storage.lexicon import load_lexicon
from storage.records import DigestFormat, Entry
from storage.schema import LearnedTranslationRow, RemovedTermRow
from storage.search.learning.texts import Learned, rules
from storage.search.lexicon import Lexicon, Provenance
from storage.search.names import words_of

NOW = datetime(2025, 10, 3, 8, tzinfo=UTC)


def entries() -> list[Entry]:
    return [
        entry(
            f"2509.{number:05}",
            paper.title,
            title_zh=paper.title_zh,
            abstract=paper.abstract,
            abstract_zh=paper.abstract_zh,
        )
        for number, paper in enumerate(bilingual_papers(), start=1)
    ]


async def take_in(database: Database, *found: Entry) -> None:
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.WEEKLY, *found), location=f"{found[0].arxiv_id}.md")


async def lexicon_of(database: Database) -> Lexicon:
    async with database.reading() as session:
        return await load_lexicon(session)


async def rows(database: Database) -> list[tuple[str, str, str]]:
    row = LearnedTranslationRow
    async with database.reading() as session:
        found = await session.execute(select(row.term, row.text, row.provenance).order_by(row.id))
        return [(term, text, provenance) for term, text, provenance in found]


async def test_papers_teach_the_lexicon_in_both_directions(database: Database) -> None:
    """What a database's own papers say is in its lexicon, with where it comes from."""
    await take_in(database, *entries())
    refreshed = await refresh_lexicon(database, NOW)
    lexicon = await lexicon_of(database)
    there, back = (lexicon.translations_of(words_of(name)) for name in ("灯塔", "lighthouse"))
    assert (there[0].text.lower(), back[0].text) == ("lighthouses", "灯塔")
    assert {there[0].provenance, back[0].provenance} == {Provenance.ALIGNMENT}
    assert refreshed.learned_from.pair_count == len(entries())


async def test_learning_again_without_news_does_nothing(database: Database) -> None:
    """No row is written and no holder of a lexicon is told to load it again."""
    await take_in(database, *entries())
    await refresh_lexicon(database, NOW)
    async with database.reading() as session:
        before = await lexicon_revision(session)
    again = await refresh_lexicon(database, NOW + timedelta(days=3))
    async with database.reading() as session:
        assert await lexicon_revision(session) == before
    assert (again.lesson, again.learned_from.learned_at) == (None, NOW)


async def test_new_papers_replace_what_was_learned(database: Database) -> None:
    """Nothing of an earlier learning stays beside the later one."""
    await take_in(database, *entries()[:4])
    await refresh_lexicon(database, NOW)
    first = await rows(database)
    await take_in(database, *entries()[4:])
    refreshed = await refresh_lexicon(database, NOW)
    second = await rows(database)
    assert refreshed.lesson is not None
    assert second == [(one.term, one.text, str(one.provenance)) for one in refreshed.lesson.learned]
    assert second != first


async def test_what_was_struck_out_is_not_learned_again(database: Database) -> None:
    """The operator's word outlives every learning."""
    await take_in(database, *entries())
    async with database.transaction() as session:
        session.add(RemovedTermRow(name="灯塔", other_name="", removed_at=NOW))
    await refresh_lexicon(database, NOW)
    assert (await lexicon_of(database)).translations_of(words_of("灯塔")) == ()


async def test_progress_is_told(database: Database) -> None:
    """Of reading and of aligning, each up to its end."""
    await take_in(database, *entries())
    told: list[tuple[str, int, int]] = []
    await refresh_lexicon(database, NOW, lambda *one: told.append(one))
    assert ("reading", 10, 10) in told
    assert told[-1][0] == "aligning"
    assert told[-1][1] == told[-1][2]


async def test_an_empty_database_is_no_trouble(database: Database) -> None:
    """There is nothing to learn from, and that is kept in mind."""
    refreshed = await refresh_lexicon(database, NOW)
    assert refreshed.learned_from.pair_count == 0


async def learn_by_hand(database: Database, revision: int, pair_count: int, by: str) -> None:
    source = LearnedFrom(revision, by, pair_count, NOW)
    async with database.transaction() as session:
        await store_learned(session, [Learned("灯塔", "lighthouse", 0.5, Provenance.ALIGNMENT, 2)], source)


async def is_due(database: Database, hours: float) -> bool:
    async with database.reading() as session:
        return await is_learning_due(session, NOW + timedelta(hours=hours))


def chinese_entries(count: int, first: int = 1) -> list[Entry]:
    return [
        entry(f"2508.{number:05}", f"Study Number {number} of Many", title_zh=f"第{number}项研究")
        for number in range(first, first + count)
    ]


async def test_first_learning_waits_for_enough_papers(database: Database) -> None:
    """A handful of papers teaches nothing worth the work."""
    await take_in(database, *chinese_entries(FEWEST_PAPERS - 1))
    assert not await is_due(database, 0)
    await take_in(database, *chinese_entries(1, first=FEWEST_PAPERS))
    assert await is_due(database, 0)


@pytest.mark.parametrize(
    ("new", "hours", "expected"),
    [(5, 25, False), (12, 23, False), (12, 25, True), (70, 0.1, False), (70, 0.2, True)],
)
async def test_later_learning_is_daily_or_after_growth(
    database: Database, new: int, hours: float, expected: bool
) -> None:
    """After a day with enough news, or soon when the library has doubled."""
    await learn_by_hand(database, revision=0, pair_count=60, by=rules())
    await take_in(database, *chinese_entries(new))
    assert await is_due(database, hours) is expected


async def test_other_rules_are_reason_enough(database: Database) -> None:
    """A program that cuts words otherwise learns again at once."""
    await learn_by_hand(database, revision=0, pair_count=60, by="of an older program")
    assert await is_due(database, 0)


async def test_last_learning_is_remembered(database: Database) -> None:
    """From what, by which rules, and when."""
    async with database.reading() as session:
        assert await learned_from(session) is None
    await learn_by_hand(database, revision=7, pair_count=60, by="rules")
    async with database.reading() as session:
        assert await learned_from(session) == LearnedFrom(7, "rules", 60, NOW)
