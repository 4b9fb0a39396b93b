"""What readers have to say reaches the operators."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from sqlalchemy import select

from bot.sandbox.html import parse_html
from handlers.services import Services
from storage.outbox import content_from
from storage.records import MessageContent
from storage.schema import MessageRow


@pytest.fixture
def services(services: Services, request: pytest.FixtureRequest) -> Services:
    """Of a bot with the operators of the test's parameter."""
    return replace(services, admins=getattr(request, "param", ()))


def operators(*numbers: int) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("services", [numbers], indirect=True)


async def notices(conversation: Conversation) -> Sequence[MessageContent]:
    async with conversation.database.reading() as session:
        rows = await session.scalars(select(MessageRow).where(MessageRow.notice_key.is_not(None)))
        return [content_from(row.content) for row in rows]


@operators(ALICE)
async def test_words_reach_every_operator_in_their_language(conversation: Conversation) -> None:
    """Who says it can be answered: name and number stand above; what was written is inert."""
    await conversation.say("/help", ALICE)
    [said] = await conversation.say("反馈 今天 <b>少</b>了一篇")
    assert said["text"] == "已转给管理员，谢谢。"
    [told] = await notices(conversation)
    assert parse_html(told.html).text == f"Feedback from 小林 ({XIAOLIN}):\n今天 <b>少</b>了一篇"
    assert told.is_silent


@operators(XIAOLIN)
async def test_long_words_fit_a_message(conversation: Conversation) -> None:
    """What is cut is its end, never the message."""
    await conversation.say("/feedback " + "𝔸" * 4000)
    [told] = await notices(conversation)
    assert len(parse_html(told.html).text.encode("utf-16-le")) // 2 <= 4096


@operators(XIAOLIN)
async def test_each_thing_said_is_told_once(conversation: Conversation) -> None:
    """Two messages are two notices, however alike."""
    for text in ("反馈 一", "反馈 一"):
        await conversation.say(text)
    assert len(await notices(conversation)) == 2


@pytest.mark.parametrize("services", [(), (999,)], indirect=True)
async def test_nobody_to_hear_it_is_told(conversation: Conversation) -> None:
    """No operator is named, or none ever wrote to the bot, which may not begin; told before one writes."""
    for text in ("反馈 一", "反馈"):
        [said] = await conversation.say(text)
        assert said["text"].startswith("这个机器人没有设置管理员")
    assert await notices(conversation) == []


@operators(XIAOLIN)
async def test_without_words_it_says_how(conversation: Conversation) -> None:
    """In groups it leads to the private chat, like all that is one person's."""
    [said] = await conversation.say("/feedback")
    assert said["text"].startswith("想说什么？")
    [said] = await conversation.say("/feedback x", XIAOLIN, GROUP)
    assert "/feedback" in said["text"]
