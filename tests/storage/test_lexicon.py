"""The lexicon of an instance: glossary, operator's changes and what was learned, in this order of trust."""

from datetime import UTC, datetime

from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.instance import advance_lexicon, lexicon_revision
from storage.lexicon import load_lexicon
from storage.schema import AddedTermRow, LearnedTranslationRow, RemovedTermRow, Table
from storage.search.lexicon import Lexicon, Provenance
from storage.search.names import words_of

NOW = datetime(2025, 10, 3, tzinfo=UTC)


def learned(term: str, text: str, confidence: float, provenance: str = "alignment") -> LearnedTranslationRow:
    return LearnedTranslationRow(
        term=term, text=text, confidence=confidence, provenance=provenance, seen=9, learned_at=NOW
    )


async def store(database: Database, *rows: Table) -> None:
    async with database.transaction() as session:
        session.add_all(rows)
        await advance_lexicon(session)


async def loaded(database: Database) -> Lexicon:
    async with database.reading() as session:
        return await load_lexicon(session)


def texts(lexicon: Lexicon, term: str) -> list[str]:
    return [one.text for one in lexicon.translations_of(words_of(term))]


async def test_empty_database_has_the_glossary_in_every_direction(database: Database) -> None:
    """Chinese, full English name and abbreviation lead to each other, however they are written."""
    lexicon = await loaded(database)
    assert texts(lexicon, "大語言模型")[:2] == ["large language model", "LLM"]
    assert texts(lexicon, "Large Language Models")[:2] == ["大语言模型", "LLM"]
    assert texts(lexicon, "LLMs")[:2] == ["大语言模型", "large language model"]


async def test_own_terms_come_before_learned_ones_and_learned_repetitions_go(database: Database) -> None:
    """The order is the order of trust, and a plural says nothing new."""
    await store(
        database,
        AddedTermRow(line="青花瓷\tblue and white porcelain\t\t", added_at=NOW),
        learned("青花瓷", "blue and white porcelains", 0.9),
        learned("青花瓷", "porcelain", 0.7),
    )
    found = (await loaded(database)).translations_of(words_of("青花瓷"))
    assert [(one.text, one.provenance) for one in found] == [
        ("blue and white porcelain", Provenance.OPERATOR),
        ("porcelain", Provenance.ALIGNMENT),
    ]


async def test_name_that_the_papers_use_comes_first(database: Database) -> None:
    """Of the glossary's names for one term; nothing else of it changes."""
    before = texts(await loaded(database), "基础模型")
    await store(database, learned("基础模型", before[1], 0.9))
    after = (await loaded(database)).translations_of(words_of("基础模型"))
    assert [one.text for one in after] == [before[1], before[0], *before[2:]]
    assert {one.provenance for one in after} == {Provenance.GLOSSARY}


async def test_abbreviation_of_a_longer_term_is_not_that_of_a_shorter_one(database: Database) -> None:
    """What the glossary knows by an abbreviation it knows better; a name that it does not know is learned."""
    await store(
        database,
        learned("微调", "SFT", 0.9, "parentheses"),
        learned("有监督精调", "SFT", 0.9, "parentheses"),
    )
    lexicon = await loaded(database)
    assert "SFT" not in texts(lexicon, "微调")
    assert texts(lexicon, "有监督精调") == ["SFT"]


async def test_struck_out_names_stay_away_on_both_sides(database: Database) -> None:
    """A name is removed with all that it translates and is translated by; a pair in both directions."""
    await store(
        database,
        RemovedTermRow(name="强化学习", other_name="RL", removed_at=NOW),
        RemovedTermRow(name="LLMs", other_name="", removed_at=NOW),
        learned("LLM", "大模型", 0.9),
    )
    lexicon = await loaded(database)
    assert texts(lexicon, "强化学习") == ["reinforcement learning"]
    assert texts(lexicon, "RL") == ["reinforcement learning"]
    assert texts(lexicon, "LLM") == []
    assert "LLM" not in texts(lexicon, "大语言模型")


async def test_current_lexicon_follows_the_database(database: Database) -> None:
    """It begins with the glossary, takes changes at the next refresh, and keeps its value where there are none."""
    current = CurrentLexicon()
    before = current.lexicon
    assert texts(before, "强化学习")[0] == "reinforcement learning"
    await store(database, learned("青花瓷", "porcelain", 0.7))
    await current.refresh(database)
    after = current.lexicon
    await current.refresh(database)
    assert (texts(before, "青花瓷"), texts(after, "青花瓷")) == ([], ["porcelain"])
    assert current.lexicon is after


async def test_every_change_has_a_number_of_its_own(database: Database) -> None:
    """Holders of a lexicon see each change."""
    for expected in (1, 2):
        async with database.transaction() as session:
            await advance_lexicon(session)
        async with database.reading() as session:
            assert await lexicon_revision(session) == expected
