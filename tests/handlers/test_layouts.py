"""How much of each paper a digest shows, and whether it rings."""

from conversation import XIAOLIN, Conversation
from mornings import morning, ready

from handlers.services import Services
from storage.chats import chat_by_telegram_id
from storage.records import Chat, Layout


async def xiaolin(conversation: Conversation) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
    assert chat is not None
    return chat


async def test_layout_is_chosen_and_holds_for_preview_and_push(
    conversation: Conversation, services: Services
) -> None:
    """/today shows it at once, the next morning comes in it, with the words that were hit."""
    await ready(conversation, "智能体")
    [settings] = await conversation.say("设置")
    [panel] = await conversation.tap(settings, "版式")
    [panel] = await conversation.tap(panel, "详细")
    assert [one["text"] for one in conversation.rows(panel)[0]] == ["简洁", "✓ 详细", "富文本"]
    assert (await xiaolin(conversation)).layout is Layout.NORMAL
    gem = "GEM: A Gym for Agentic LLMs"
    [today] = await conversation.say("今天")
    [pushed] = await morning(conversation, services)
    for digest in (today, pushed):
        assert gem in digest["text"]
        assert "匹配：agentic\n" in digest["text"]


async def test_digest_comes_without_a_sound_where_that_is_wanted(
    conversation: Conversation, services: Services
) -> None:
    """The server is asked not to notify (sendMessage, disable_notification)."""
    await ready(conversation, "智能体")
    [settings] = await conversation.say("设置")
    [panel] = await conversation.tap(settings, "版式")
    [panel] = await conversation.tap(panel, "不响铃")
    assert conversation.button(panel, "✓ 不响铃")
    await morning(conversation, services)
    assert conversation.sandbox.calls("sendMessage")[-1]["parameters"]["disable_notification"] == "true"


async def test_layout_that_we_never_offered_changes_nothing(conversation: Conversation) -> None:
    """Data of a button may come from anybody."""
    [settings] = await conversation.say("设置")
    assert await conversation.tap_data(settings, "sf:enormous") == []
    assert conversation.last_toast().startswith("这个按钮来自旧消息")
