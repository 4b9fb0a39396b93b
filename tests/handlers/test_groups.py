"""Groups: who may change what, threads, membership."""

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from recording import NOON
from sqlalchemy import select

from storage.chat_waits import lose_thread
from storage.chats import chat_by_telegram_id, destination_of
from storage.records import Chat, ChatState
from storage.schema import MessageRow

THREAD = 7


async def group(conversation: Conversation, telegram_id: int = GROUP) -> Chat | None:
    async with conversation.database.reading() as session:
        return await chat_by_telegram_id(session, telegram_id)


@pytest.mark.parametrize("text", ["/subscribe agents", "/unsubscribe agents", "/settings", "/topics"])
async def test_members_may_not_change_the_group(conversation: Conversation, text: str) -> None:
    """Topics and settings of a group belong to its admins."""
    [said] = await conversation.say(text, ALICE, GROUP)
    assert said["text"] == "In groups, only admins can do that."


async def test_buttons_are_checked_at_the_tap(conversation: Conversation) -> None:
    """Whoever sees an admin's buttons can tap them; only admins change something."""
    [panel] = await conversation.say("/language", XIAOLIN, GROUP)
    assert await conversation.tap(panel, "English", ALICE) == []
    assert conversation.last_toast() == "在群里，只有管理员能这样做。"
    [panel] = await conversation.tap(panel, "English", XIAOLIN)
    assert panel["text"].startswith("Language")


@pytest.mark.parametrize("text", ["/help", "/subscribe", "/today"])
async def test_examples_in_groups_work_in_groups(conversation: Conversation, text: str) -> None:
    """Words alone are for private chats: in a group every example begins with a slash or our name."""
    [said] = await conversation.say(text, XIAOLIN, GROUP)
    examples = [
        said["text"][entity["offset"] : entity["offset"] + entity["length"]]
        for entity in said["entities"]
        if entity["type"] == "code"
    ]
    assert examples
    assert [example for example in examples if not example.startswith(("/", "@"))] == []


async def test_a_message_in_the_name_of_the_group_is_an_admins(conversation: Conversation) -> None:
    """Anonymous admins write as the group itself; a linked channel does not."""
    await conversation.say("/start", XIAOLIN, GROUP)
    anonymous = command(conversation, "/subscribe agents", sender_chat=GROUP)
    await conversation.handle(anonymous)
    assert conversation.sandbox.messages(GROUP)[-1]["text"].startswith("订阅「智能体」？")
    linked = command(conversation, "/subscribe rl", sender_chat=-1_009_999, update_id=10_001)
    await conversation.handle(linked)
    assert conversation.sandbox.messages(GROUP)[-1]["text"].startswith("在群里，只有管理员")


def command(
    conversation: Conversation,
    text: str,
    *,
    sender_chat: int | None = None,
    update_id: int = 10_000,
    **more: object,
) -> dict[str, object]:
    """A command in the group as Telegram would send it."""
    message = {
        "message_id": 1,
        "date": int(conversation.clock.now().timestamp()),
        "chat": {"id": GROUP, "type": "group", "title": "读论文小组"},
        "from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}],
    }
    if sender_chat is not None:
        message["sender_chat"] = {"id": sender_chat, "type": "supergroup", "title": "x"}
    return {"update_id": update_id, "message": message | more}


async def test_answers_stay_in_their_thread(conversation: Conversation) -> None:
    """In a forum group each thread has its own topics and gets its own answers."""
    await conversation.handle(
        command(
            conversation,
            "/subscribe agents",
            sender_chat=GROUP,
            message_thread_id=THREAD,
            is_topic_message=True,
        )
    )
    sent = conversation.sandbox.calls("sendMessage")[0]["parameters"]
    assert int(sent["message_thread_id"]) == THREAD


async def test_a_group_that_removes_the_bot_rests_until_it_is_back(conversation: Conversation) -> None:
    """Removed means silent; its topics and settings are there when the bot returns."""
    await conversation.say("/settings Europe/Berlin", XIAOLIN, GROUP)
    conversation.sandbox.set_member(GROUP, present=False)
    await conversation.settle()
    gone = await group(conversation)
    assert gone is not None
    assert gone.state is ChatState.GONE
    conversation.sandbox.set_member(GROUP, present=True)
    await conversation.settle()
    back = await group(conversation)
    assert back is not None
    assert (back.state, back.timezone) == (ChatState.ACTIVE, "Europe/Berlin")


