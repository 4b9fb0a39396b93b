"""Chats keep what is theirs, whatever Telegram does to their numbers."""

from datetime import timedelta

from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import func, select

from storage.chat_menus import chats_with_other_menu, keep_own_menu, want_own_menu
from storage.chats import chat_by_telegram_id, destination_of, migrate_chat
from storage.database import Database, Session
from storage.deliveries import mark_rendered, planned_deliveries, record_delivery
from storage.identifiers import ChatId
from storage.notices import queue_notice
from storage.records import Chat, ChatState, DigestFormat, MessageContent, MessageState
from storage.schedule import Slot
from storage.schema import MessageRow
from storage.selection import NewsRules, select_papers
from storage.topics import topics_of

GROUP, SUPERGROUP = -5, -1_005


async def names_followed(session: Session, telegram_id: int) -> list[str] | None:
    """The topics of a chat; None where we do not know it."""
    chat = await chat_by_telegram_id(session, telegram_id)
    if chat is None:
        return None
    destination = await destination_of(session, chat, 0, NOON)
    return [one.name for one in await topics_of(session, destination.id)]


async def known(session: Session, telegram_id: int) -> Chat:
    chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def test_group_keeps_its_topics_as_a_supergroup(database: Database) -> None:
    """The number changes, the chat is the same; telling it twice changes nothing."""
    async with database.transaction() as session:
        chat, destination = await reader(session, GROUP)
        await topic(session, destination, "智能体")
        for _ in range(2):
            await migrate_chat(session, GROUP, SUPERGROUP, NOON)
        moved = await chat_by_telegram_id(session, SUPERGROUP)
        assert moved is not None
        assert moved.id == chat.id
        assert await names_followed(session, GROUP) is None
        assert await names_followed(session, SUPERGROUP) == ["智能体"]


async def test_a_supergroup_gets_the_menu_of_its_group_anew(database: Database) -> None:
    """Telegram keeps menus by the number of the chat."""
    async with database.transaction() as session:
        chat, _ = await reader(session, GROUP)
        await want_own_menu(session, chat.id)
        await keep_own_menu(session, chat, "x")
        assert await chats_with_other_menu(session, "x", after=ChatId(0)) == []
        await migrate_chat(session, GROUP, SUPERGROUP, NOON)
        moved = await chats_with_other_menu(session, "x", after=ChatId(0))
        assert [one.telegram_id for one in moved] == [SUPERGROUP]


async def test_supergroup_that_spoke_first_makes_room(database: Database) -> None:
    """A word in the new chat, handled before the old one told of the move, costs no topic."""
    async with database.transaction() as session:
        _, destination = await reader(session, GROUP)
        await topic(session, destination, "智能体")
        await reader(session, SUPERGROUP)
        await migrate_chat(session, GROUP, SUPERGROUP, NOON)
        assert await names_followed(session, GROUP) is None
        assert await names_followed(session, SUPERGROUP) == ["智能体"]


async def test_supergroup_with_topics_of_its_own_takes_over_those_of_the_group(database: Database) -> None:
    """Nothing is sent to the old number any more, and nothing that was on its way there is lost."""
    async with database.transaction() as session:
        for telegram_id, followed in ((GROUP, ("智能体", "视频")), (SUPERGROUP, ("视频",))):
            chat, destination = await reader(session, telegram_id)
            for words in followed:
                await topic(session, destination, words)
            await queue_notice(session, chat.id, 0, MessageContent("x"), key=str(telegram_id), now=NOON)
        await migrate_chat(session, GROUP, SUPERGROUP, NOON)
        left = await chat_by_telegram_id(session, GROUP)
        assert left is not None
        assert left.state is ChatState.GONE
        assert await names_followed(session, SUPERGROUP) == ["智能体", "视频"]
        waiting = (MessageRow.chat_id == chat.id) & (MessageRow.state == MessageState.QUEUED)
        assert await session.scalar(select(func.count()).where(waiting)) == 2


async def test_papers_that_the_group_was_about_to_get_come_to_the_supergroup(database: Database) -> None:
    """Their digest is cancelled with the group, so they are not shown; what was sent there stays shown."""
    async with database.transaction() as session:
        await reader(session, SUPERGROUP)
        own = await destination_of(session, await known(session, SUPERGROUP), 0, NOON)
        await topic(session, own, "视频")
        group, destination = await reader(session, GROUP)
        await topic(session, destination, "智能体")
        papers = [entry(f"2603.0000{n}", f"Agent {n}", keywords_zh=("智能体",)) for n in range(2)]
        for number, paper in enumerate(papers):
            await record(session, digest(DigestFormat.SUMMARY, paper), location=f"{number}.md")
            selection = await select_papers(session, group, destination, NOON, NewsRules())
            slot = Slot(NOON, TODAY + timedelta(days=number), "08:00")
            await record_delivery(session, destination, slot, selection, NOON)
            if not number:
                [first] = await planned_deliveries(session, 1)
                await mark_rendered(session, first.id, selection)
        await migrate_chat(session, GROUP, SUPERGROUP, NOON)
        found = await select_papers(session, await known(session, SUPERGROUP), own, NOON, NewsRules())
        assert [one.paper_id for one in found.shown] == [one.paper_id for one in selection.shown]
