"""The thread of a group to which its topics go."""

from typing import Any

from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from sqlalchemy import select
from topic_samples import names

from storage.chats import chat_by_telegram_id, destination_of
from storage.schema import PaperRow, ShownRow
from storage.threads import send_topic
from storage.topics import topics_of

THREAD = 7


async def here(
    conversation: Conversation,
    person: int = XIAOLIN,
    update_id: int = 10_000,
    *,
    thread: int = THREAD,
    name: str | None = None,
) -> str:
    """What a person who says /here in the thread is answered there."""
    message: dict[str, Any] = {
        "message_id": 1,
        "date": int(conversation.clock.now().timestamp()),
        "chat": {"id": GROUP, "type": "supergroup", "title": "读论文小组", "is_forum": True},
        "from": {"id": person, "is_bot": False, "first_name": "x", "language_code": "zh-hans"},
        "text": "/here",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        "message_thread_id": thread,
        "is_topic_message": True,
    }
    if name is not None:
        opening = {key: message[key] for key in ("date", "chat", "from", "message_thread_id")}
        created = {"name": name, "icon_color": 7_322_096}
        message["reply_to_message"] = opening | {"message_id": thread, "forum_topic_created": created}
    before = len(conversation.sandbox.calls("sendMessage"))
    await conversation.handle({"update_id": update_id, "message": message})
    said = conversation.sandbox.calls("sendMessage")[before]["parameters"]
    assert int(said["message_thread_id"]) == thread
    return str(said["text"])


async def topics_in_thread(conversation: Conversation, thread: int = THREAD) -> list[str]:
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, GROUP)
        assert chat is not None
        destination = await destination_of(session, chat, thread, conversation.clock.now())
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


async def steered(conversation: Conversation) -> Message:
    """The topics of the group as an admin sees them in the private chat."""
    conversation.sandbox.start(XIAOLIN, f"s_{-GROUP}")
    await conversation.settle()
    [topics] = await conversation.say("/topics")
    return topics


async def test_private_chat_shows_the_topics_of_all_threads(conversation: Conversation) -> None:
    """Each with where it goes: a thread by the name that Telegram told, another by its number."""
    await follow(conversation, "智能体")
    await here(conversation, name="论文")
    await follow(conversation, "视频")
    await here(conversation, update_id=10_001, thread=9)
    await follow(conversation, "扩散")
    topics = await steered(conversation)
    lines = [line for line in topics["text"].splitlines() if "→" in line]
    places = [(line.split()[1], line.rpartition("→ ")[2]) for line in lines]
    assert places == [("扩散", "General"), ("智能体", "话题 1"), ("视频", "话题 1")]
    [shown] = await conversation.tap(topics, "发到哪里")
    [shown] = await conversation.tap(shown, "智能体 → 话题 1")
    assert conversation.button(shown, "智能体 → General")
    [shown] = await conversation.tap(shown, "智能体 → General")
    assert conversation.button(shown, "智能体 → 论文")
    assert await topics_in_thread(conversation) == ["智能体"]
    [shown] = await conversation.tap(shown, "全部发到：General")
    assert sorted(await names(conversation, GROUP)) == ["扩散", "智能体", "视频"]
    assert not [one for row in conversation.rows(shown) for one in row if "全部发到：General" in one["text"]]


async def test_new_topic_of_a_steered_group_joins_the_others(conversation: Conversation) -> None:
    """It goes to the thread that an admin chose, not to where nobody looks."""
    await follow(conversation, "智能体")
    await here(conversation)
    await steered(conversation)
    [preview] = await conversation.say("/subscribe 视频")
    await conversation.tap(preview, "订阅")
    assert await topics_in_thread(conversation) == ["智能体", "视频"]


async def test_topic_of_a_thread_is_opened_removed_and_brought_back_from_private(
    conversation: Conversation,
) -> None:
    """It comes back to its thread."""
    await follow(conversation, "智能体")
    await here(conversation)
    topics = await steered(conversation)
    [screen] = await conversation.tap(topics, "智能体")
    [removed] = await conversation.tap(screen, "退订")
    assert await topics_in_thread(conversation) == []
    await conversation.tap(removed, "撤销")
    assert await topics_in_thread(conversation) == ["智能体"]


async def test_thread_that_is_renamed_is_called_by_its_new_name(conversation: Conversation) -> None:
    """A change of its icon alone leaves the name."""
    await follow(conversation, "智能体")
    await here(conversation, name="论文")
    for number, edited in enumerate(({"name": "新论文"}, {"icon_custom_emoji_id": "1"})):
        message = {
            "message_id": 2,
            "date": int(conversation.clock.now().timestamp()),
            "chat": {"id": GROUP, "type": "supergroup", "title": "读论文小组", "is_forum": True},
            "from": {"id": XIAOLIN, "is_bot": False, "first_name": "x"},
            "message_thread_id": THREAD,
            "is_topic_message": True,
            "forum_topic_edited": edited,
        }
        await conversation.handle({"update_id": 20_000 + number, "message": message})
    assert "→ 新论文" in (await steered(conversation))["text"]


async def test_forged_button_sends_nothing_to_a_thread_that_nobody_chose(conversation: Conversation) -> None:
    """Digests do not go where we never were."""
    await follow(conversation, "智能体")
    await here(conversation)
    topics = await steered(conversation)
    about = topics["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split(":")[0]
    await conversation.tap_data(topics, f"{about}:ha:99")
    assert await topics_in_thread(conversation) == ["智能体"]


async def test_topic_that_is_sent_back_brings_no_paper_twice(conversation: Conversation) -> None:
    """What was shown in the thread counts as shown in the group itself."""
    await follow(conversation, "智能体")
    await here(conversation)
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, GROUP)
        assert chat is not None
        paper = await session.scalar(select(PaperRow.id))
        there = await destination_of(session, chat, THREAD, conversation.clock.now())
        back = await destination_of(session, chat, 0, conversation.clock.now())
        session.add(ShownRow(destination_id=there.id, paper_id=paper, delivery_id=None))
        await session.flush()
        [topic] = await topics_of(session, there.id)
        await send_topic(session, topic, back.id)
        shown = await session.scalars(select(ShownRow.destination_id).order_by(ShownRow.destination_id))
        assert shown.all() == sorted([there.id, back.id])
