"""Subscribing: what a topic would bring is told first, and one tap follows it."""

from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from topic_samples import names, topics_in

from handlers.services import Services
from storage.search.query import parse
from storage.search.ranking import search


def labels(conversation: Conversation, message: Message) -> list[list[str]]:
    return [[one["text"] for one in row] for row in conversation.rows(message)]


async def test_preview_counts_and_shows_before_anything_is_followed(conversation: Conversation) -> None:
    """It has the number of the last thirty days, the newest papers, the added words, and one tap to follow."""
    [preview] = await conversation.say('订阅 强化学习 "环境模拟器"')
    assert preview["text"] == (
        '订阅「强化学习 "环境模拟器"」？\n'
        "也算 reinforcement learning（强化学习）\n"
        "点带 ✓ 的词去掉它，点带 ＋ 的词加上它。\n"
        "\n"
        "近 30 天 1 篇（库里只有 1 天的论文），每天约 1 篇。最新的：\n"
        "• GEM 强化学习、环境模拟器 · 10月3日"
    )
    assert labels(conversation, preview) == [["订阅"], ["✓ reinforcement learning"], ["改词", "取消"]]
    assert await names(conversation) == []
    followed, question = await conversation.tap(preview, "订阅")
    assert followed["message_id"] == preview["message_id"]
    assert followed["text"] == '已订阅「强化学习 "环境模拟器"」。\n也算 reinforcement learning（强化学习）'
    assert question["text"].startswith("什么时候送？")
    assert await names(conversation) == ['强化学习 "环境模拟器"']


async def test_number_is_that_of_the_search(conversation: Conversation, services: Services) -> None:
    """All of them are counted, by the very words that the topic will have, not only the first few."""
    [preview] = await conversation.say("/subscribe agent OR diffusion OR 强化学习", ALICE)
    await conversation.tap(preview, "Follow", ALICE)
    [topic] = await topics_in(conversation, ALICE)
    found = await search(services.index, parse(topic.query))
    assert preview["text"].split("\n\n")[1].startswith(f"{found.total_word} papers in the last 30 days")


async def test_word_that_was_added_is_left_out_and_put_back(conversation: Conversation) -> None:
    """A tap on it counts anew; the own words stay; what is followed is what was shown last."""
    [preview] = await conversation.say("/subscribe reinforcement learning", ALICE)
    assert "4 papers in the last 30 days" in preview["text"]
    assert "Also 强化学习" in preview["text"]
    [without] = await conversation.tap(preview, "✓ 强化学习", ALICE)
    assert "1 paper in the last 30 days" in without["text"]
    assert "Also" not in without["text"]
    [again] = await conversation.tap(without, "＋ 强化学习", ALICE)
    assert again["text"] == preview["text"]
    await conversation.tap(again, "✓ 强化学习", ALICE)
    await conversation.tap(again, "Follow", ALICE)
    [topic] = await topics_in(conversation, ALICE)
    assert topic.query == "learning reinforcement"
    assert [one.is_struck for one in topic.wording.added] == [True]


async def test_ready_made_name_means_the_ready_made_topic(conversation: Conversation) -> None:
    """订阅 智能体 brings papers that say agent, too, shows so, and offers narrower ones beside it."""
    [preview] = await conversation.say("/subscribe agents", ALICE)
    assert preview["text"].startswith("Follow “Agents”?\nMatches 智能体 OR agent OR agentic\n")
    assert "9 papers in the last 30 days" in preview["text"]
    assert labels(conversation, preview)[1:3] == [
        ["Multi-agent", "Tool use"],
        ["Computer use", "Deep research"],
    ]
    [narrower] = await conversation.tap(preview, "Tool use", ALICE)
    assert narrower["text"].startswith("Follow “Tool use”?\n")
    await conversation.tap(narrower, "Follow", ALICE)
    assert await names(conversation, ALICE) == ["Tool use"]


async def test_what_only_contains_the_characters_is_not_promised(conversation: Conversation) -> None:
    """化学 stands in 强化学习, but no such paper would ever come, so none is counted."""
    [preview] = await conversation.say("订阅 化学")
    assert "库里还没有一篇匹配。" in preview["text"]
    assert "近 30 天" not in preview["text"]


