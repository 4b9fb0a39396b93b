"""What a digest holds: new matches, never shown before, within the news window, cut fairly."""

import asyncio
from datetime import timedelta

from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record

from storage.database import Database, Session
from storage.deliveries import record_delivery
from storage.empty_days import empty_reason
from storage.identifiers import PaperId
from storage.matching import refresh_matches
from storage.papers import papers_by_id
from storage.records import Chat, Destination, DigestFormat, EmptyReason, Entry, Selection
from storage.schedule import Slot
from storage.search.query import parse
from storage.selection import NewsRules, select_papers
from storage.topics import mute_topic, reword_topic, unmute_topic
from storage.wording import worded

API, SUMMARY = DigestFormat.API, DigestFormat.SUMMARY
RULES = NewsRules()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def agent(number: int, **fields: object) -> Entry:
    """A paper about agents, by title and keywords."""
    return entry(f"2603.{number:05}", f"Agent {number}", keywords_zh=("智能体",), **fields)


def diffusion(number: int, **fields: object) -> Entry:
    """A paper about diffusion models."""
    return entry(f"2602.{number:05}", f"Diffusion {number}", keywords_zh=("扩散模型",), **fields)


async def titles(session: Session, ids: list[PaperId]) -> list[str]:
    papers = await papers_by_id(session, ids)
    return [papers[paper_id].title for paper_id in ids]


async def shown(session: Session, selection: Selection) -> list[str]:
    return await titles(session, [match.paper_id for match in selection.shown])


async def rest(session: Session, selection: Selection) -> list[str]:
    return await titles(session, [match.paper_id for match in selection.rest])


async def deliver(session: Session, destination: Destination, selection: Selection) -> None:
    """Record a digest that is not the first of its day."""
    slot = Slot(NOON, TODAY, f"{selection.total:02}:00")
    assert await record_delivery(session, destination, slot, selection, NOON) is not None


async def select(session: Session, who: tuple[Chat, Destination], after: timedelta = HOUR) -> Selection:
    return await select_papers(session, *who, NOON + after, RULES)


async def test_new_matches_are_grouped_by_topic(database: Database) -> None:
    """Each topic gets its papers; what matches none stays out, and all new papers are counted."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await topic(session, who[1], "扩散模型")
        await record(session, digest(SUMMARY, agent(1), diffusion(1), entry("2601.00001", "Other")))
        selection = await select(session, who)
        assert [group.topic for group in selection.groups] == ["智能体", "扩散模型"]
        assert await shown(session, selection) == ["Agent 1", "Diffusion 1"]
        assert (selection.new_papers, selection.total, selection.digest_days) == (3, 2, (TODAY,))


async def test_paper_under_two_topics_stands_once_and_names_both(database: Database) -> None:
    """The first topic that finds a paper gets it."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await topic(session, who[1], "扩散模型")
        both = entry("2603.00001", "Agent", keywords_zh=("智能体", "扩散模型"))
        await record(session, digest(SUMMARY, both))
        (only,) = (await select(session, who)).shown
        assert only.topics == ("智能体", "扩散模型")


async def test_over_the_maximum_small_topics_keep_their_share(database: Database) -> None:
    """Nine and two matches at a maximum of six: the two of the small topic are among them."""
    async with database.transaction() as session:
        who = await reader(session, maximum=6)
        await topic(session, who[1], "智能体")
        await topic(session, who[1], "扩散模型")
        await record(session, digest(SUMMARY, *map(agent, range(9)), *map(diffusion, range(2))))
        selection = await select(session, who)
        assert [len(group.matches) for group in selection.groups] == [4, 2]
        assert [group.total for group in selection.groups] == [9, 2]
        assert len(selection.rest) == 5


async def test_mention_in_the_text_gives_way_to_a_paper_about_it(database: Database) -> None:
    """A body that mentions the topic goes behind the button before a title that is about it."""
    async with database.transaction() as session:
        who = await reader(session, maximum=2)
        await topic(session, who[1], "智能体")
        mention = entry("2601.00001", "Mention", abstract_zh="我们研究视频。它也能帮助智能体。")
        await record(session, digest(SUMMARY, mention, agent(1), agent(2)))
        selection = await select(session, who)
        assert await rest(session, selection) == ["Mention"]
        assert [match.is_about for match in selection.rest] == [False]


async def test_nothing_is_shown_twice(database: Database) -> None:
    """What stood in a digest, on the screen or behind its button, never comes again there."""
    async with database.transaction() as session:
        who = await reader(session, maximum=2)
        await topic(session, who[1], "智能体")
        await record(session, digest(SUMMARY, agent(1), agent(2), agent(3)), location="monday.md")
        await deliver(session, who[1], await select(session, who))
        await record(session, digest(SUMMARY, agent(3), agent(4)), location="tuesday.md")
        assert await shown(session, await select(session, who)) == ["Agent 4"]


async def test_archive_is_searched_but_never_pushed(database: Database) -> None:
    """Old files and the first filling bring no news."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await record(session, digest(SUMMARY, agent(1)), is_archive=True)
        assert (await select(session, who)).total == 0


async def test_news_grows_old_after_a_week(database: Database) -> None:
    """A match older than the window, or of a digest dated before it, is no news any more."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await record(session, digest(SUMMARY, agent(1)))
        await refresh_matches(session, news_since=TODAY)
        assert (await select(session, who, 6 * DAY)).total == 1
        assert (await select(session, who, 9 * DAY)).total == 0


