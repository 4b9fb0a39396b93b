"""Topics: followed once, renamed, moved, muted, reworded, kept whole when they go and come back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from readers import reader, topic
from recording import NOON
from sqlalchemy import text

from storage.database import Database, Session
from storage.drafts import Offer, draft_of, forget_drafts, keep_draft, keep_removed, reword_draft
from storage.errors import AlreadyFollowed, TopicLimitReached
from storage.identifiers import DestinationId, DraftId, TopicId
from storage.matching import forget_matches
from storage.records import Destination
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.query import parse
from storage.topics import (
    Topic,
    follow,
    move_topic,
    mute_topic,
    rename_topic,
    reword_topic,
    topics_of,
    unfollow,
    unmute_topic,
)
from storage.upgrading import downgrade, upgrade
from storage.wording import AddedWords, Wording, added_document, added_from, worded

AGENT = Addition(("agent",), "智能体", 1.0, Provenance.GLOSSARY)
MEMORY = Addition(("memory",), "记忆", 0.93, Provenance.ALIGNMENT)
AGENT_MEMORY = worded(parse("agent memory"), (AGENT, MEMORY))
DAY = timedelta(days=1)
OLD_DAY = "2026-03-01 00:00:00"
OLD_CHAT = f"""
    INSERT INTO chats VALUES
    (1, 11, 'private', '', 'zh-Hans', NULL, '[]', '[]', 10, TRUE, NULL, 'active', NULL, '{OLD_DAY}')
"""
OLD_TOPIC = f"""
    INSERT INTO topics (id, destination_id, query_id, name, position, created_at)
    VALUES (3, 1, 1, 'Agents', 1, '{OLD_DAY}')
"""


async def names(session: Session, destination: Destination) -> list[str]:
    return [one.name for one in await topics_of(session, destination.id)]


async def again(session: Session, one: Topic) -> Topic:
    """The topic as it is now."""
    (found,) = (each for each in await topics_of(session, one.destination_id) if each.id == one.id)
    return found


async def test_topic_looks_for_its_own_words_or_those_added(database: Database) -> None:
    """What was added is kept as it was seen, and the query that papers are held against has it."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = await topic(session, destination, "agent memory", wording=AGENT_MEMORY)
        assert await topics_of(session, destination.id) == [made]
        assert made.wording == AGENT_MEMORY
        assert made.query == "agent | 智能体 memory | 记忆"
        assert parse(made.query).canonical == made.query


async def test_struck_out_words_are_kept_and_no_longer_looked_for(database: Database) -> None:
    """They can be put back as they were; the topic goes on from the same day."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = await topic(session, destination, "agent memory", wording=AGENT_MEMORY)
        await reword_topic(session, made, made.wording.toggled(AddedWords(MEMORY).checksum), NOON + DAY)
        struck = await again(session, made)
        assert struck.query == "agent | 智能体 memory"
        assert [one.is_struck for one in struck.wording.added] == [False, True]
        await reword_topic(session, struck, struck.wording.toggled(AddedWords(MEMORY).checksum), NOON + DAY)
        assert await again(session, made) == made


async def test_same_query_is_followed_once(database: Database) -> None:
    """However it was written and widened: what is looked for decides."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        first = await topic(session, destination, "agent 智能体", wording=worded(parse("智能体 | agent")))
        widened = worded(parse("agent"), [AGENT])
        second, is_new = await follow(
            session, destination.id, name="another", wording=widened, since=NOON, limit=100
        )
        assert (second, is_new) == (first, False)


async def test_one_topic_too_many_is_refused(database: Database) -> None:
    """What is followed already still counts as such."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        first = await topic(session, destination, "甲", limit=1)
        assert await topic(session, destination, "甲", limit=1) == first
        with pytest.raises(TopicLimitReached):
            await topic(session, destination, "乙", limit=1)


async def test_other_own_words_make_a_topic_count_as_new(database: Database) -> None:
    """Its name and place stay; what matched the new words long before is no news."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = await topic(session, destination, "agent")
        await reword_topic(session, made, worded(parse("video")), NOON + DAY)
        changed = await again(session, made)
        assert (changed.name, changed.query, changed.position) == ("agent", "video", made.position)
        assert changed.followed_since == NOON + DAY


async def test_rewording_into_another_topic_is_refused(database: Database) -> None:
    """The error names the topic that looks for the same already; nothing changes."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        await topic(session, destination, "agent")
        made = await topic(session, destination, "video")
        with pytest.raises(AlreadyFollowed, match="agent"):
            await reword_topic(session, made, worded(parse("Agent")), NOON)
        assert await again(session, made) == made


async def test_topic_is_renamed_and_muted(database: Database) -> None:
    """A muted topic keeps its place; once it is heard again it counts from that day."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = await topic(session, destination, "agent")
        await rename_topic(session, made, "会动手的模型")
        await mute_topic(session, made)
        muted = await again(session, made)
        assert muted == replace(made, name="会动手的模型", is_muted=True)
        await unmute_topic(session, muted, NOON + DAY)
        assert await again(session, made) == replace(muted, is_muted=False, followed_since=NOON + DAY)