async def test_a_new_group_is_greeted_once(conversation: Conversation) -> None:
    """Whoever adds the bot sees what to do next; a group that it comes back to knows already."""
    for present in (False, True, False, True):
        conversation.sandbox.set_member(GROUP, present=present)
        await conversation.settle()
    async with conversation.database.reading() as session:
        notices = (await session.scalars(select(MessageRow).where(MessageRow.notice_key.is_not(None)))).all()
    [greeting] = [one.content["html"] for one in notices]
    assert greeting.startswith("<b>大家好，这里是晨报。</b>")
    assert "/search" in greeting


async def test_a_reader_who_blocks_the_bot_is_left_alone(conversation: Conversation) -> None:
    """Blocking marks the chat at once, and any word brings it back."""
    await conversation.say("/settings Europe/Berlin")
    conversation.sandbox.block(XIAOLIN)
    await conversation.settle()
    gone = await group(conversation, XIAOLIN)
    assert gone is not None
    assert gone.state is ChatState.GONE
    conversation.sandbox.block(XIAOLIN, blocked=False)
    await conversation.say("/help")
    back = await group(conversation, XIAOLIN)
    assert back is not None
    assert back.state is ChatState.ACTIVE


async def test_a_group_that_becomes_a_supergroup_keeps_everything(conversation: Conversation) -> None:
    """The number changes, the settings stay."""
    await conversation.say("/settings Europe/Berlin", XIAOLIN, GROUP)
    upgraded = command(conversation, "/x", migrate_to_chat_id=-1_001_234)
    message = upgraded["message"]
    assert isinstance(message, dict)
    del message["text"], message["entities"]
    await conversation.handle(upgraded)
    assert await group(conversation) is None
    moved = await group(conversation, -1_001_234)
    assert moved is not None
    assert moved.timezone == "Europe/Berlin"


async def test_topic_that_is_open_again_gets_its_digests_back(conversation: Conversation) -> None:
    """Its loss is forgotten once Telegram says that it was reopened."""
    await conversation.say("/settings Europe/Berlin", XIAOLIN, GROUP)
    chat = await group(conversation)
    assert chat is not None
    async with conversation.database.transaction() as session:
        await destination_of(session, chat, 7, NOON)
        assert await lose_thread(session, chat.id, 7, NOON)
        assert not await lose_thread(session, chat.id, 7, NOON)
    reopened = command(conversation, "/x", forum_topic_reopened={}, message_thread_id=7)
    message = reopened["message"]
    assert isinstance(message, dict)
    del message["text"], message["entities"]
    await conversation.handle(reopened)
    async with conversation.database.transaction() as session:
        assert await lose_thread(session, chat.id, 7, NOON)


async def test_channels_are_not_answered(conversation: Conversation) -> None:
    """Posts in channels are nobody's commands."""
    update = command(conversation, "/help")
    post = update.pop("message")
    assert isinstance(post, dict)
    post["chat"] = {"id": -1_001_700_000_001, "type": "channel", "title": "c"}
    await conversation.handle({"update_id": 77, "channel_post": post})
    assert conversation.sandbox.calls("sendMessage") == []


async def test_a_sticker_is_answered_with_what_would_help(conversation: Conversation) -> None:
    """We only read words, and say so in private; in a group we keep quiet."""
    update = command(conversation, "/x")
    message = update["message"]
    assert isinstance(message, dict)
    del message["text"], message["entities"]
    await conversation.handle(update)
    assert conversation.sandbox.calls("sendMessage") == []
    await conversation.say("/help", ALICE)
    message |= {
        "chat": {"id": ALICE, "type": "private", "first_name": "Alice"},
        "from": {"id": ALICE, "is_bot": False, "first_name": "Alice", "language_code": "en"},
    }
    await conversation.handle({"update_id": 99_999, "message": message})
    assert conversation.sandbox.messages(ALICE)[-1]["text"].startswith("I can only read text")
