"""The glossary as the operator changes it: his word holds, whoever brings a term."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage.database import Database
from storage.errors import UnusableTerm
from storage.glossary_terms import add_terms, glossary_entries, remove_name, usable
from storage.lexicon import load_lexicon
from storage.schema import AddedTermRow, LearnedTranslationRow
from storage.search.glossary import Mark, Term, line_of, parse_glossary
from storage.search.lexicon import Provenance
from storage.search.names import words_of

NOW = datetime(2025, 10, 3, tzinfo=UTC)
PORCELAIN = Term((("青花瓷",),), ("blue and white porcelain",), ("BWP",), frozenset({Mark.AMBIGUOUS}))


async def add(database: Database, *terms: Term) -> int:
    async with database.transaction() as session:
        return await add_terms(session, terms, NOW)


async def remove(database: Database, name: str, other: str = "") -> int:
    async with database.transaction() as session:
        return await remove_name(session, name, other, NOW)


async def texts(database: Database, name: str) -> list[str]:
    async with database.reading() as session:
        lexicon = await load_lexicon(session)
    return [one.text for one in lexicon.translations_of(words_of(name))]


async def test_added_term_works_in_every_direction_at_once(database: Database) -> None:
    """With its mark, and before anything else."""
    assert await add(database, PORCELAIN) == 1
    async with database.reading() as session:
        lexicon = await load_lexicon(session)
        first = (await glossary_entries(session))[0]
    found = lexicon.translations_of(words_of("青花瓷"))
    assert [(one.text, one.is_ambiguous) for one in found] == [
        ("blue and white porcelain", True),
        ("BWP", True),
    ]
    assert lexicon.translations_of(words_of("bwp"))[0].text == "青花瓷"
    assert (first.names, first.provenance) == (
        ("青花瓷", "blue and white porcelain", "BWP"),
        Provenance.OPERATOR,
    )


async def test_adding_again_changes_nothing(database: Database) -> None:
    """A file may be given back as often as one likes."""
    assert [await add(database, PORCELAIN), await add(database, PORCELAIN)] == [1, 0]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (Term((("青花瓷",),), ()), "needs an English name.*青花瓷"),
        (Term((), ("porcelain",)), "needs a Chinese name.*porcelain"),
        (Term((), ()), "needs a Chinese name; given: nothing"),
        (Term((("porcelain",),), ("porcelain",)), "'porcelain' stands where Chinese"),
        (Term((("青花瓷",),), ("青花",)), "'青花' stands where English"),
        (Term((("青花瓷",),), ("?!",)), "'[?]!' is no name"),
        (Term((("青花瓷",),), ("a\tb",)), "is no name"),
        (Term((("瓷" * 100,),), ("china",)), "at most 80 characters"),
    ],
)
async def test_term_without_both_sides_is_refused_with_what_is_wrong(
    database: Database, term: Term, told: str
) -> None:
    """And nothing that came with it is added."""
    with pytest.raises(UnusableTerm, match=told):
        await add(database, PORCELAIN, term)
    async with database.reading() as session:
        assert list(await session.scalars(select(AddedTermRow.line))) == []


async def test_removed_names_are_gone_whoever_brought_them(database: Database) -> None:
    """The program's, own and learned ones alike, on both sides."""
    learned = LearnedTranslationRow(
        term="风筝", text="kite", confidence=0.8, provenance="alignment", seen=5, learned_at=NOW
    )
    async with database.transaction() as session:
        session.add(learned)
    await add(database, PORCELAIN)
    assert [await remove(database, name) for name in ("强化学习", "BWP", "kites")] == [1, 1, 1]
    assert [await texts(database, name) for name in ("强化学习", "BWP", "风筝")] == [[], [], []]
    assert await texts(database, "青花瓷") == ["blue and white porcelain"]


async def test_removing_a_pair_leaves_the_other_names(database: Database) -> None:
    """Only these two no longer mean each other."""
    assert await remove(database, "RL", "强化学习") == 1
    assert await texts(database, "RL") == ["reinforcement learning"]
    assert await texts(database, "强化学习") == ["reinforcement learning"]
    async with database.reading() as session:
        left = [one.names for one in await glossary_entries(session) if "reinforcement learning" in one.names]
    assert left == [("reinforcement learning", "RL"), ("强化学习", "reinforcement learning")]


async def test_removing_what_is_not_there_says_so(database: Database) -> None:
    """A typing error strikes out nothing."""
    assert [
        await remove(database, "强化学系"),
        await remove(database, "RL", "青花瓷"),
        await remove(database, "!"),
    ] == [0, 0, 0]


async def test_adding_brings_a_removed_name_back(database: Database) -> None:
    """The operator's last word counts."""
    await add(database, PORCELAIN)
    await remove(database, "青花瓷")
    await add(database, PORCELAIN)
    assert await texts(database, "BWP") == ["青花瓷", "blue and white porcelain"]


def test_chinese_names_are_cut_unless_they_come_cut() -> None:
    """As the segmenter cuts them, or as the operator did."""
    given = Term((("扩散模型",), ("扩", "散")), ("diffusion model",))
    assert usable(given).chinese == (("扩散", "模型"), ("扩", "散"))


NAMES = st.text("abcdefg XYZ-2", min_size=1, max_size=12).map(str.strip).filter(bool)
CHINESE = st.lists(st.text("扩散模型学习", min_size=1, max_size=3), min_size=1, max_size=3).map(tuple)


@given(
    st.lists(CHINESE, min_size=1, max_size=3),
    st.lists(NAMES, max_size=3),
    st.lists(NAMES, max_size=2),
    st.sets(st.sampled_from(Mark)),
)
@settings(max_examples=60)
def test_terms_survive_the_file(
    chinese: list[tuple[str, ...]], english: list[str], short: list[str], marks: set[Mark]
) -> None:
    """Writing a term as a line and reading it gives the term."""
    term = Term(tuple(chinese), tuple(english), tuple(short), frozenset(marks))
    assert parse_glossary(line_of(term)).terms == (term,)


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_a_glossary_or_a_value_error(text: str) -> None:
    """An editor hears what is wrong with a file, whatever it is."""
    told = ""
    try:
        parse_glossary(text)
    except ValueError as error:
        told = str(error)
    assert told == "" or told.startswith("glossary line")


async def test_whole_glossary_can_be_given_back(database: Database) -> None:
    """What is exported is taken whole by another instance, or the same."""
    async with database.reading() as session:
        terms = [entry.term for entry in await glossary_entries(session)]
    file = "\n".join(map(line_of, terms))
    assert await add(database, *parse_glossary(file).terms) == len({line_of(term) for term in terms})
