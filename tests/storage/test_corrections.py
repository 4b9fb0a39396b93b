"""A corrected digest corrects all that follows from it: the record, the index, the matches."""

from pathlib import Path

from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record

from bot.opening import changes_of
from storage.database import Database
from storage.matching import refresh_matches
from storage.papers import paper_by_arxiv_id
from storage.records import DigestFormat
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.ranking import search
from storage.selection import NewsRules, select_papers

PAPER = "2603.00001"


async def test_correction_reaches_record_index_and_matches(database: Database, tmp_path: Path) -> None:
    """What was wrong is found and brought no longer, what is right is, in the paper that was there."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        for words in ("galaxies", "agents"):
            await topic(session, destination, words)
        await record(session, digest(DigestFormat.API, entry(PAPER, "On Galaxies", upvotes=3)))
        await refresh_matches(session, news_since=TODAY)
    index = SearchIndex.open(tmp_path / "index", "database", writable=True)
    try:
        await index.follow(changes_of(database))
        async with database.transaction() as session:
            outcome = await record(session, digest(DigestFormat.API, entry(PAPER, "On Agents", upvotes=4)))
            await refresh_matches(session, news_since=TODAY)
            paper = await paper_by_arxiv_id(session, PAPER)
            selection = await select_papers(session, chat, destination, NOON, NewsRules())
        await index.follow(changes_of(database))
        found = {word: (await search(index, parse(word), (), 9)).total for word in ("galaxies", "agents")}
    finally:
        index.close()
    assert paper is not None
    assert (paper.title, paper.upvotes, outcome.changed) == ("On Agents", 4, (paper.id,))
    assert found == {"galaxies": 0, "agents": 1}
    assert [(match.paper_id, match.topics) for match in selection.shown] == [(paper.id, ("agents",))]


async def test_withdrawal_takes_a_match_back_before_it_is_sent(database: Database, tmp_path: Path) -> None:
    """It is found all the same, and says what it is."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        await topic(session, destination, "agents")
        await record(session, digest(DigestFormat.API, entry(PAPER, "On Agents")))
        await refresh_matches(session, news_since=TODAY)
        before = await select_papers(session, chat, destination, NOON, NewsRules())
        await record(session, digest(DigestFormat.ARXIV, entry(PAPER, "On Agents", is_withdrawn=True)))
        await refresh_matches(session, news_since=TODAY)
        after = await select_papers(session, chat, destination, NOON, NewsRules())
    index = SearchIndex.open(tmp_path / "index", "database", writable=True)
    try:
        await index.follow(changes_of(database))
        found = await search(index, parse("agents"), (), 9)
    finally:
        index.close()
    assert (before.total, after.total, found.total) == (1, 0, 1)
