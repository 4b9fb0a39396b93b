"""/status in a chat."""

from conversation import GROUP, Conversation
from mornings import morning, ready

from handlers.services import Services


async def test_status_tells_last_and_next(conversation: Conversation, services: Services) -> None:
    """Before the first digest, and after it; by its command and its Chinese word."""
    await ready(conversation, "智能体")
    [before] = await conversation.say("/status")
    assert "上一份：还没有送过。" in before["text"]
    assert "一切正常。" in before["text"]
    [digest] = await morning(conversation, services)
    assert digest["text"].startswith("晨报")
    [after] = await conversation.say("状态")
    assert "送到，" in after["text"]
    assert "下一份：" in after["text"]
    assert "主题：1 个" in after["text"]


async def test_who_has_no_zone_or_topic_is_told_what_to_do(conversation: Conversation) -> None:
    """The reason for silence, with the way out of it."""
    [said] = await conversation.say("/status")
    assert "还没有选时区" in said["text"]
    assert "还没有主题" in said["text"]
    [offered] = await conversation.tap(said, "现成主题")
    assert offered["text"].startswith("现成主题")


async def test_in_groups_admins_see_it(conversation: Conversation) -> None:
    """It tells of the group's wishes, which are its admins' business."""
    [said] = await conversation.say("/status", chat=GROUP)
    assert "状态" in said["text"]
