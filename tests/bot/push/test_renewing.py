"""A translation that comes late edits the digest that was sent; nothing is pushed again."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from moving_clock import MovingClock
from pushing import UNPACED, change_chats, chat_of, fault, people, queue, received, sender_to
from readers import reader
from recording import NOON, TODAY, digest, entry, record
from sandbox_driver import CHANNEL, GROUP, SandboxDriver
from sqlalchemy import select

from bot.push.pacing import Pacing
from bot.push.rendering import render_planned
from bot.push.renewing import Renewer
from bot.push.sending import Sender
from bot.telegram_client import push_bot, telegram_request
from storage.database import Database
from storage.deliveries import record_delivery
from storage.outbox import cover_message, sent_content, uncover_message
from storage.records import ChatType, DigestFormat, Language, Match, Selection, TopicGroup
from storage.schedule import Slot
from storage.schema import MessageRow
from storage.settling import end_leases

IDS = ("2603.00001", "2603.00002")
TITLES = ("第一篇论文的中文题目", "第二篇论文的中文题目")


@dataclass(frozen=True, slots=True)
class Morning:
    """A digest of two papers without Chinese titles, sent to one chat."""

    database: Database
    sandbox: SandboxDriver
    clock: MovingClock
    sender: Sender
    renewer: Renewer
    chat: int

    async def brings(self, *, sends: bool = True, **wishes: Any) -> None:
        async with self.database.transaction() as session:
            _, destination = await reader(session, self.chat, **wishes)
            outcome = await record(
                session, digest(DigestFormat.API, *(entry(one, f"On {one}") for one in IDS))
            )
            matches = tuple(Match(paper_id, ("agents",), is_about=True) for paper_id in outcome.new)
            selection = Selection((TopicGroup("agents", 2, matches),), (), 2, (TODAY,))
            await record_delivery(session, destination, Slot(NOON, TODAY, "08:00"), selection, NOON)
        await render_planned(self.database, self.clock, "chenbao_bot")
        if sends:
            await self.sender.send_waiting()
        await self.renew()

    async def translated(self, count: int = 1) -> None:
        """The first papers get their Chinese titles, and all is done that is to be done."""
        some = zip(IDS[:count], TITLES, strict=False)
        entries = [entry(one, f"On {one}", title_zh=title) for one, title in some]
        async with self.database.transaction() as session:
            await record(session, digest(DigestFormat.WEEKLY, *entries), location=f"week {count}.md")
        await self.renew()

    async def renew(self) -> None:
        await self.renewer.renew("chenbao_bot")

    async def message_id(self) -> int:
        async with self.database.reading() as session:
            return int(await session.scalar(select(MessageRow.telegram_message_id)) or 0)

    @property
    def text(self) -> str:
        """The one message that the chat holds of us."""
        [text] = received(self.sandbox, self.chat)
        return text

    @property
    def edits(self) -> int:
        return len(self.sandbox.calls("editMessageText"))


@pytest.fixture
async def morning(sandbox: SandboxDriver, database: Database) -> AsyncGenerator[Morning]:
    clock, request = MovingClock(NOON), telegram_request(None)
    await request.initialize()
    bot = push_bot(sandbox.token, sandbox.url, request)
    async with sender_to(sandbox, database, clock=clock) as sender:
        renewer = Renewer(bot, database, clock, Pacing(**UNPACED))
        yield Morning(database, sandbox, clock, sender, renewer, people(sandbox)[0])
    await request.shutdown()


async def test_late_translation_edits_the_digest_that_was_sent(morning: Morning) -> None:
    """Once, in its place, with the same numbers; a correction of other fields edits nothing."""
    await morning.brings()
    assert TITLES[0] not in morning.text
    await morning.translated()
    await morning.renew()
    assert f"1 {TITLES[0]}" in morning.text
    assert "2 On 2603.00002" in morning.text
    assert morning.edits == 1


@pytest.mark.parametrize("type", [ChatType.SUPERGROUP, ChatType.CHANNEL])
async def test_digest_of_a_thread_or_channel_is_edited_where_it_stands(
    morning: Morning,
    type: ChatType,  # noqa: A002 (the Bot API's own word)
) -> None:
    """In its thread, and its titles stay links to the card; nothing is posted beside it."""
    sandbox, chat, thread = morning.sandbox, CHANNEL, 0
    if type is ChatType.SUPERGROUP:
        chat = sandbox.upgrade(GROUP)
        sandbox.set_member(chat, present=True)
        thread = sandbox.set_topic(chat)
    place = replace(morning, chat=chat)
    await place.brings(type=type, thread=thread)
    [sent] = digests_in(sandbox, chat)
    await place.translated()
    await place.renew()
    [edited] = digests_in(sandbox, chat)
    assert TITLES[0] not in sent["text"]
    assert TITLES[0] in edited["text"]
    for field in ("message_id", "message_thread_id"):
        assert edited.get(field) == sent.get(field)
    assert edited.get("message_thread_id", 0) == thread
    assert [one["type"] for one in edited["entities"]].count("text_link") == len(IDS)
    assert morning.edits == 1


def digests_in(sandbox: SandboxDriver, chat: int) -> list[dict[str, Any]]:
    """The messages of a chat that have the digest's papers."""
    return [one for one in sandbox.messages(chat) if IDS[1] in one.get("text", "")]


