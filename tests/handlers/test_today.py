"""/today and pushed digests: cards open in place and lead back; nothing is marked by looking."""

import pytest
from conversation import GROUP, Conversation, Message
from mornings import morning, ready
from paper_samples import DAY
from recording import digest, entry, record
from sqlalchemy import select

from handlers.services import Services
from storage.records import DigestFormat
from storage.schema import MessageRow


async def test_without_topics_today_offers_some(conversation: Conversation) -> None:
    """The reason for nothing, and the way out of it."""
    [said] = await conversation.say("今天")
    assert said["text"].startswith("还没有主题，所以没有可送的。")
    [offered] = await conversation.tap(said, "现成主题")
    assert offered["text"].startswith("现成主题")


async def test_card_tells_why_the_paper_came(conversation: Conversation, services: Services) -> None:
    """From /today, from a pushed digest, and in the list of all papers: topics with the words hit."""
    await ready(conversation, "智能体", "强化学习")
    [today] = await conversation.say("今天")
    assert "1 GEM 强化学习、环境模拟器 ＋强化学习" in today["text"]
    why = "匹配主题：智能体（agentic）；强化学习"
    [card] = await conversation.tap(today, str(number_of(today, "GEM")))
    assert why in card["text"]
    [everything] = await conversation.tap(today, "全部")
    assert "智能体（agentic）；强化学习" in everything["text"]
    [pushed] = await morning(conversation, services)
    [card] = await conversation.tap(pushed, str(number_of(pushed, "GEM")))
    assert why in card["text"]


def number_of(digest_message: Message, name: str) -> int:
    """The number of a paper in a digest."""
    line = next(line for line in digest_message["text"].split("\n") if name in line.split(" ")[1:2])
    return int(line.split(" ")[0])


async def test_today_opens_cards_in_place_and_leads_back(conversation: Conversation) -> None:
    """A number opens its paper, the neighbours follow the digest's order, back is the digest."""
    await ready(conversation, "智能体", "扩散模型")
    [shown] = await conversation.say("/today")
    assert shown["text"].startswith(
        "晨报 · 10月3日 周五\n新论文 15 篇，匹配 12 篇，先看 10 篇\n\n智能体 9\n1 "
    )
    [card] = await conversation.tap(shown, "2")
    assert card["message_id"] == shown["message_id"]
    [first] = await conversation.tap(card, "上一篇")
    assert "上一篇" not in str(conversation.rows(first))
    [back] = await conversation.tap(first, "« 晨报")
    assert (back["text"], back["reply_markup"]) == (shown["text"], shown["reply_markup"])


async def test_the_rest_stands_behind_one_button(conversation: Conversation) -> None:
    """All papers come by pages in place, each opens, and the way leads back to the digest."""
    await ready(conversation, "智能体", "扩散模型")
    [shown] = await conversation.say("/today")
    [everything] = await conversation.tap(shown, "全部 12 篇")
    assert everything["text"].startswith("全部 12 篇（第 1/2 页）\n\n1 ")
    [second] = await conversation.tap(everything, "下一页")
    [card] = await conversation.tap(second, "12")
    [again] = await conversation.tap(card, "« 晨报")
    assert again["text"] == second["text"]
    [back] = await conversation.tap(again, "« 晨报")
    assert back["text"] == shown["text"]


async def test_looking_changes_nothing(conversation: Conversation, services: Services) -> None:
    """After any number of looks the morning brings the same papers; then today leads to them alone."""
    await ready(conversation, "扩散模型")
    [shown] = await conversation.say("/today")
    await conversation.tap(shown, "1")
    [pushed] = await morning(conversation, services)
    papers = [line for line in shown["text"].split("\n") if line[:2] in ("1 ", "2 ", "3 ")]
    assert [line for line in pushed["text"].split("\n") if line[:2] in ("1 ", "2 ", "3 ")] == papers
    assert len(papers) == 3
    [after] = await conversation.say("/today")
    assert after["text"].startswith("今天的晨报 08:01 已经送到，3 篇。\n之后还没有新论文")
    [again] = await conversation.tap(after, "全部 3 篇")
    [card] = await conversation.tap(again, "1")
    [back] = await conversation.tap(card, "« 晨报")
    assert back["text"] == again["text"]


