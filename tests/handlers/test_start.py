"""The first minute."""

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation

from storage.chats import chat_by_telegram_id
from storage.records import Chat, Language


async def chat_of(conversation: Conversation, telegram_id: int) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def test_a_reader_of_chinese_is_greeted_and_offered_shanghai(conversation: Conversation) -> None:
    """The client's language decides the first words; one tap settles the hour."""
    welcome, question = await conversation.say("/start")
    assert welcome["text"].startswith("你好，这里是晨报。")
    assert (await chat_of(conversation, XIAOLIN)).timezone is None
    [confirmed] = await conversation.tap(question, "08:00")
    assert confirmed["text"].startswith("说好了：每天 08:00（北京/上海）。\n第一份：10月4日 周六 08:00。")
    chat = await chat_of(conversation, XIAOLIN)
    assert (chat.language, chat.timezone, chat.waits_for_chinese) == (
        Language.ZH_HANS,
        "Asia/Shanghai",
        True,
    )


async def test_another_reader_is_asked_what_time_it_is(conversation: Conversation) -> None:
    """Telegram tells no zone, so the clock on the button is what one compares with."""
    welcome, question = await conversation.say("/start", ALICE)
    assert welcome["text"].startswith("Hello, this is Chenbao")
    assert conversation.button(question, "Berlin")["text"] == "04:00 Berlin"
    [more] = await conversation.tap(question, "Another time zone", ALICE)
    clocks = [one["text"] for row in conversation.rows(more) for one in row if ":" in one["text"]]
    assert clocks[0] == "16:00 Honolulu"
    assert clocks[-1] == "15:00 Auckland"
    assert conversation.button(more, "São Paulo")["text"] == "23:00 São Paulo"
    [confirmed] = await conversation.tap(more, "Berlin", ALICE)
    assert confirmed["text"].startswith("Done: every day at 08:00 (Berlin).")
    assert (await chat_of(conversation, ALICE)).timezone == "Europe/Berlin"


async def test_ready_made_topics_are_toggled_in_place(conversation: Conversation) -> None:
    """A tap follows, the next one leaves, and the greeting stays where it is."""
    welcome, _ = await conversation.say("/start")
    [followed] = await conversation.tap(welcome, "智能体")
    assert followed["message_id"] == welcome["message_id"]
    assert followed["text"] == welcome["text"]
    assert conversation.button(followed, "智能体")["text"] == "✓ 智能体"
    [left] = await conversation.tap(followed, "✓ 智能体")
    assert conversation.button(left, "智能体")["text"] == "智能体"
    [second] = await conversation.tap(left, "下一页")
    assert conversation.button(second, "扩散模型")["text"] == "扩散模型"


async def test_starting_again_asks_nothing_twice(conversation: Conversation) -> None:
    """Once the hour is settled, /start only offers topics."""
    _, question = await conversation.say("/start")
    await conversation.tap(question, "08:00")
    assert len(await conversation.say("/start")) == 1


@pytest.mark.parametrize("payload", ["p_2510_01051", "p1"])
async def test_a_deep_link_opens_a_paper(conversation: Conversation, payload: str) -> None:
    """A link from a group leads to the card in the private chat, at first contact too."""
    [card] = await conversation.say(f"/start {payload}")
    assert card["text"].startswith("GEM: A Gym for Agentic LLMs")


async def test_a_deep_link_to_nothing_says_so(conversation: Conversation) -> None:
    """An unknown id leads on to arXiv, an unknown number is told, nonsense is a plain start."""
    [unknown] = await conversation.say("/start p_2510_99999")
    assert conversation.button(unknown, "arXiv")["url"] == "https://arxiv.org/abs/2510.99999"
    [gone] = await conversation.say("/start p999999")
    assert gone["text"] == "这篇论文已经不在库里了。"
    assert (await conversation.say("/start x;DROP"))[0]["text"].startswith("你好")


async def test_a_group_is_greeted_as_one(conversation: Conversation) -> None:
    """In a group one greeting says who may choose, and has topics and time below it."""
    [welcome] = await conversation.say("/start", chat=GROUP)
    assert welcome["text"].startswith("大家好")
    [welcome] = await conversation.tap(welcome, "智能体")
    confirmed, *_ = await conversation.tap(welcome, "08:00（北京/上海）")
    assert confirmed["message_id"] == welcome["message_id"]
    assert confirmed["text"].startswith("说好了：每天 08:00（北京/上海）。")
    [welcome] = await conversation.say("/start", chat=GROUP)
    assert [one for row in conversation.rows(welcome) for one in row if "08:00" in one["text"]] == []


async def test_first_digest_is_shown_once_the_hour_is_settled(conversation: Conversation) -> None:
    """With topics chosen, one sees at once what comes every morning; its papers open as later ones do."""
    welcome, question = await conversation.say("/start")
    await conversation.tap(welcome, "智能体")
    confirmed, today = await conversation.tap(question, "08:00")
    assert confirmed["text"].endswith("如果现在就送，会是这样：")
    assert today["text"].startswith("晨报 · 10月3日 周五")
    [card] = await conversation.tap(today, "1")
    assert conversation.button(card, "« 晨报")


async def test_link_offers_to_follow_a_topic(conversation: Conversation) -> None:
    """What a friend shared is previewed with its words, never followed by opening a link."""
    [preview] = await conversation.say("/start t_5pm66IO95L2TIOiusOW_hg")
    assert preview["text"].startswith("订阅「智能体 记忆」？")
