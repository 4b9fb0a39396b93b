"""The list of topics: read, opened, removed, brought back."""

from conversation import XIAOLIN, Conversation
from topic_samples import followed, names, opened, subscribed, topics_in

from storage.chats import chat_by_telegram_id
from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.ranking import SearchResult
from storage.searches import save_search
from storage.wording import AddedWords, Wording


async def test_undo_and_undo_of_the_undo(conversation: Conversation) -> None:
    """Whatever one follows or removes can be taken back with one tap."""
    told = await subscribed(conversation, "扩散模型 视频")
    [removed] = await conversation.tap(told, "撤销")
    assert removed["text"].startswith("已退订「扩散模型 视频」。")
    assert await names(conversation) == []
    [again] = await conversation.tap(removed, "撤销")
    assert again["text"].startswith("「扩散模型 视频」回来了。")
    assert await names(conversation) == ["扩散模型 视频"]


async def test_removed_topic_comes_back_whole_and_in_its_place(conversation: Conversation) -> None:
    """Struck words, own words of any length, and the place among the others."""
    words = " OR ".join(f"word{number}" for number in range(60))
    await subscribed(conversation, words)
    await subscribed(conversation, "视频")
    before = await topics_in(conversation)
    [removed] = await conversation.say(f"退订 {words}")
    [listed] = await conversation.tap(removed, "撤销")
    after = await topics_in(conversation)
    assert [(one.name, one.wording, one.position) for one in after] == [
        (one.name, one.wording, one.position) for one in before
    ]
    assert listed["text"].endswith("点名字查看、修改或退订。")


async def test_button_of_an_older_version_still_brings_a_topic_back(conversation: Conversation) -> None:
    """Removals of before kept words alone; their button follows these."""
    [listed] = await conversation.say("主题")
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
        assert chat is not None
        nothing = SearchResult((), 0, 0)
        kept = await save_search(session, chat.id, "甲 OR 乙", nothing, conversation.clock.now())
    [back] = await conversation.tap_data(listed, f"tf:{kept.id}")
    assert back["text"].startswith("「甲 OR 乙」回来了。")
    assert await names(conversation) == ["甲 OR 乙"]


async def test_unsubscribing_by_name(conversation: Conversation) -> None:
    """A topic goes by its name or any writing of its words; an unknown one shows the list."""
    await subscribed(conversation, "智能体")
    await subscribed(conversation, "Diffusion Video")
    [unknown] = await conversation.say("退订 没有的")
    assert unknown["text"].startswith("没有名为 没有的 的主题。\n\n我的主题（2）")
    [gone] = await conversation.say("/unsubscribe video diffusion")
    assert gone["text"].startswith("已退订「Diffusion Video」。")
    [listed] = await conversation.say("退订")
    assert listed["text"].startswith("我的主题（1）\n• 智能体")
    [gone] = await conversation.say("退订 agents")
    assert gone["text"].startswith("已退订「智能体」。\n\n还没有主题。")


async def test_the_list_opens_and_removes(conversation: Conversation) -> None:
    """A name opens the topic in place; there a button removes it, in place, too."""
    await subscribed(conversation, "智能体")
    [listed] = await conversation.say("主题")
    [screen] = await conversation.tap(listed, "智能体")
    assert screen["message_id"] == listed["message_id"]
    assert screen["text"].startswith("智能体\n匹配 智能体 OR agent OR agentic\n")
    [back] = await conversation.tap(screen, "« 我的主题")
    assert back["text"] == listed["text"]
    [emptied] = await conversation.tap(screen, "✕ 退订")
    assert emptied["message_id"] == listed["message_id"]
    assert await conversation.tap(screen, "✕ 退订") == []
    assert conversation.last_toast() == "这个主题已经不在了。发送 /topics 看现在的主题。"


async def test_ready_made_topics_from_the_list(conversation: Conversation) -> None:
    """The list leads to the ready-made topics, where a tap follows, and back."""
    [listed] = await conversation.say("/topics")
    [offered] = await conversation.tap(listed, "现成主题")
    [marked] = await conversation.tap(offered, "工具调用")
    assert conversation.button(marked, "工具调用")["text"] == "✓ 工具调用"
    [back] = await conversation.tap(marked, "« 我的主题")
    assert back["text"].startswith("我的主题（1）\n• 工具调用")


async def test_ready_made_topics_can_be_looked_into(conversation: Conversation) -> None:
    """Every one opens as a preview with its query, can be followed there, and leads back."""
    [offered] = await conversation.tap((await conversation.say("/topics"))[0], "现成主题")
    [inside] = await conversation.tap(offered, "看看里面")
    [preview] = await conversation.tap(inside, "工具调用")
    assert preview["text"].startswith('订阅「工具调用」？\n匹配 工具调用 OR 工具使用 OR "tool use"')
    [back] = await conversation.tap(preview, "« 现成主题")
    assert back["text"] == inside["text"]
    [preview] = await conversation.tap(back, "界面操作")
    await conversation.tap(preview, "订阅")
    assert await names(conversation) == ["界面操作"]


async def test_html_in_a_topic_is_text(conversation: Conversation) -> None:
    """A name full of markup is shown as it was written, everywhere."""
    told = await subscribed(conversation, "<b>x</b> & co")
    assert told["text"].startswith("已订阅「<b>x</b> & co」。")
    [listed] = await conversation.say("/topics")
    assert "• <b>x</b> & co" in listed["text"]


async def test_a_topic_is_searched_by_the_words_it_keeps(conversation: Conversation) -> None:
    """Its own words, and of the added ones those that were not struck out."""
    await conversation.say("主题")
    wanted = Addition(("视频",), "video", 1.0, Provenance.GLOSSARY)
    struck = Addition(("视频",), "film", 1.0, Provenance.GLOSSARY)
    await followed(
        conversation, "影像", Wording("视频", (AddedWords(wanted), AddedWords(struck, is_struck=True)))
    )
    screen = await opened(conversation, "影像")
    [found] = await conversation.tap(screen, "搜一搜")
    assert found["text"].startswith("搜索 视频：共 2 篇\n也搜了：video\n\n")
