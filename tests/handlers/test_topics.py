"""Following topics: what one is told, and how to take it back."""

import pytest
from conversation import ALICE, Conversation

from storage.chats import chat_by_telegram_id, destination_of
from storage.records import Topic
from storage.topics import topics_of


async def topics_in(conversation: Conversation, telegram_id: int) -> list[Topic]:
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
        assert chat is not None
        destination = await destination_of(session, chat, 0, conversation.clock.now())
        return await topics_of(session, destination.id)


async def names(conversation: Conversation, telegram_id: int = 710_000_001) -> list[str]:
    return [topic.name for topic in await topics_in(conversation, telegram_id)]


async def test_following_says_what_it_will_bring(conversation: Conversation) -> None:
    """The answer counts the last thirty days, shows examples, and asks for the hour once."""
    told, question = await conversation.say("订阅 环境模拟器 强化学习")
    assert told["text"] == (
        "已订阅「环境模拟器 强化学习」。\n"
        "匹配 强化学习 环境模拟器\n"
        "\n"
        "近 30 天匹配 1 篇，例如：\n"
        "• GEM 强化学习、环境模拟器"
    )
    assert question["text"].startswith("什么时候送？")
    assert await names(conversation) == ["环境模拟器 强化学习"]


async def test_a_ready_made_name_means_the_ready_made_topic(conversation: Conversation) -> None:
    """订阅 智能体 brings papers that say agent, too, and shows so."""
    told, _ = await conversation.say("/subscribe agents", ALICE)
    assert told["text"].startswith("You follow “Agents” now.\nIt matches agent | agentic | 智能体\n")
    assert "9 papers in the last 30 days" in told["text"]


async def test_what_only_contains_the_characters_is_not_promised(conversation: Conversation) -> None:
    """化学 stands in 强化学习, but no such paper would ever come, so none is counted."""
    [found] = await conversation.say("搜索 化学")
    assert "以下只是字面上出现" in found["text"]
    told, _ = await conversation.say("订阅 化学")
    assert "库里还没有一篇匹配。" in told["text"]
    assert "近 30 天" not in told["text"]


async def test_undo_and_undo_of_the_undo(conversation: Conversation) -> None:
    """Whatever one follows or removes can be taken back with one tap."""
    told, _ = await conversation.say("订阅 扩散模型 视频")
    [removed] = await conversation.tap(told, "撤销")
    assert removed["text"].startswith("已退订「扩散模型 视频」。")
    assert await names(conversation) == []
    [again] = await conversation.tap(removed, "撤销")
    assert again["text"].startswith("「扩散模型 视频」回来了。")
    assert await names(conversation) == ["扩散模型 视频"]


async def test_a_long_query_comes_back_whole(conversation: Conversation) -> None:
    """A name is short, but what is restored means the same as what was removed."""
    words = " OR ".join(f"word{number}" for number in range(60))
    told, _ = await conversation.say(f"/subscribe {words}")
    [before] = await topics_in(conversation, 710_000_001)
    [removed] = await conversation.tap(told, "撤销")
    await conversation.tap(removed, "撤销")
    [after] = await topics_in(conversation, 710_000_001)
    assert after.query == before.query


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/subscribe", "把想关注的词写在后面"),
        ("/subscribe !!!", "!!! 里没有可以订阅的词。"),
        ("/subscribe -视频", "-视频 里只有不要的词。"),
        ("/subscribe -(a OR b)", "-(a OR b) 里只有不要的词。"),
    ],
)
async def test_what_cannot_be_followed(conversation: Conversation, text: str, answer: str) -> None:
    """The answer says what is missing; nothing is followed."""
    [said] = await conversation.say(text)
    assert said["text"].startswith(answer)
    assert await names(conversation) == []


async def test_a_topic_that_matches_nothing_is_told(conversation: Conversation) -> None:
    """A misspelt word is noticed now and not after silent weeks."""
    told, _ = await conversation.say("订阅 zzyyxx")
    assert "库里还没有一篇匹配。" in told["text"]


async def test_the_same_topic_twice_and_one_too_many(conversation: Conversation) -> None:
    """A second time changes nothing, other writings of the same query included; over the limit is told."""
    await conversation.say("订阅 甲 OR 乙")
    again, _ = await conversation.say("订阅 乙 | 甲")
    assert again["text"].startswith("「甲 OR 乙」已经订阅过了。")
    for word in ("丙丙", "丁丁", "戊戊", "己己"):
        await conversation.say(f"订阅 {word}")
    [full] = await conversation.say("订阅 庚庚")
    assert full["text"] == "最多订阅 5 个主题，现在已经满了。先退订一个：/topics"
    assert len(await names(conversation)) == 5


async def test_unsubscribing_by_name(conversation: Conversation) -> None:
    """A topic goes by its name or any writing of its query; an unknown one shows the list."""
    await conversation.say("订阅 智能体")
    await conversation.say("订阅 Diffusion Video")
    [unknown] = await conversation.say("退订 没有的")
    assert unknown["text"].startswith("没有名为 没有的 的主题。\n\n我的主题（2）")
    [gone] = await conversation.say("/unsubscribe video diffusion")
    assert gone["text"].startswith("已退订「Diffusion Video」。")
    [listed] = await conversation.say("退订")
    assert listed["text"].startswith("我的主题（1）\n• 智能体")
    [gone] = await conversation.say("退订 agents")
    assert gone["text"].startswith("已退订「智能体」。\n\n还没有主题。")


async def test_the_list_searches_and_removes(conversation: Conversation) -> None:
    """A name searches its query as a new message; the cross removes it in place."""
    await conversation.say("订阅 智能体")
    [listed] = await conversation.say("主题")
    [results] = await conversation.tap(listed, "智能体")
    assert results["text"].startswith("搜索 agent | agentic | 智能体：共 9 篇")
    [emptied] = await conversation.tap(listed, "✕")
    assert emptied["message_id"] == listed["message_id"]
    assert await conversation.tap(listed, "✕") == []
    assert conversation.last_toast() == "这个主题已经不在了。发送 /topics 看现在的主题。"


async def test_ready_made_topics_from_the_list(conversation: Conversation) -> None:
    """The list leads to the ready-made topics and back."""
    [listed] = await conversation.say("/topics")
    [offered] = await conversation.tap(listed, "现成主题")
    [marked] = await conversation.tap(offered, "工具调用")
    assert conversation.button(marked, "工具调用")["text"] == "✓ 工具调用"
    [back] = await conversation.tap(marked, "« 我的主题")
    assert back["text"].startswith("我的主题（1）\n• 工具调用")


async def test_html_in_a_topic_is_text(conversation: Conversation) -> None:
    """A name full of markup is shown as it was written, everywhere."""
    told, _ = await conversation.say("订阅 <b>x</b> & co")
    assert told["text"].startswith("已订阅「<b>x</b> & co」。")
    [listed] = await conversation.say("/topics")
    assert "• <b>x</b> & co" in listed["text"]
