"""/forget: asked in numbers, confirmed in time by who asked, complete, and final."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning, ready
from pushing import NOTHING, in_flight, sender_to
from sqlalchemy import String, cast, func, select, update
from topic_samples import names

from handlers.buttons import EraseChat
from handlers.callbacks import encoded
from handlers.services import Services
from storage.chats import chat_by_telegram_id, destination_of
from storage.database_clock import database_now
from storage.deliveries import record_delivery
from storage.outbox import store_messages
from storage.papers import papers_after
from storage.records import MessageContent, MessageState
from storage.saved import save_paper
from storage.schedule import Slot
from storage.schema import MessageRow, Table
from storage.updates import waiting_updates

ERASE, KEEP = "全部删除", "不删除"
DONE = "全部删除了，这里不会再收到任何消息。发送 /start 可以重新开始。"
STAYING = {
    "papers",
    "entries",
    "digests",
    "digest_places",
    "instance",
    "senders",
    "learned_translations",
    "learnings",
}
"""Tables of the library; what people leave behind stands in the others."""


@pytest.fixture
def database_url(any_library_url: str) -> str:
    """What is deleted is deleted on both kinds of database."""
    return any_library_url


async def left(conversation: Conversation) -> dict[str, int]:
    """How many rows each table holds of people; the update that was the last word stays as a number."""
    async with conversation.database.reading() as session:
        counts = {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Table.metadata.sorted_tables
            if table.name not in STAYING
        }
    return {name: count for name, count in counts.items() if count}


async def texts_left(conversation: Conversation) -> str:
    """All that the tables of people hold, as one text."""
    async with conversation.database.reading() as session:
        found = [
            row
            for table in Table.metadata.sorted_tables
            if table.name not in STAYING
            for row in await session.execute(select(*(cast(column, String) for column in table.columns)))
        ]
    return repr(found)


async def ask(conversation: Conversation, person: int = XIAOLIN, chat: int | None = None) -> Message:
    """The question that /forget asks."""
    [question] = await conversation.say("/forget", person, chat)
    return question


async def lived_in(conversation: Conversation) -> None:
    """小林 follows, searches, is asked something, and got a digest."""
    await ready(conversation, "智能体")
    await conversation.say("diffusion")
    [listed] = await conversation.say("主题")
    [screen] = await conversation.tap(listed, "智能体")
    await conversation.tap(screen, "改名")
    async with conversation.database.transaction() as session:
        [paper, *_] = await papers_after(session, 0, 1)
        await save_paper(session, XIAOLIN, paper.id, conversation.clock.now())
    assert await morning(conversation, conversation.services)


async def test_everything_is_deleted_after_a_question_in_numbers(conversation: Conversation) -> None:
    """Every table that holds something of people is empty but for the number of the last tap."""
    await lived_in(conversation)
    question = await ask(conversation)
    assert question["text"].splitlines()[:4] == [
        "要删除这里的全部数据吗？",
        "· 主题 1 个",
        "· 全部设置",
        "· 收藏 1 篇",
    ]
    [done] = await conversation.tap(question, ERASE)
    assert (done["text"], "reply_markup" in done) == (DONE, False)
    assert await left(conversation) == {"updates": 1}
    kept = await texts_left(conversation)
    assert [word for word in ("智能体", "小林", "diffusion", "晨报") if word in kept] == []


async def test_the_menu_in_another_language_goes_too(conversation: Conversation) -> None:
    """Who begins anew begins with what Telegram shows everybody."""
    await conversation.say("/language 繁體")
    scope = {"type": "chat", "chat_id": XIAOLIN}
    assert len(conversation.sandbox.result("getMyCommands", scope=scope)) == 10
    question, *_ = await conversation.say("/forget")
    await conversation.tap(question, "全部刪除")
    assert conversation.sandbox.result("getMyCommands", scope=scope) == []


async def test_start_begins_anew(conversation: Conversation) -> None:
    """Nothing of the old wishes is left."""
    await ready(conversation, "智能体")
    await conversation.tap(await ask(conversation), ERASE)
    welcome, question = await conversation.say("/start")
    assert "✓" not in str(conversation.rows(welcome))
    assert "什么时候" in question["text"]
    assert await names(conversation) == []


async def test_nothing_is_deleted_by_the_other_button(conversation: Conversation) -> None:
    """And the question is gone."""
    await ready(conversation, "智能体")
    [kept] = await conversation.tap(await ask(conversation), KEEP)
    assert kept["text"] == "什么也没有删除。"
    assert await names(conversation) == ["智能体"]


@pytest.mark.parametrize("seconds", [-1, 601, 86_400])
async def test_an_old_button_deletes_nothing(conversation: Conversation, seconds: int) -> None:
    """It is good for ten minutes, and for none that are yet to come."""
    await ready(conversation, "智能体")
    question = await ask(conversation)
    conversation.clock.move(timedelta(seconds=seconds))
    [told] = await conversation.tap(question, ERASE)
    assert told["text"].startswith("已经超过十分钟")
    assert await names(conversation) == ["智能体"]


@pytest.mark.parametrize("asked_at", [0, 36**12 - 1])
async def test_a_forged_button_deletes_nothing(conversation: Conversation, asked_at: int) -> None:
    """Whatever moment it names."""
    await ready(conversation, "智能体")
    question = await ask(conversation)
    await conversation.tap_data(question, encoded(EraseChat(asked_at, XIAOLIN)))
    assert await names(conversation) == ["智能体"]


async def test_a_second_tap_brings_nothing_back(conversation: Conversation) -> None:
    """Nor does any other old button: only who writes begins anew."""
    await ready(conversation, "智能体")
    [listed] = await conversation.say("主题")
    question = await ask(conversation)
    await conversation.tap(question, ERASE)
    assert await conversation.tap(question, ERASE) == []
    assert conversation.last_toast().startswith("这里没有保存任何数据")
    await conversation.tap(listed, "智能体")
    assert "chats" not in await left(conversation)


async def test_the_button_of_a_past_life_deletes_nothing_of_the_new_one(conversation: Conversation) -> None:
    """The edit that takes the button away may be lost."""
    question = await ask(conversation)
    await conversation.tap(question, ERASE)
    conversation.clock.move(timedelta(seconds=5))
    await ready(conversation, "智能体")
    await conversation.tap(question, ERASE)
    assert await names(conversation) == ["智能体"]


async def test_in_groups_only_the_admin_who_asked_confirms(conversation: Conversation) -> None:
    """Members cannot, and neither can another admin."""
    question = await ask(conversation, XIAOLIN, GROUP)
    assert question["text"].startswith("要删除这个群的全部数据吗？")
    await conversation.tap(question, ERASE, ALICE)
    assert conversation.last_toast() == "在群里，只有管理员能这样做。"
    theirs = encoded(EraseChat(int(conversation.clock.now().timestamp()), ALICE))
    await conversation.tap_data(question, theirs, XIAOLIN)
    assert conversation.last_toast() == "只有发送 /forget 的那位管理员可以确认。"
    async with conversation.database.reading() as session:
        assert await chat_by_telegram_id(session, GROUP) is not None
    [done] = await conversation.tap(question, ERASE, XIAOLIN)
    assert done["text"] == DONE
    async with conversation.database.reading() as session:
        assert await chat_by_telegram_id(session, GROUP) is None


async def test_a_private_chat_and_a_group_are_deleted_apart(conversation: Conversation) -> None:
    """What the group follows is the group's."""
    await ready(conversation, "智能体")
    await conversation.tap(await ask(conversation, XIAOLIN, GROUP), ERASE)
    assert await names(conversation) == ["智能体"]


