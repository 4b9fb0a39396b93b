"""A topic's own screen: words, numbers, and everything that can be changed."""

from urllib.parse import parse_qs, urlsplit

from conversation import GROUP, XIAOLIN, Conversation
from topic_samples import followed, names, opened, subscribed, topics_in

from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.wording import AddedWords, Wording


async def test_screen_tells_words_and_numbers(conversation: Conversation) -> None:
    """What it matches, what was added, how many papers of the week and the month."""
    await subscribed(conversation, '强化学习 "环境模拟器"')
    await subscribed(conversation, "视频")
    screen = await opened(conversation, '强化学习 "环境模拟器"')
    assert screen["text"] == (
        '强化学习 "环境模拟器"（第 1/2 个）\n'
        "也算 reinforcement learning（强化学习）\n"
        "近 7 天 1 篇，近 30 天 1 篇，全部 1 篇\n"
        "点带 ✓ 的词去掉它，点带 ＋ 的词加上它。"
    )


async def test_muted_topic_says_so_and_comes_back(conversation: Conversation) -> None:
    """It stays in the list with a mark; /today tells why there is nothing."""
    await subscribed(conversation, "智能体")
    [muted] = await conversation.tap(await opened(conversation, "智能体"), "静音")
    assert "静音中：晨报里暂时没有它，位置还留着。" in muted["text"]
    [listed] = await conversation.say("主题")
    assert "• 智能体（静音） 智能体 OR agent" in listed["text"]
    [today] = await conversation.say("今天")
    assert today["text"].startswith("主题都静音了，所以没有可送的。")
    [heard] = await conversation.tap(muted, "取消静音")
    assert "静音" not in heard["text"]
    [today] = await conversation.say("今天")
    assert "ACON" in today["text"]


async def test_topics_are_moved(conversation: Conversation) -> None:
    """Up and down by one, with no way beyond the ends."""
    for word in ("甲甲", "乙乙", "丙丙"):
        await subscribed(conversation, word)
    [up] = await conversation.tap(await opened(conversation, "丙丙"), "↑")
    assert up["text"].startswith("丙丙（第 2/3 个）")
    [top] = await conversation.tap(up, "↑")
    assert await names(conversation) == ["丙丙", "甲甲", "乙乙"]
    assert "↑" not in str(conversation.rows(top))
    await conversation.tap(top, "↓")
    assert await names(conversation) == ["甲甲", "丙丙", "乙乙"]


async def test_added_words_are_left_out_and_put_back(conversation: Conversation) -> None:
    """At any time, one by one; what was followed since stays as it was."""
    await subscribed(conversation, "reinforcement learning")
    [before] = await topics_in(conversation)
    screen = await opened(conversation, "reinforcement learning")
    assert "近 30 天 4 篇" in screen["text"]
    [without] = await conversation.tap(screen, "✓ 强化学习")
    assert "近 30 天 1 篇" in without["text"]
    [after] = await topics_in(conversation)
    assert (after.query, after.followed_since) == ("learning reinforcement", before.followed_since)
    [again] = await conversation.tap(without, "＋ 强化学习")
    assert again["text"] == screen["text"]


async def test_added_words_that_make_it_another_topic_are_refused(conversation: Conversation) -> None:
    """Two topics never match the very same; the answer names the other, and nothing changes."""
    added = AddedWords(Addition(("agent",), "智能体", 1.0, Provenance.GLOSSARY), is_struck=True)
    await conversation.say("主题")
    await followed(conversation, "两种写法", Wording("agent | 智能体"))
    await followed(conversation, "只有英文", Wording("agent", (added,)))
    screen = await opened(conversation, "只有英文")
    assert await conversation.tap(screen, "＋ 智能体") == []
    assert conversation.last_toast() == "你的主题「两种写法」匹配的就是这些。"
    assert [one.query for one in await topics_in(conversation)] == ["agent | 智能体", "agent"]


async def test_search_of_a_topic(conversation: Conversation) -> None:
    """Its papers are one tap away, in a new message."""
    await subscribed(conversation, "智能体")
    screen = await opened(conversation, "智能体")
    [results] = await conversation.tap(screen, "搜一搜")
    assert results["message_id"] != screen["message_id"]
    assert results["text"].startswith("搜索 agent | agentic | 智能体：")


async def test_removed_from_its_screen(conversation: Conversation) -> None:
    """With the list and an undo in its place."""
    await subscribed(conversation, "视频")
    [removed] = await conversation.tap(await opened(conversation, "视频"), "退订")
    assert removed["text"].startswith("已退订「视频」。")
    await conversation.tap(removed, "撤销")
    assert await names(conversation) == ["视频"]


async def test_topic_that_is_gone_is_told(conversation: Conversation) -> None:
    """Whatever an old screen's button would do."""
    await subscribed(conversation, "reinforcement learning")
    screen = await opened(conversation, "reinforcement learning")
    await conversation.say("退订 reinforcement learning")
    for text in ("搜一搜", "改词", "改名", "✓", "静音", "退订"):
        assert await conversation.tap(screen, text) == []
        assert conversation.last_toast() == "这个主题已经不在了。发送 /topics 看现在的主题。"


async def test_only_admins_change_topics_of_a_group(conversation: Conversation) -> None:
    """A member's tap on the screen is refused."""
    [preview] = await conversation.say("/subscribe 视频", XIAOLIN, GROUP)
    await conversation.tap(preview, "订阅", XIAOLIN)
    [listed] = await conversation.say("/topics", XIAOLIN, GROUP)
    [screen] = await conversation.tap(listed, "视频", XIAOLIN)
    assert await conversation.tap(screen, "静音", 710_000_002) == []
    [topic] = await topics_in(conversation, GROUP)
    assert not topic.is_muted


async def test_topic_is_shared_as_a_link(conversation: Conversation) -> None:
    """What friends open offers them the same words; long ones fit into no link."""
    await subscribed(conversation, "智能体 记忆")
    shared = conversation.button(await opened(conversation, "智能体 记忆"), "分享")["url"]
    assert parse_qs(urlsplit(shared).query) == {
        "url": [f"https://t.me/{conversation.services.bot_username}?start=t_5pm66IO95L2TIOiusOW_hg"],
        "text": ["晨报主题：智能体 记忆"],
    }
    await subscribed(conversation, "multimodal retrieval augmented generation with agents")
    screen = await opened(conversation, "multimodal")
    assert "分享" not in str(conversation.rows(screen))
