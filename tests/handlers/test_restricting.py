"""Groups and channels in which we may not write: who can help is told, and nothing is lost."""

from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning
from sandbox_driver import CHANNEL

from handlers.services import Services

SOON = timedelta(minutes=2)


async def followed_by(conversation: Conversation, chat: int) -> None:
    """An admin looks after the chat, in which a topic comes at eight in Berlin."""
    for present in (False, True):
        conversation.sandbox.set_member(chat, present=present)
        await conversation.settle()
    conversation.sandbox.start(XIAOLIN, f"s_{-chat}")
    await conversation.settle()
    await conversation.say("/settings Europe/Berlin")
    [preview] = await conversation.say("/subscribe 智能体")
    await conversation.tap(preview, "订阅")


def told(conversation: Conversation) -> list[Message]:
    """What the admin was told in private."""
    notes = [one for one in conversation.sandbox.messages(XIAOLIN) if "晨报先留着" in one.get("text", "")]
    return [one | {"chat": {"id": XIAOLIN}} for one in notes]


@pytest.mark.parametrize(
    ("chat", "reason", "remedy"),
    [(CHANNEL, "write_forbidden", "管理员，并打开「发布消息」权限"), (GROUP, "restricted", "允许成员发消息")],
)
async def test_who_looks_after_a_chat_is_told_once_and_tries_again(
    conversation: Conversation, services: Services, chat: int, reason: str, remedy: str
) -> None:
    """The digest waits; once it may be sent, a tap of the one who was told brings it."""
    await followed_by(conversation, chat)
    conversation.sandbox.fault("error", method="sendMessage", chat_id=chat, reason=reason, times=None)
    assert await morning(conversation, services, chat, timedelta(hours=4, minutes=1)) == []
    assert await morning(conversation, services, chat, SOON) == []
    [note] = told(conversation)
    assert remedy in note["text"]
    conversation.sandbox.clear_faults()
    assert await morning(conversation, services, chat, SOON) == []
    await conversation.tap(note, "再试一次")
    assert conversation.last_toast() == "马上再试。"
    [digest, *_] = await morning(conversation, services, chat, SOON)
    assert "智能体" in digest["text"]


async def test_answer_that_a_group_does_not_take_is_told_too(
    conversation: Conversation, services: Services
) -> None:
    """Somebody asks there and gets nothing: the admin hears why."""
    await followed_by(conversation, GROUP)
    conversation.sandbox.fault("error", method="sendMessage", chat_id=GROUP, reason="restricted", times=None)
    for _ in range(2):
        await conversation.say("/help", ALICE, GROUP)
    await morning(conversation, services, XIAOLIN, SOON)
    assert len(told(conversation)) == 1


async def test_nobody_is_told_who_does_not_look_after_the_group(
    conversation: Conversation, services: Services
) -> None:
    """A chat that nobody set up has nobody to tell, and trouble in it is no trouble elsewhere."""
    await conversation.say("/help")
    await conversation.say("/help", XIAOLIN, GROUP)
    conversation.sandbox.fault("error", method="sendMessage", chat_id=GROUP, reason="restricted", times=None)
    await conversation.say("/help", ALICE, GROUP)
    await morning(conversation, services, XIAOLIN, SOON)
    assert told(conversation) == []