async def test_what_others_follow_stays(conversation: Conversation) -> None:
    """The query of a topic is shared; it goes with the last one who follows it."""
    await ready(conversation, "智能体")
    [preview] = await conversation.say("/subscribe 智能体", XIAOLIN, GROUP)
    await conversation.tap(preview, "订阅")
    await conversation.tap(await ask(conversation), ERASE)
    assert (await left(conversation))["queries"] == 1
    assert await names(conversation, GROUP) == ["智能体"]
    await conversation.tap(await ask(conversation, XIAOLIN, GROUP), ERASE)
    assert set(await left(conversation)) == {"updates"}


async def test_queued_messages_never_leave(conversation: Conversation, services: Services) -> None:
    """A digest that waits in the outbox is deleted with the rest."""
    await lived_in(conversation)
    await stored_as(conversation, MessageState.DEFERRED)
    await conversation.tap(await ask(conversation), ERASE)
    before = conversation.sandbox.messages(XIAOLIN)
    assert await morning(conversation, services) == []
    assert conversation.sandbox.messages(XIAOLIN) == before


async def test_a_message_under_way_is_waited_for(conversation: Conversation) -> None:
    """While one is in flight nothing is deleted, for it would come after the last word; then all is."""
    await lived_in(conversation)
    await stored_as(conversation, MessageState.SENDING)
    question = await ask(conversation)
    assert await conversation.tap(question, ERASE) == []
    assert conversation.last_toast() == "有一条消息正在发往这里，请过几秒再点一次。"
    assert await names(conversation) == ["智能体"]
    await stored_as(conversation, MessageState.SENDING, lease=timedelta(minutes=-1))
    assert [one["text"] for one in await conversation.tap(question, ERASE)] == [DONE]
    assert await left(conversation) == {"updates": 1}


