"""/search and plain text: pages, cards and the way back; helpful answers where nothing is found."""

import json
from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, Conversation, Message

from storage.searches import forget_searches


def marked(message: Message, kind: str) -> list[str]:
    """The pieces of a message in a style; its letters are all of the basic plane."""
    text = message["text"]
    entities = (one for one in message["entities"] if one["type"] == kind)
    return [text[one["offset"] : one["offset"] + one["length"]] for one in entities]


async def test_results_cards_and_the_way_back(conversation: Conversation) -> None:
    """One message carries the search: results, a card, its neighbour, and back to the same page."""
    [results] = await conversation.say("/search 智能体")
    assert results["text"].startswith("搜索 智能体：共 9 篇 · 第 1/2 页\n也搜了：agent")
    [card] = await conversation.tap(results, "2")
    assert card["message_id"] == results["message_id"]
    assert conversation.button(card, "PDF")["url"].startswith("https://arxiv.org/pdf/")
    [neighbour] = await conversation.tap(card, "下一篇")
    assert neighbour["text"] != card["text"]
    [back] = await conversation.tap(neighbour, "« 结果")
    assert (back["text"], back["reply_markup"]) == (results["text"], results["reply_markup"])


async def test_what_was_looked_for_stands_out(conversation: Conversation) -> None:
    """In titles underlined, in the matching sentence bold, whichever language it was found in."""
    [results] = await conversation.say("对话智能体")
    title = "Infusing Theory of Mind into Socially Intelligent LLM Agents"
    assert results["text"].split("\n\n")[1].split("\n")[:2] == [
        f"1. {title}",
        "这篇论文讨论对话智能体，并给出一个简单可行的办法。",
    ]
    assert marked(results, "bold")[:2] == [f"1. {title}", "对话智能体"]
    [english] = await conversation.say("智能体", ALICE)
    assert {"Agents", "Agent"} <= set(marked(english, "underline"))


async def test_a_search_can_be_sorted(conversation: Conversation) -> None:
    """sort: changes the order and nothing else; the buttons know it."""
    [best] = await conversation.say("智能体")
    [hot] = await conversation.say("智能体 sort:hot")
    assert hot["text"].startswith("搜索 智能体 sort:hot：共 9 篇 · 第 1/2 页\n也搜了：agent")
    assert hot["text"].split("\n\n")[1].startswith("1. GEM: ")
    assert [row[2]["text"] for row in conversation.rows(hot)[2:3]] == ["✓ 最热"]
    assert conversation.button(best, "✓")["text"] == "✓ 最相关"


async def test_pages_turn_in_place(conversation: Conversation) -> None:
    """Six or more results have pages; a card of the second page leads back to it."""
    [first] = await conversation.say("论文讨论")
    assert "第 1/3 页" in first["text"]
    [second] = await conversation.tap(first, "下一页")
    assert "第 2/3 页" in second["text"]
    [card] = await conversation.tap(second, "9")
    [back] = await conversation.tap(card, "« 结果")
    assert back["text"] == second["text"]


@pytest.mark.parametrize("text", ["/search agent", "搜索 agent", "搜索：agent", "agent"])
async def test_a_search_by_command_word_or_plain_text(conversation: Conversation, text: str) -> None:
    """In a private chat all ways of asking find the same."""
    [results] = await conversation.say(text)
    assert results["text"].startswith("搜索 agent：共 9 篇")


async def test_glued_text_is_searched_and_the_command_is_a_tap_away(conversation: Conversation) -> None:
    """搜索智能体 is looked for as it stands; the button searches 智能体, 主题模型 leads to topics."""
    [nothing] = await conversation.say("搜索智能体")
    assert nothing["text"].startswith("没有找到 搜索智能体。")
    [results] = await conversation.tap(nothing, "搜索 智能体")
    assert results["text"].startswith("搜索 智能体：共 9 篇")
    [searched] = await conversation.say("主题模型")
    [topics] = await conversation.tap(searched, "主题")
    assert topics["text"].startswith("还没有主题。")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/search", "想找什么？"),
        ("/search (((", "((( 里没有能搜索的词。"),
        ("😀", "😀 里没有能搜索的词。"),
        ('/search "zz yy', '没有找到 "zz yy。\n没有用到："\n这些词要同时出现才算。'),
        ("慕尼黑", "没有找到 慕尼黑。\n要把时区设成这里，发送 /settings 慕尼黑。"),
        ("/search zzyyxx", "没有找到 zzyyxx。\n换一个说法试试"),
        ('/search "zzyy xxww"', '没有找到 "zzyy xxww"。\n引号里的词要原样连在一起。'),
        ("/search zzyy AND NEAR(", "没有找到 zzyy AND NEAR(。\n没有用到：("),
        ("/search zzyy after:2025-02-30", "没有找到 zzyy after:2025-02-30。\n没有用到：after:2025-02-30"),
        ("/search zzyy on:2025-09", "没有找到 zzyy on:2025-09。\non:2025-09 = 9月1日–30日\n这段日子里没有。"),
        ("<b>zzyy</b> & c++", "没有找到 <b>zzyy</b> & c++。"),
    ],
)
async def test_what_finds_nothing_gets_advice(conversation: Conversation, text: str, answer: str) -> None:
    """Never an empty page: what was ignored is named, and what to try is said."""
    [said] = await conversation.say(text)
    assert said["text"].startswith(answer)


