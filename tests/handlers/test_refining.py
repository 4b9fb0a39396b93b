"""Buttons under results: the same search in another order, of other days, of other words, as a topic."""

from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message

from handlers.buttons import ResultsWithin, SortResults, TryExample, TrySuggestion, WidenResults
from handlers.callbacks import encoded
from handlers.services import Services
from storage.instance import advance_lexicon
from storage.schema import RemovedTermRow
from storage.searches import forget_searches


def titles(message: Message) -> list[str]:
    """The first lines of the papers on a page."""
    return [block.split("\n")[0].partition(". ")[2] for block in message["text"].split("\n\n")[1:]]


async def test_newest_and_hottest_are_a_tap_away(conversation: Conversation) -> None:
    """The page is edited in place, and the button of the present order is marked."""
    [best] = await conversation.say("智能体")
    [hot] = await conversation.tap(best, "最热")
    assert hot["message_id"] == best["message_id"]
    assert titles(hot)[0] == "GEM: A Gym for Agentic LLMs"
    assert conversation.button(hot, "✓")["text"] == "✓ 最热"
    [new] = await conversation.tap(hot, "最新")
    [again] = await conversation.tap(new, "最相关")
    assert (again["text"], conversation.button(again, "✓")["text"]) == (best["text"], "✓ 最相关")


async def test_a_choice_leads_through_pages_and_cards(conversation: Conversation) -> None:
    """The second page and the way back from a card keep order and days."""
    [best] = await conversation.say("智能体")
    [hot] = await conversation.tap(best, "最热")
    [month] = await conversation.tap(hot, "近 30 天")
    [second] = await conversation.tap(month, "下一页")
    assert [row[0]["text"] for row in conversation.rows(second)] == [
        "6",
        "‹ 上一页",
        "最相关",
        "近 7 天",
        "只搜原词",
    ]
    assert conversation.button(second, "✓ 近")["text"] == "✓ 近 30 天"
    [card] = await conversation.tap(second, "7")
    [back] = await conversation.tap(card, "« 结果")
    assert (back["text"], back["reply_markup"]) == (second["text"], second["reply_markup"])


async def test_the_last_days_narrow_a_search(conversation: Conversation) -> None:
    """Where a week holds nothing the page says so, and all days bring the papers back."""
    [found] = await conversation.say("智能体")
    conversation.clock.move(timedelta(days=20))
    [week] = await conversation.tap(found, "近 7 天")
    assert week["text"].split("\n")[0] == "没有找到 智能体。"
    assert "近 7 天 = 10月17日–23日" in week["text"]
    assert "这几天里没有。点下面的按钮，放宽日期。" in week["text"]
    [month] = await conversation.tap(week, "近 30 天")
    assert month["text"].startswith("搜索 智能体：共 9 篇")
    [all_days] = await conversation.tap(month, "全部日期")
    assert all_days["text"] == found["text"]


async def test_written_days_give_way_and_come_back(conversation: Conversation) -> None:
    """A button goes before the days of the text; the third button brings those back."""
    [found] = await conversation.say("智能体 on:2024")
    assert found["text"].startswith("没有找到 智能体 on:2024。")
    [found] = await conversation.say("智能体 on:2025-10-03")
    [week] = await conversation.tap(found, "近 7 天")
    assert "近 7 天 = 9月27日–10月3日" in week["text"]
    assert "on:2025-10-03 =" not in week["text"]
    [written] = await conversation.tap(week, "写明的日期")
    assert written["text"] == found["text"]


async def test_a_search_without_the_added_words_and_back(conversation: Conversation) -> None:
    """Own words alone find less; what was added is told, and comes back with a tap."""
    [widened] = await conversation.say("agent")
    assert "也搜了：智能体、代理" in widened["text"]
    [own] = await conversation.tap(widened, "只搜原词")
    assert own["text"].startswith("搜索 agent：共 7 篇")
    assert "也搜了" not in own["text"]
    [back] = await conversation.tap(own, "连译名一起搜")
    assert back["text"] == widened["text"]


async def test_added_words_stay_as_they_were_shown(conversation: Conversation, services: Services) -> None:
    """A lexicon that changes meanwhile changes neither a kept page nor what its buttons search."""
    [widened] = await conversation.say("agent")
    async with conversation.database.transaction() as session:
        session.add(RemovedTermRow(name="agent", other_name="", removed_at=conversation.clock.now()))
        await advance_lexicon(session)
    await services.lexicon.refresh(conversation.database)
    [hot] = await conversation.tap(widened, "最热")
    assert "共 9 篇 · 第 1/2 页\n也搜了：智能体、代理" in hot["text"]
    [own] = await conversation.tap(hot, "只搜原词")
    [back] = await conversation.tap(own, "连译名一起搜")
    assert back["text"] == hot["text"]
    [anew] = await conversation.say("agent")
    assert anew["text"].startswith("搜索 agent：共 7 篇")