async def test_nothing_follows_the_last_word(conversation: Conversation, services: Services) -> None:
    """A digest of two messages, the first in flight: it arrives, the second never leaves, the word comes last."""
    await ready(conversation, "智能体")
    question = await ask(conversation)
    await queued(conversation, "first", "second")
    async with sender_to(conversation.sandbox, services.database, clock=conversation.clock) as sender:
        conversation.sandbox.fault("delay", method="sendMessage", delay_seconds=0.5, times=1)
        sending = asyncio.create_task(sender.send_waiting())
        await in_flight(sender)
        assert await conversation.tap(question, ERASE) == []
        assert conversation.last_toast().startswith("有一条消息正在发往这里")
        sender.stop()
        await sending
        await sender.close()
    [done] = await conversation.tap(question, ERASE)
    async with sender_to(
        conversation.sandbox, services.database, worker="other", clock=conversation.clock
    ) as sender:
        assert await sender.send_waiting() == 0
    assert [one["text"] for one in conversation.sandbox.messages(XIAOLIN)][-2:] == [done["text"], "first"]


async def test_what_was_written_after_the_tap_counts(conversation: Conversation) -> None:
    """Words that wait behind it are no part of what was deleted."""
    await ready(conversation, "智能体")
    question = await ask(conversation)
    data: dict[str, Any] = conversation.button(question, ERASE)
    conversation.sandbox.tap(XIAOLIN, XIAOLIN, question["message_id"], data["callback_data"])
    conversation.sandbox.send(XIAOLIN, XIAOLIN, "/start")
    seen = conversation.sandbox.call("getUpdates", timeout=0)["result"]
    assert ["callback_query" in one for one in seen][-2:] == [True, False]
    await conversation.settle()
    assert (await left(conversation))["chats"] == 1
    assert await names(conversation) == []
    async with conversation.database.reading() as session:
        assert await waiting_updates(session, 10) == []


async def test_the_same_tap_again_is_not_handled_again(
    conversation: Conversation, services: Services
) -> None:
    """Telegram may send it twice; its number is all that is kept of it."""
    await ready(conversation, "智能体")
    question = await ask(conversation)
    data = conversation.button(question, ERASE)["callback_data"]
    conversation.sandbox.tap(XIAOLIN, XIAOLIN, question["message_id"], data)
    [tapped] = await conversation.settle()
    await ready(conversation, "世界模型")
    await conversation.handle(tapped)
    assert await names(conversation) == ["世界模型"]
    assert services.held_chats == set()


async def queued(conversation: Conversation, *texts: str) -> None:
    """A digest of so many messages waits in 小林's outbox."""
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
        assert chat is not None
        now = conversation.clock.now()
        destination = await destination_of(session, chat, 0, now)
        slot = Slot(now, now.date(), "08:00")
        delivery_id = await record_delivery(session, destination, slot, NOTHING, now)
        assert delivery_id is not None
        contents = [MessageContent(text) for text in texts]
        await store_messages(session, delivery_id, chat.id, 0, contents, now=now)


async def stored_as(
    conversation: Conversation, state: MessageState, lease: timedelta = timedelta(minutes=1)
) -> None:
    """The messages of the digest, as they are on their way."""
    async with conversation.database.transaction() as session:
        until = await database_now(session) + lease if state is MessageState.SENDING else None
        await session.execute(update(MessageRow).values(state=state, leased_by="w", lease_until=until))