async def test_first_digest_of_a_new_topic_reaches_back_one_day(database: Database) -> None:
    """What came in the day before the topic was made is brought, what came earlier is not."""
    async with database.transaction() as session:
        who = await reader(session)
        await record(session, digest(SUMMARY, agent(1)), location="a.md", now=NOON - 3 * DAY)
        await record(session, digest(SUMMARY, agent(2)), location="b.md", now=NOON - HOUR)
        await topic(session, who[1], "智能体")
        assert await shown(session, await select(session, who)) == ["Agent 2"]


async def test_change_that_makes_a_paper_match_counts_as_new(database: Database) -> None:
    """A paper that was no match when it came is brought once a correction makes it one."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        plain = entry("2603.00001", "A paper", keywords_zh=("视频",))
        await record(session, digest(SUMMARY, plain), location="a.md")
        assert (await select(session, who)).total == 0
        await record(session, digest(SUMMARY, agent(1)), location="a.md", now=NOON + HOUR)
        assert (await select(session, who, 2 * HOUR)).total == 1


async def test_correction_that_ends_a_match_takes_it_back(database: Database) -> None:
    """A paper that no longer matches is not brought."""
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await record(session, digest(SUMMARY, agent(1)), location="a.md")
        assert (await select(session, who)).total == 1
        plain = entry("2603.00001", "A paper", keywords_zh=("视频",))
        await record(session, digest(SUMMARY, plain), location="a.md", now=NOON + HOUR)
        assert (await select(session, who, 2 * HOUR)).total == 0


async def test_reader_of_chinese_waits_for_it_a_while(database: Database) -> None:
    """Where Chinese digests come in, an English paper is held up to 36 hours, then brought as it is."""
    async with database.transaction() as session:
        who = await reader(session, waits_for_chinese=True)
        await topic(session, who[1], "agent")
        await record(session, digest(SUMMARY, diffusion(1)), location="chinese.md")
        await record(session, digest(API, entry("2603.00009", "An agent")), location="english.json")
        early = await select(session, who)
        assert (early.total, early.held) == (0, 1)
        late = await select(session, who, timedelta(hours=37))
        assert (late.total, late.held) == (1, 0)


async def test_nothing_is_held_without_a_chinese_source(database: Database) -> None:
    """Where only English comes in, waiting would be for ever."""
    async with database.transaction() as session:
        who = await reader(session, waits_for_chinese=True)
        await topic(session, who[1], "agent")
        await record(session, digest(API, entry("2603.00009", "An agent")))
        assert (await select(session, who)).total == 1


async def test_chinese_that_arrives_ends_the_wait(database: Database) -> None:
    """A held paper is brought as soon as a Chinese digest tells of it."""
    async with database.transaction() as session:
        who = await reader(session, waits_for_chinese=True)
        await topic(session, who[1], "智能体")
        await topic(session, who[1], "agent")
        await record(session, digest(SUMMARY, diffusion(1)), location="chinese.md")
        await record(session, digest(API, entry("2603.00001", "Agent 1")), location="english.json")
        assert (await select(session, who)).total == 0
        await record(session, digest(SUMMARY, agent(1)), location="later.md", now=NOON + HOUR)
        assert await shown(session, await select(session, who, 2 * HOUR)) == ["Agent 1"]


async def test_muted_topic_brings_nothing_and_is_held_against_nothing(database: Database) -> None:
    """Its papers stay out, others under the same query get theirs, and once heard it brings what comes."""
    async with database.transaction() as session:
        who = await reader(session)
        muted = await topic(session, who[1], "智能体")
        await mute_topic(session, muted)
        await record(session, digest(SUMMARY, agent(1)), location="a.md")
        selection = await select(session, who)
        assert (selection.total, selection.new_papers) == (0, 1)
        reason = await empty_reason(session, who[1].id, selection, now=NOON, since=None, sources=())
        assert reason is EmptyReason.ALL_MUTED
        assert await refresh_matches(session, news_since=TODAY) == 0
        other = await reader(session, 12)
        await topic(session, other[1], "智能体")
        assert (await select(session, other)).total == 1
        await unmute_topic(session, muted, NOON + 2 * DAY)
        await record(session, digest(SUMMARY, agent(2)), location="b.md", now=NOON + 2 * DAY)
        assert await shown(session, await select(session, who, 3 * DAY)) == ["Agent 2"]


async def test_topic_with_other_words_reaches_back_one_day(database: Database) -> None:
    """Nobody gets a week of papers for changing a word, and what was shown never comes again."""
    async with database.transaction() as session:
        who = await reader(session)
        made = await topic(session, who[1], "智能体")
        await record(session, digest(SUMMARY, diffusion(1)), location="a.md")
        late = NOON + 3 * DAY
        await record(session, digest(SUMMARY, diffusion(2)), location="b.md", now=late)
        await reword_topic(session, made, worded(parse("扩散模型")), late + HOUR)
        assert await shown(session, await select(session, who, 3 * DAY + 2 * HOUR)) == ["Diffusion 2"]


async def test_readers_who_ask_at_once_never_get_in_each_others_way(database: Database) -> None:
    """The same new topic followed, and the same new papers matched, by several at one moment."""
    numbers = range(11, 15)

    async def subscribe(number: int) -> tuple[Chat, Destination]:
        async with database.transaction() as session:
            who = await reader(session, number)
            await topic(session, who[1], "智能体")
            return who

    async def look(who: tuple[Chat, Destination]) -> int:
        async with database.transaction() as session:
            return (await select(session, who)).total

    readers = await asyncio.gather(*map(subscribe, numbers))
    async with database.transaction() as session:
        await record(session, digest(SUMMARY, agent(1), agent(2)))
    assert await asyncio.gather(*map(look, readers)) == [2] * len(numbers)