async def test_misspelt_word_is_told_with_what_was_meant(conversation: Conversation) -> None:
    """Now and not after silent weeks; a tap previews the other words."""
    [preview] = await conversation.say("订阅 diffusoin")
    assert "库里还没有一篇匹配。" in preview["text"]
    assert "是不是想找下面这些？" in preview["text"]
    [meant] = await conversation.tap(preview, "diffusion")
    assert "近 30 天 3 篇" in meant["text"]


async def test_many_papers_a_day_are_told_with_narrower_topics(conversation: Conversation) -> None:
    """More than eight a day are a lot; what shares most of their papers with the query is offered."""
    [preview] = await conversation.say("订阅 agent OR 智能体 OR agents")
    assert "每天约 9 篇，有点多；再加一个词会窄一些。" in preview["text"]
    assert preview["text"].endswith("更窄的现成主题，点一下看看：")
    assert conversation.button(preview, "多智能体")["text"] == "多智能体"
    await conversation.tap(preview, "订阅")
    assert await names(conversation) == ["agent OR 智能体 OR agents"]


@pytest.mark.parametrize(
    ("word", "first", "second", "query"),
    [
        ("代理", "会行动的智能体", "代替真目标的代理指标", "proxy | 代理奖励 | 代理模型"),
        ("量化", "压缩模型", "用数字衡量", "quantitative | 定量"),
    ],
)
async def test_word_with_two_senses_tells_both(
    conversation: Conversation, word: str, first: str, second: str, query: str
) -> None:
    """The reader may keep it, or tap a sense and get words that mean it alone."""
    [preview] = await conversation.say(f"订阅 {word}")
    assert f"「{word}」有两个意思：{first}，或{second}。" in preview["text"]
    [clearer] = await conversation.tap(preview, second)
    assert "有两个意思" not in clearer["text"]
    await conversation.tap(clearer, "订阅")
    [topic] = await topics_in(conversation)
    assert parse(topic.wording.text).canonical == query


async def test_name_of_ours_with_two_senses_offers_the_other(conversation: Conversation) -> None:
    """推理 is our topic on reasoning; who meant inference finds it one tap away."""
    [preview] = await conversation.say("订阅 推理")
    assert "这里的「推理」是思考与推导。想要的是模型运行，就点下面。" in preview["text"]
    [other] = await conversation.tap(preview, "模型运行")
    assert "推理加速" in other["text"]


async def test_same_topic_again_leads_to_the_first(conversation: Conversation) -> None:
    """Other writings of the same words are the same topic; the button opens it."""
    [first] = await conversation.say("订阅 甲 OR 乙")
    await conversation.tap(first, "订阅")
    [again] = await conversation.say("订阅 乙 | 甲")
    assert "你的主题「甲 OR 乙」匹配的就是这些。" in again["text"]
    assert labels(conversation, again)[0] == ["打开「甲 OR 乙」"]
    [opened] = await conversation.tap(again, "打开")
    assert opened["text"].startswith("甲 OR 乙\n")
    assert await names(conversation) == ["甲 OR 乙"]


async def test_same_words_with_others_added_are_told_apart(conversation: Conversation) -> None:
    """Who struck a word out and subscribes again is led to the topic where it can be put back."""
    [preview] = await conversation.say("订阅 reinforcement learning")
    [struck] = await conversation.tap(preview, "✓ 强化学习")
    await conversation.tap(struck, "订阅")
    [again] = await conversation.say("订阅 reinforcement learning")
    assert "你的主题「reinforcement learning」就是这几个词，只是加上的词不同。" in again["text"]
    [opened] = await conversation.tap(again, "打开")
    assert ["＋ 强化学习"] in labels(conversation, opened)


