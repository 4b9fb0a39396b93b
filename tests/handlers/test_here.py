"""The thread of a group to which its topics go."""

from typing import Any

from conversation import ALICE, GROUP, XIAOLIN, Conversation
from topic_samples import names

from storage.chats import chat_by_telegram_id, destination_of
from storage.topics import topics_of

THREAD = 7


async def here(conversation: Conversation, person: int = XIAOLIN, update_id: int = 10_000) -> str:
    """What a person who says /here in the thread is answered there."""
    message: dict[str, Any] = {
        "message_id": 1,
        "date": int(conversation.clock.now().timestamp()),
        "chat": {"id": GROUP, "type": "supergroup", "title": "读论文小组", "is_forum": True},
        "from": {"id": person, "is_bot": False, "first_name": "x", "language_code": "zh-hans"},
        "text": "/here",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        "message_thread_id": THREAD,
        "is_topic_message": True,
    }
    before = len(conversation.sandbox.calls("sendMessage"))
    await conversation.handle({"update_id": update_id, "message": message})
    said = conversation.sandbox.calls("sendMessage")[before]["parameters"]
    assert int(said["message_thread_id"]) == THREAD
    return str(said["text"])


async def topics_in_thread(conversation: Conversation) -> list[str]:
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, GROUP)
        assert chat is not None
        destination = await destination_of(session, chat, THREAD, conversation.clock.now())
        return [topic.name for topic in await topics_of(session, destination.id)]


async def follow(conversation: Conversation, words: str) -> None:
    [preview] = await conversation.say(f"/subscribe {words}", XIAOLIN, GROUP)
    await conversation.tap(preview, "订阅")


async def test_all_topics_of_a_group_come_to_the_thread(conversation: Conversation) -> None:
    """One word in the thread is enough; said again, it says that they come already."""
    await follow(conversation, "智能体")
    await follow(conversation, "视频")
    assert await here(conversation) == "好，本群的 2 个主题以后都发到这里。"
    assert await topics_in_thread(conversation) == ["智能体", "视频"]
    assert await names(conversation, GROUP) == []
    assert await here(conversation, update_id=10_001) == "本群的 2 个主题本来就发到这里。"


async def test_topic_that_the_thread_has_is_not_doubled(conversation: Conversation) -> None:
    """What both follow is followed once, wherever it came from."""
    await follow(conversation, "智能体")
    await here(conversation)
    await follow(conversation, "智能体")
    assert await here(conversation, update_id=10_001) == "本群的 1 个主题本来就发到这里。"
    assert await topics_in_thread(conversation) == ["智能体"]
    assert await names(conversation, GROUP) == []


async def test_group_without_topics_is_told_how_to_get_some(conversation: Conversation) -> None:
    """The thread is chosen before there is anything to send."""
    await conversation.say("/settings Europe/Berlin", XIAOLIN, GROUP)
    assert (await here(conversation)).startswith("好，晨报以后发到这里。还没有主题")


async def test_members_do_not_choose_the_thread(conversation: Conversation) -> None:
    """It is the admins' to choose."""
    await follow(conversation, "智能体")
    assert "管理员" in await here(conversation, ALICE)
    assert await names(conversation, GROUP) == ["智能体"]


async def test_private_chat_has_no_threads(conversation: Conversation) -> None:
    """It says where the command belongs."""
    [said] = await conversation.say("/here")
    assert said["text"].startswith("这个命令用在群里")