async def test_a_pushed_digest_opens_and_comes_back_as_it_was_sent(
    conversation: Conversation, services: Services
) -> None:
    """Cards open from the morning's digest, and back is word for word what was sent."""
    await ready(conversation, "智能体", "扩散模型")
    [pushed] = await morning(conversation, services)
    assert pushed["text"].startswith("晨报 · 10月4日 周六")
    assert "来自 10月3日的论文列表。" in pushed["text"]
    [card] = await conversation.tap(pushed, "3")
    [back] = await conversation.tap(card, "« 晨报")
    assert (back["text"], back["reply_markup"]) == (pushed["text"], pushed["reply_markup"])
    [everything] = await conversation.tap(back, "全部 12 篇")
    [last] = await conversation.tap(everything, "10")
    [again] = await conversation.tap(last, "下一篇")
    assert again["message_id"] == pushed["message_id"]


async def test_it_is_known_whether_a_digest_shows_itself(
    conversation: Conversation, services: Services
) -> None:
    """While a card or the list of all papers lies over it, no edit may tear that away."""

    async def is_covered() -> bool:
        async with services.database.reading() as session:
            return await session.scalar(select(MessageRow.covered_at)) is not None

    await ready(conversation, "智能体", "强化学习")
    [pushed] = await morning(conversation, services)
    assert not await is_covered()
    [card] = await conversation.tap(pushed, "1")
    assert await is_covered()
    [again] = await conversation.tap(card, "« 晨报")
    assert not await is_covered()
    await conversation.tap(again, "全部")
    assert await is_covered()


async def test_the_digest_of_another_chat_stays_closed(
    conversation: Conversation, services: Services
) -> None:
    """A forged delivery number shows nothing of another chat's digest."""
    await ready(conversation, "智能体", "扩散模型")
    [pushed] = await morning(conversation, services)
    data = conversation.button(pushed, "全部")["callback_data"]
    [said] = await conversation.say("/help", 710_000_002)
    assert await conversation.tap_data(said, data, 710_000_002) == []
    assert conversation.last_toast() == "This digest is no longer kept. Send /today for today’s."


async def test_papers_without_chinese_are_held_and_said_so(
    conversation: Conversation, services: Services
) -> None:
    """Silence for want of a translation is explained, with a button that ends it and shows the papers."""
    await ready(conversation, "量子电路")
    late = entry("2510.02000", "量子电路: Quantum Circuits Without Tears", abstract="Circuits.")
    async with services.database.transaction() as session:
        await record(
            session, digest(DigestFormat.API, late), digest_on=DAY, now=conversation.clock.now(), location="x"
        )
    [said] = await conversation.say("今天")
    assert said["text"].startswith("匹配的 1 篇还没有中文摘要")
    [shown] = await conversation.tap(said, "以后不等，现在就看")
    assert shown["message_id"] == said["message_id"]
    assert "量子电路" in shown["text"]
    [settings] = await conversation.say("设置")
    assert "中文摘要：不等" in settings["text"]


@pytest.mark.parametrize("text", ["/today", "/today@chenbao_sandbox_bot"])
async def test_groups_get_links(conversation: Conversation, text: str) -> None:
    """In a group titles lead to the private chat, and no number edits everybody's message."""
    [welcome] = await conversation.say("/start", chat=GROUP)
    await conversation.tap(welcome, "智能体")
    [shown] = await conversation.say(text, chat=GROUP)
    links = [entity["url"] for entity in shown["entities"] if entity["type"] == "text_link"]
    assert "https://t.me/chenbao_sandbox_bot?start=p_2510_01051" in links
    assert conversation.rows(shown) == []