async def test_card_that_is_open_stays_and_leads_back_to_the_new_title(morning: Morning) -> None:
    """Whoever reads a card is not torn away from it."""
    await morning.brings()
    chat, number = await chat_of(morning.database, morning.chat), await morning.message_id()
    async with morning.database.transaction() as session:
        await cover_message(session, chat.id, number, NOON)
    await morning.translated()
    assert morning.edits == 0
    async with morning.database.transaction() as session:
        await uncover_message(session, chat.id, number)
        content = await sent_content(session, chat.id, number)
    assert content is not None
    assert TITLES[0] in content.html


async def test_message_is_edited_once_an_hour(morning: Morning) -> None:
    """A second translation within the hour waits for its end."""
    await morning.brings()
    await morning.translated()
    await morning.translated(2)
    assert morning.edits == 1
    morning.clock.move(timedelta(hours=1, minutes=1))
    await morning.renew()
    assert TITLES[1] in morning.text
    assert morning.edits == 2


async def test_title_that_came_before_the_digest_left_is_not_forgotten(morning: Morning) -> None:
    """It was rendered without, and waited: it is edited within the hour after it was sent."""
    await morning.brings(sends=False)
    await morning.translated()
    morning.clock.move(timedelta(minutes=1))
    await morning.sender.send_waiting()
    morning.clock.move(timedelta(hours=1))
    await morning.renew()
    assert TITLES[0] in morning.text


async def test_what_is_too_old_or_for_readers_of_english_stays(morning: Morning) -> None:
    """A day and a half later nobody looks at the digest again."""
    await morning.brings(language=Language.EN)
    await morning.translated()
    assert morning.edits == 0
    async with morning.database.transaction() as session:
        await reader(session, morning.chat, language=Language.ZH_HANS)
    morning.clock.move(timedelta(hours=37))
    await morning.renew()
    assert morning.edits == 0


async def test_refused_edit_is_settled_silently(morning: Morning) -> None:
    """The reader deleted the message: that is all right, and no reason to write anew."""
    await morning.brings()
    fault(
        morning.sandbox,
        method="editMessageText",
        error_code=400,
        description="Bad Request: message to edit not found",
        times=1,
    )
    await morning.translated()
    await morning.renew()
    assert morning.edits == 1
    assert TITLES[0] not in morning.text


async def test_flood_limit_is_kept(morning: Morning) -> None:
    """The edit waits as long as it must, and is made then."""
    await morning.brings()
    fault(morning.sandbox, method="editMessageText", retry_after=60, times=1)
    await morning.translated()
    await morning.renew()
    assert morning.edits == 1
    await change_chats(morning.database, not_before=None)
    async with morning.database.transaction() as session:
        await end_leases(session)
    await morning.renew()
    assert morning.edits == 2
    assert TITLES[0] in morning.text


async def test_new_messages_go_before_edits(morning: Morning) -> None:
    """Edits wait until nothing is left that may be sent."""
    await morning.brings()
    await queue(morning.database, people(morning.sandbox)[1], "a new message")
    await morning.translated()
    assert morning.edits == 0
    await morning.sender.send_waiting()
    await morning.renew()
    assert morning.edits == 1
