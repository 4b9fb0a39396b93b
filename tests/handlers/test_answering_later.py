"""Answers that the server does not take now: kept in the order of their chat, others do not wait."""

import asyncio

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from sqlalchemy import text

from bot.backlog import Backlog
from bot.lanes import Lanes


@pytest.fixture
def database_url(any_library_url: str) -> str:
    """Kept on both kinds of database."""
    return any_library_url


def said(conversation: Conversation, person: int = XIAOLIN) -> list[str]:
    """The first words of what the bot wrote."""
    return [one["text"][:4] for one in conversation.sandbox.messages(person) if one["from"]["is_bot"]]


async def later(conversation: Conversation) -> None:
    """The time of all kept answers has come."""
    async with conversation.database.transaction() as session:
        await session.execute(text("UPDATE chats SET not_before = NULL"))
        await session.execute(
            text("UPDATE updates SET answer_after = received_at WHERE answer_after IS NOT NULL")
        )
    lanes = Lanes(conversation.handling.handle)
    backlog = Backlog(lanes, conversation.services)
    while conversation.services.held_chats:
        await backlog.fetch()
        await lanes.drain()


async def ask(conversation: Conversation, *words: str) -> None:
    for one in words:
        conversation.sandbox.send(XIAOLIN, XIAOLIN, one)
    await conversation.settle()


async def test_a_flooded_chat_gets_its_answers_later_in_order(conversation: Conversation) -> None:
    """Its effects and those of its next words happen now, its answers once it may be written to."""
    conversation.sandbox.fault("error", method="sendMessage", chat_id=XIAOLIN, retry_after=60, times=1)
    await ask(conversation, "订阅 智能体", "帮助", "主题")
    assert said(conversation) == []
    async with conversation.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM drafts")) == 1
        assert await session.scalar(text("SELECT count(*) FROM chats WHERE not_before IS NOT NULL")) == 1
    await asyncio.to_thread(conversation.sandbox.send, ALICE, ALICE, "/help")
    await conversation.settle()
    assert len(said(conversation, ALICE)) == 1
    assert len(conversation.sandbox.calls("sendMessage")) == 2
    await later(conversation)
    first, *others = said(conversation)
    assert (first, len(others)) == ("订阅「智", 2)
    await ask(conversation, "帮助")
    assert len(said(conversation)) == 4


@pytest.mark.parametrize("kind", ["error", "html", "drop_before"])
async def test_an_outage_keeps_the_answer(conversation: Conversation, kind: str) -> None:
    """Whether the server or what stands before it is in trouble: the answer comes once, or twice at most."""
    conversation.sandbox.fault(kind, method="sendMessage", error_code=502, times=1)
    await ask(conversation, "订阅 智能体")
    assert said(conversation) == []
    await later(conversation)
    assert said(conversation) == ["订阅「智"]


async def test_an_answer_whose_arrival_nobody_knows_comes_twice_at_most(conversation: Conversation) -> None:
    """The connection is cut after each copy arrived."""
    conversation.sandbox.fault("drop_after", method="sendMessage", times=5)
    await ask(conversation, "订阅 智能体")
    await later(conversation)
    assert said(conversation) == ["订阅「智"] * 2


async def test_a_toast_is_worth_nothing_later_but_its_message_is(conversation: Conversation) -> None:
    """What a tap changes on the screen comes; the word over the chat is left out."""
    [preview] = await conversation.say("订阅 智能体")
    conversation.sandbox.fault("error", method="answerCallbackQuery", error_code=502, times=1)
    conversation.sandbox.fault("error", method="editMessageText", error_code=502, times=1)
    await conversation.tap_data(preview, "fd:1")
    await later(conversation)
    assert any("已订阅「智能体」" in one["text"] for one in conversation.sandbox.messages(XIAOLIN))
    assert len(conversation.sandbox.calls("answerCallbackQuery")) == 1


async def test_a_group_that_upgrades_meanwhile_gets_its_answer(conversation: Conversation) -> None:
    """The answer goes to the new number."""
    conversation.sandbox.send(GROUP, XIAOLIN, "/help@chenbao_sandbox_bot")
    updates = conversation.sandbox.updates()
    new_id = conversation.sandbox.upgrade(GROUP)
    await conversation.handle(updates[-1])
    await later(conversation)
    assert any(one["from"]["is_bot"] for one in conversation.sandbox.messages(new_id))