async def test_days_and_order_are_told_to_be_no_use(conversation: Conversation) -> None:
    """A topic means the same on every day; the name keeps what counts."""
    [preview] = await conversation.say("订阅 强化学习 近7天 sort:new")
    assert preview["text"].startswith("订阅「强化学习」？\n")
    assert "主题里没有用到 近7天 sort:new：日期和排序只用于搜索。" in preview["text"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/subscribe", "把想订阅的词写在后面"),
        ("/subscribe !!!", "!!! 里没有可以订阅的词。"),
        ("/subscribe -视频", "-视频 里只有不要的词。"),
        ("/subscribe -(a OR b)", "-(a OR b) 里只有不要的词。"),
        ("/subscribe " + "长" * 1001, "一个主题最多 1,000 个字符，这里有 1,001 个。"),
        ("/subscribe " + " ".join(f"w{n}" for n in range(101)), "一个主题最多 100 个词，这里有 101 个。"),
    ],
)
async def test_what_cannot_be_followed(conversation: Conversation, text: str, answer: str) -> None:
    """The answer says what is missing or too much; nothing is followed."""
    [said] = await conversation.say(text)
    assert said["text"].startswith(answer)
    assert await names(conversation) == []


async def test_one_topic_too_many_is_told(conversation: Conversation) -> None:
    """The tap on the last button says how many there may be; the preview stays."""
    for word in ("甲甲", "乙乙", "丙丙", "丁丁", "戊戊"):
        [preview] = await conversation.say(f"订阅 {word}")
        await conversation.tap(preview, "订阅")
    [preview] = await conversation.say("订阅 己己")
    assert await conversation.tap(preview, "订阅") == []
    assert conversation.last_toast() == "最多订阅 5 个主题，现在已经满了。先退订一个：/topics"
    assert len(await names(conversation)) == 5


async def test_nothing_is_followed_by_a_preview_that_is_cancelled(conversation: Conversation) -> None:
    """It says so, in place."""
    [preview] = await conversation.say("订阅 视频")
    [cancelled] = await conversation.tap(preview, "取消")
    assert cancelled["text"] == "没有订阅「视频」。"
    assert await names(conversation) == []


async def test_following_twice_is_following_once(conversation: Conversation) -> None:
    """A second tap on an old preview changes nothing."""
    [preview] = await conversation.say("订阅 扩散模型 视频")
    follow = conversation.button(preview, "订阅")["callback_data"]
    await conversation.tap_data(preview, follow)
    [again, _] = await conversation.tap_data(preview, follow)
    assert again["text"].startswith("「扩散模型 视频」已经订阅过了。")
    assert await names(conversation) == ["扩散模型 视频"]


async def test_preview_of_another_chat_is_nobodys(conversation: Conversation) -> None:
    """A button's number names a draft; whoever made it up gets nothing."""
    [preview] = await conversation.say("订阅 视频")
    follow = conversation.button(preview, "订阅")["callback_data"]
    [own] = await conversation.say("/help", ALICE)
    assert await conversation.tap_data(own, follow, ALICE) == []
    assert conversation.last_toast() == "This preview has expired. Please send it again."
    assert await names(conversation, ALICE) == []


async def test_when_it_comes_is_told_once_that_is_settled(conversation: Conversation) -> None:
    """With a confirmed zone the answer names the hour and asks nothing."""
    await conversation.say("/settings Asia/Shanghai")
    [preview] = await conversation.say("订阅 视频")
    [followed] = await conversation.tap(preview, "订阅")
    assert followed["text"].endswith("每天 08:00（北京/上海）送到。")


async def test_days_before_this_month_are_told_as_such(conversation: Conversation) -> None:
    """Two months on, nothing is recent, but what there is is shown with its day."""
    conversation.clock.move(timedelta(days=60))
    [preview] = await conversation.say("订阅 扩散模型")
    assert "近 30 天没有，有了就送来。更早的有 " in preview["text"]
    assert preview["text"].count("10月3日") == 3


async def test_only_admins_follow_for_a_group(conversation: Conversation) -> None:
    """Everybody sees the preview, and only an admin's tap follows."""
    [preview] = await conversation.say("/subscribe 视频", XIAOLIN, GROUP)
    assert await conversation.tap(preview, "订阅", ALICE) == []
    assert await names(conversation, GROUP) == []
    await conversation.tap(preview, "订阅", XIAOLIN)
    assert await names(conversation, GROUP) == ["视频"]