@pytest.mark.parametrize(
    ("name", "steps", "order"),
    [
        ("乙", -1, "乙甲丙"),
        ("乙", 1, "甲丙乙"),
        ("甲", -1, "甲乙丙"),
        ("丙", 1, "甲乙丙"),
        ("丙", -9, "丙甲乙"),
    ],
)
async def test_topic_moves_in_its_list(database: Database, name: str, steps: int, order: str) -> None:
    """Up, down, and no further than the ends."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = {one: await topic(session, destination, one) for one in "甲乙丙"}
        await move_topic(session, made[name], steps)
        assert await names(session, destination) == list(order)


async def test_removed_topic_comes_back_as_it_was(database: Database) -> None:
    """Name, words, struck ones among them, place, mute and day."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        made = await topic(
            session, destination, "名", wording=AGENT_MEMORY.toggled(AddedWords(AGENT).checksum)
        )
        await topic(session, destination, "乙")
        await mute_topic(session, made)
        before = await again(session, made)
        kept = await keep_removed(session, before, NOON + DAY)
        await unfollow(session, before)
        assert await names(session, destination) == ["乙"]
        draft = await draft_of(session, destination.id, kept.id)
        assert draft is not None
        assert draft.place is not None
        back, is_new = await follow(
            session,
            destination.id,
            name=draft.name,
            wording=draft.wording,
            since=draft.place.followed_since,
            limit=100,
            position=draft.place.position,
            is_muted=draft.place.is_muted,
        )
        assert is_new
        assert await names(session, destination) == ["名", "乙"]
        assert replace(back, id=before.id) == before


async def test_draft_is_kept_for_its_destination_alone(database: Database) -> None:
    """Other chats never see it, struck words are kept in it, and after a while it is dropped."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        _, other = await reader(session, 12)
        made = await keep_draft(
            session,
            destination.id,
            name="名",
            wording=AGENT_MEMORY,
            now=NOON,
            topic_id=TopicId(7),
            ignored=("sort:new",),
            offers=(Offer("reasoning", "思维链 OR reasoning"),),
        )
        assert await draft_of(session, destination.id, made.id) == made
        assert await draft_of(session, other.id, made.id) is None
        assert await draft_of(session, destination.id, DraftId(made.id + 1)) is None
        await reword_draft(session, made, AGENT_MEMORY.toggled(AddedWords(AGENT).checksum))
        changed = await draft_of(session, destination.id, made.id)
        assert changed == replace(made, wording=AGENT_MEMORY.toggled(AddedWords(AGENT).checksum))
        await forget_drafts(session, NOON)
        assert await draft_of(session, destination.id, made.id) is not None
        await forget_drafts(session, NOON + DAY)
        session.expire_all()
        assert await draft_of(session, destination.id, made.id) is None


def test_added_words_survive_being_written_down() -> None:
    """What a topic keeps is what is read again, struck out or not."""
    added = AGENT_MEMORY.toggled(AddedWords(MEMORY).checksum).added
    assert added_from(added_document(added)) == added
    assert Wording("agent").query.canonical == "agent"


async def test_topic_of_the_first_version_is_left_as_it_was(database: Database) -> None:
    """A database of before has topics without added words; an upgrade adds none, and a way back is open."""
    await downgrade(database, "0001")
    async with database.transaction() as session:
        await session.execute(text(OLD_CHAT))
        await session.execute(text(f"INSERT INTO destinations VALUES (1, 1, 0, NULL, '{OLD_DAY}')"))
        await session.execute(text("INSERT INTO queries VALUES (1, 'agent', 5)"))
        await session.execute(text(OLD_TOPIC))
    await upgrade(database)
    async with database.transaction() as session:
        [found] = await topics_of(session, DestinationId(1))
        assert (found.name, found.query, found.wording) == ("Agents", "agent", Wording("agent"))
        assert (found.is_muted, found.followed_since.isoformat()) == (False, "2026-03-01T00:00:00+00:00")
        await keep_removed(session, found, NOON)
    await downgrade(database, "0001")
    async with database.transaction() as session:
        rows = await session.execute(text("SELECT id, query_id, name, created_at FROM topics"))
        assert [tuple(row)[:3] for row in rows] == [(3, 1, "Agents")]
    await upgrade(database)


async def test_tidying_passes_over_what_somebody_begins_to_follow(database: Database) -> None:
    """A query that was left lies ready to go; whoever follows it at that moment keeps it."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        await unfollow(session, await topic(session, destination, "agent"))
    async with database.transaction() as session:
        await topic(session, destination, "agent")
        if not database.is_sqlite:  # whose writers come one after the other
            async with database.transaction() as tidying:
                await forget_matches(tidying, NOON)
    async with database.transaction() as session:
        await forget_matches(session, NOON)
        assert await names(session, destination) == ["agent"]