async def test_a_very_long_query_is_answered_and_echoed_short(conversation: Conversation) -> None:
    """4,096 characters are read; 64 of them are said back."""
    [said] = await conversation.say("强化学习" * 1024)
    assert said["text"].startswith("搜索 " + ("强化学习" * 16)[:63] + "…：共 4 篇")


@pytest.mark.parametrize(
    "text",
    [
        "2510.01051",
        "2510.01051v3",
        "https://arxiv.org/pdf/2510.01051v1",
        "看看这个 https://huggingface.co/papers/2510.01051 吧",
        "/paper arXiv:2510.01051",
        "论文 2510.01051",
        "/search 2510.01051",
    ],
)
async def test_an_id_or_link_opens_the_card(conversation: Conversation, text: str) -> None:
    """However a paper is named, its card opens."""
    [card] = await conversation.say(text)
    assert card["text"].startswith("GEM: A Gym for Agentic LLMs")
    assert "HF 点赞 57" in card["text"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/paper", "请写上编号或链接"),
        ("/paper abc", "abc 不是 arXiv 编号或链接。"),
        ("/paper 2513.00001", "2513.00001 不是 arXiv 编号或链接。"),
        ("2510.99999", "库里还没有 2510.99999。"),
    ],
)
async def test_a_paper_that_cannot_be_opened(conversation: Conversation, text: str, answer: str) -> None:
    """The answer names what was written and what would be right."""
    [said] = await conversation.say(text)
    assert said["text"].startswith(answer)


async def test_an_expired_search_says_so(conversation: Conversation) -> None:
    """Old pages end in a friendly word, and the message stays as it is."""
    [results] = await conversation.say("智能体")
    async with conversation.database.transaction() as session:
        await forget_searches(session, conversation.clock.now() + timedelta(days=1))
    assert await conversation.tap(results, "1") == []
    assert conversation.last_toast() == "这次搜索已经过期，请重新搜索。"


async def test_a_search_of_another_chat_cannot_be_opened(conversation: Conversation) -> None:
    """A forged button shows nothing of what others looked for."""
    [results] = await conversation.say("智能体")
    [own] = await conversation.say("agent", ALICE)
    data = conversation.button(results, "1")["callback_data"]
    assert await conversation.tap_data(own, data, ALICE) == []
    assert conversation.last_toast() == "This search has expired. Please search again."


@pytest.mark.parametrize(
    "data", ["", "xx:1", "sp:1", "sp:zz:zz:zz", "sz:Mars/Phobos", "sh:zzz", "sm:7", "sl:fr", "tr:no:w:0"]
)
async def test_forged_and_old_buttons_get_a_polite_word(conversation: Conversation, data: str) -> None:
    """Nothing changes, nothing breaks, and the waiting sign ends."""
    [results] = await conversation.say("智能体")
    assert await conversation.tap_data(results, data or " ") == []
    assert conversation.last_toast() == "这个按钮来自旧消息，已经不能用了。请重新发送命令。"


async def test_groups_search_by_command_and_are_answered_as_a_reply(conversation: Conversation) -> None:
    """Small talk stays unanswered; a command is answered where it was asked."""
    assert await conversation.say("智能体 真好", ALICE, GROUP) == []
    [results] = await conversation.say("/search@chenbao_sandbox_bot agent", ALICE, GROUP)
    assert results["text"].startswith("Search agent: 9 papers")
    sent = conversation.sandbox.calls("sendMessage")[-1]["parameters"]
    assert json.loads(sent["reply_parameters"])["message_id"] == results["message_id"] - 1


async def test_other_messages_and_commands(conversation: Conversation) -> None:
    """An unknown command is named; previews of links are off everywhere."""
    [unknown] = await conversation.say("/nothing here")
    assert unknown["text"] == "没有 /nothing 这个命令。发送 /help 看全部命令。"
    [sent] = conversation.sandbox.calls("sendMessage")
    assert json.loads(sent["parameters"]["link_preview_options"]) == {"is_disabled": True}
