"""Why a paper came: the words of each topic that it holds, kept with the delivery."""

from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record

from storage.database import Database
from storage.deliveries import delivery_selection, record_delivery, selection_document, selection_from
from storage.reasons import explained
from storage.records import DigestFormat, Match
from storage.schedule import Slot
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.query import parse
from storage.selection import NewsRules, select_papers
from storage.topics import unfollow
from storage.wording import AddedWords, Wording, worded

AGENT = Addition(("agent",), "智能体", 1.0, Provenance.GLOSSARY)
PAPER = entry("2603.00001", "An agent that calls tools", keywords_zh=("智能体", "工具调用"))


async def test_each_topic_tells_the_words_that_were_hit(database: Database) -> None:
    """Own and added words, for both topics of a paper; the delivery keeps them."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        agents = await topic(session, destination, "我的", wording=worded(parse("agent"), [AGENT]))
        tools = await topic(session, destination, "工具", wording=worded(parse("工具调用 OR GUI")))
        await record(session, digest(DigestFormat.SUMMARY, PAPER))
        selection = await select_papers(session, chat, destination, NOON, NewsRules())
        [selection] = await explained(session, [(destination.id, selection)])
        [found] = selection.shown
        assert found.topics == ("我的", "工具")
        assert found.topic_ids == (agents.id, tools.id)
        assert found.words == (("agent", "智能体"), ("工具调用",))
        recorded = await record_delivery(session, destination, Slot(NOON, TODAY, "08:00"), selection, NOON)
        assert recorded is not None
        await unfollow(session, agents)
        assert await delivery_selection(session, chat.id, recorded) == selection


async def test_struck_out_words_are_no_reason(database: Database) -> None:
    """What was left out found nothing."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        wording = Wording("agent", (AddedWords(AGENT, is_struck=True),))
        await topic(session, destination, "我的", wording=wording)
        await record(session, digest(DigestFormat.SUMMARY, PAPER))
        selection = await select_papers(session, chat, destination, NOON, NewsRules())
        [selection] = await explained(session, [(destination.id, selection)])
        [found] = selection.shown
        assert found.words == (("agent",),)


async def test_topic_that_went_meanwhile_has_no_words(database: Database) -> None:
    """Its name stays; nothing is guessed."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        made = await topic(session, destination, "agent")
        await record(session, digest(DigestFormat.SUMMARY, PAPER))
        selection = await select_papers(session, chat, destination, NOON, NewsRules())
        await unfollow(session, made)
        [selection] = await explained(session, [(destination.id, selection)])
        [found] = selection.shown
        assert (found.topics, found.words) == (("agent",), ((),))


async def test_delivery_of_before_is_still_read(database: Database) -> None:
    """Digests that were recorded without reasons open as they did."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        await topic(session, destination, "agent")
        await record(session, digest(DigestFormat.SUMMARY, PAPER))
        selection = await select_papers(session, chat, destination, NOON, NewsRules())
        document = selection_document(selection)
        for match in document["groups"][0]["matches"]:
            del match["topic_ids"], match["words"]
        [found] = selection_from(document).shown
        assert found == Match(found.paper_id, ("agent",), is_about=True)
