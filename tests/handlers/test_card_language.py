"""In which language a chat reads papers, whatever the bot itself speaks there."""

import pytest
from conversation import ALICE, Conversation

GEM = "2510.01051"


async def test_a_reader_chooses_the_language_of_papers(conversation: Conversation) -> None:
    """The present choice is marked, and the next card comes in the new one."""
    [settings] = await conversation.say("/settings")
    [panel] = await conversation.tap(settings, "论文语言")
    assert [row[0]["text"] for row in conversation.rows(panel)] == [
        "中文", "✓ 中文，附原题", "英文", "中英都要", "« 设置",
    ]  # fmt: skip
    [panel] = await conversation.tap(panel, "英文")
    assert conversation.button(panel, "✓")["text"] == "✓ 英文"
    [card] = await conversation.say(GEM)
    assert "一句话\nAn environment suite for training agents." in card["text"]
    [panel] = await conversation.tap(panel, "中英都要")
    [card] = await conversation.say(GEM)
    assert "这篇论文讨论强化学习" in card["text"]
    assert "An environment suite for training agents." in card["text"]
    assert "摘要（尚无中文译文）\nWe describe" in card["text"]


async def test_until_one_chooses_papers_follow_the_bot(conversation: Conversation) -> None:
    """Who changes the bot's language reads papers in it, too; who chose keeps the choice."""
    [settings] = await conversation.say("/settings", ALICE)
    [panel] = await conversation.tap(settings, "Paper language", ALICE)
    assert conversation.button(panel, "✓")["text"] == "✓ English"
    await conversation.tap(panel, "Both", ALICE)
    await conversation.tap_data(panel, "sl:zh-Hans", ALICE)
    [panel] = await conversation.tap_data(panel, "st:papers", ALICE)
    assert conversation.button(panel, "✓")["text"] == "✓ 中英都要"


@pytest.mark.parametrize("data", ["sg:fr", "sg:", "sg:zh-original-x"])
async def test_a_language_that_is_none_is_refused(conversation: Conversation, data: str) -> None:
    """Forged buttons change nothing."""
    [settings] = await conversation.say("/settings")
    assert await conversation.tap_data(settings, data) == []
    assert conversation.last_toast().startswith("这个按钮来自旧消息")