@pytest.mark.parametrize("text", ["✓ 最相关", "✓ 全部日期"])
async def test_a_tap_on_the_present_choice_is_answered_in_silence(
    conversation: Conversation, text: str
) -> None:
    """Nothing is edited, nothing is said, and the waiting sign ends."""
    [found] = await conversation.say("智能体")
    assert await conversation.tap(found, text) == []
    assert conversation.last_toast() == ""
    assert conversation.sandbox.calls("editMessageText") == []


async def test_two_quick_taps_on_one_button_do_no_harm(conversation: Conversation) -> None:
    """The second tap comes from the page that was there before the first."""
    [found] = await conversation.say("智能体")
    data = conversation.button(found, "最热")["callback_data"]
    [first] = await conversation.tap_data(found, data)
    for message in await conversation.tap_data(found, data):
        assert message["text"] == first["text"]
    assert conversation.last_toast() == ""


async def test_a_search_is_followed_as_a_topic(conversation: Conversation) -> None:
    """The results stay; what the topic will bring is a message of its own."""
    [found] = await conversation.say("智能体 强化学习")
    answers = await conversation.tap(found, "订阅这个搜索")
    assert found["message_id"] not in [one["message_id"] for one in answers]
    assert "智能体 强化学习" in answers[0]["text"]


async def test_only_admins_follow_for_a_group(conversation: Conversation) -> None:
    """Everybody may sort a group's results; its topics are not everybody's."""
    [found] = await conversation.say("/search@chenbao_sandbox_bot agent", ALICE, GROUP)
    [hot] = await conversation.tap(found, "Hottest", ALICE)
    assert await conversation.tap(hot, "Follow search", ALICE) == []
    assert conversation.last_toast() == "In groups, only admins can do that."
    assert await conversation.tap(hot, "Follow search", XIAOLIN) != []


@pytest.mark.parametrize(
    ("text", "button", "heading"),
    [
        ("difusion models", "是不是想找：diffusion models（2）", "搜索 diffusion models：共 2 篇"),
        ("强化学习 蛋白质", "去掉 蛋白质（4）", "搜索 强化学习：共 4 篇"),
        ("蒙特卡洛树搜索 upvotes:>1000", "去掉 upvotes:>=1001（1）", "搜索 蒙特卡洛树搜索：共 1 篇"),
        ("reinforcment learning", "reinforcement learning（4）", "搜索 reinforcement learning：共 4 篇"),
        (
            '"蒙特卡洛树搜索 强化学习"',
            "不加引号：蒙特卡洛树搜索 强化学习（1）",
            "搜索 蒙特卡洛树搜索 强化学习：共 1 篇",
        ),
    ],
)
async def test_a_suggestion_is_a_tap_away(
    conversation: Conversation, text: str, button: str, heading: str
) -> None:
    """It tells how many papers it finds, and shows them in place of the empty page."""
    [nothing] = await conversation.say(text)
    assert nothing["text"].startswith(f"没有找到 {text}。")
    [found] = await conversation.tap(nothing, button)
    assert found["message_id"] == nothing["message_id"]
    assert found["text"].startswith(heading)


async def test_suggestions_longer_than_a_button_come_whole(conversation: Conversation) -> None:
    """The button is cut, what it searches is not."""
    text = "智能体 " + " ".join(f"说法{number}" for number in range(40)) + " sort:hot"
    [nothing] = await conversation.say(text)
    for row in conversation.rows(nothing):
        assert all(len(one["callback_data"].encode()) <= 64 for one in row)
        assert all(len(one["text"]) < 40 for one in row)


async def test_an_example_is_a_tap_away(conversation: Conversation) -> None:
    """/search without words offers some, and stays for the next."""
    [said] = await conversation.say("/search")
    assert said["text"].startswith("想找什么？")
    [found] = await conversation.tap(said, "扩散模型 -视频")
    assert found["text"].startswith("搜索 扩散模型 -视频：共 ")
    assert found["message_id"] > said["message_id"]
    [hot] = await conversation.tap(said, "has:code")
    assert "1. GEM: A Gym for Agentic LLMs" in hot["text"]


async def test_buttons_of_an_expired_search_say_so(conversation: Conversation) -> None:
    """Whatever is tapped, the message stays as it is."""
    [found] = await conversation.say("agent")
    async with conversation.database.transaction() as session:
        await forget_searches(session, conversation.clock.now() + timedelta(days=1))
    for text in ("最热", "近 7 天", "只搜原词", "订阅这个搜索"):
        assert await conversation.tap(found, text) == []
        assert conversation.last_toast() == "这次搜索已经过期，请重新搜索。"


@pytest.mark.parametrize(
    ("data", "toast"),
    [
        (SortResults(1, "old"), "这个按钮来自旧消息"),
        (ResultsWithin(1, 8), "这个按钮来自旧消息"),
        (TryExample("went-wrong"), "这个按钮来自旧消息"),
        (TrySuggestion(1, 0), "这次搜索已经过期"),
        (WidenResults(99, 0), "这次搜索已经过期"),
    ],
)
async def test_forged_choices_get_a_polite_word(conversation: Conversation, data: object, toast: str) -> None:
    """A button carries what it carries; nothing else is carried out."""
    [found] = await conversation.say("智能体")
    assert await conversation.tap_data(found, encoded(data)) == []
    assert conversation.last_toast().startswith(toast)
