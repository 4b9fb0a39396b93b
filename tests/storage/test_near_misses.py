"""The papers nearest to topics that none matches."""

from datetime import timedelta

from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record

from storage.database import Database
from storage.near_misses import NearMisses, recent_papers
from storage.records import DigestFormat
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.query import parse
from storage.topics import mute_topic, topics_of
from storage.wording import worded

SUMMARY = DigestFormat.SUMMARY
TRANSLATED = Addition(("记忆",), "memory", 1.0, Provenance.GLOSSARY)


async def nearest(database: Database, *titles: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Titles of the nearest papers of the day with what each lacks, for a reader of some topics."""
    async with database.transaction() as session:
        entries = (entry(f"2603.{number:05}", title) for number, title in enumerate(titles, 1))
        await record(session, digest(SUMMARY, *entries))
        _, destination = await reader(session)
        for text in words:
            await topic(session, destination, text)
        misses = NearMisses(await recent_papers(session, NOON)).of(await topics_of(session, destination.id))
    return [(one.paper.title, one.left_out) for one in misses]


async def test_nearest_papers_lack_one_thing(database: Database) -> None:
    """Two papers with one of the two words, the better one first, and what each lacks."""
    titles = "Agent Agent Planning", "Long Memory", "Video Diffusion"

    found = await nearest(database, *titles, words=("agent memory",))

    assert sorted(found) == [("Agent Agent Planning", "memory"), ("Long Memory", "agent")]


async def test_the_more_a_paper_holds_the_nearer_it_is(database: Database) -> None:
    """Two of three words come before one of two."""
    titles = "Memory Systems", "Sparse Video Diffusion"

    found = await nearest(database, *titles, words=("agent memory", "sparse diffusion audio"))

    assert found == [("Sparse Video Diffusion", "audio"), ("Memory Systems", "agent")]


async def test_at_most_two_are_told(database: Database) -> None:
    """Ten near papers are two lines."""
    found = await nearest(database, *(f"Agent {n}" for n in range(10)), words=("agent memory",))

    assert len(found) == 2


async def test_papers_that_match_a_topic_are_no_misses(database: Database) -> None:
    """What one topic brought is not offered as a near miss of another."""
    found = await nearest(database, "Agent One", words=("agent memory", "agent"))

    assert found == []


async def test_a_lone_word_has_no_misses(database: Database) -> None:
    """Nothing can be left out of a single word, and nothing is made up."""
    assert await nearest(database, "Quantisation of Agents", words=("memory",)) == []


async def test_muted_topics_and_old_papers_are_left_out(database: Database) -> None:
    """Only what the reader waits for, and only papers of these days."""
    async with database.transaction() as session:
        old = TODAY - timedelta(days=5)
        await record(session, digest(SUMMARY, entry(title="Agent of Old")), location="old.md", digest_on=old)
        await record(session, digest(SUMMARY, entry(title="Agent of Today")), location="new.md")
        _, destination = await reader(session)
        await topic(session, destination, "agent memory")
        muted = await topic(session, destination, "today memory")
        await mute_topic(session, muted)
        misses = NearMisses(await recent_papers(session, NOON)).of(await topics_of(session, destination.id))
    assert [one.paper.title for one in misses] == ["Agent of Today"]


async def test_translations_count_as_the_words_they_stand_for(database: Database) -> None:
    """A topic of 智能体 and 记忆, widened by memory, is nearest to an English paper on memory."""
    async with database.transaction() as session:
        await record(session, digest(SUMMARY, entry("2603.00001", "Long-term Memory")))
        _, destination = await reader(session)
        wording = worded(parse("智能体 记忆"), [TRANSLATED])
        await topic(session, destination, "智能体 记忆", wording=wording)
        misses = NearMisses(await recent_papers(session, NOON)).of(await topics_of(session, destination.id))
    assert [(one.paper.title, one.left_out) for one in misses] == [("Long-term Memory", "智能体")]
