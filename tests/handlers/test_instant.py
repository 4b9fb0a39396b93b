"""Topics switched to come at once: on their own screen, in the settings, and what is told of them."""

from datetime import timedelta

from conversation import Conversation
from mornings import morning, ready
from recording import NOON, digest, entry, record
from topic_samples import opened, subscribed, topics_in

from bot.push.instant_planner import InstantPlanner
from handlers.services import Services
from handlers.views.instant import TOPICS_PER_PAGE
from storage.identifiers import DestinationId
from storage.records import DigestFormat
from storage.search.query import parse
from storage.topics import follow
from storage.wording import worded

HOUR = timedelta(hours=1)


async def instants(conversation: Conversation) -> list[str]:
    return [topic.name for topic in await topics_in(conversation) if topic.instant_since]


async def test_a_topic_is_switched_on_its_screen(conversation: Conversation) -> None:
    """The screen says what it means, a second tap leaves it to the digest, and undoing a removal keeps it."""
    await subscribed(conversation, "智能体")
    [at_once] = await conversation.tap(await opened(conversation, "智能体"), "即时推送")
    assert "即时推送：新论文一到就发，一小时最多 10 篇" in at_once["text"]
    assert await instants(conversation) == ["智能体"]
    [removed] = await conversation.tap(at_once, "退订")
    await conversation.tap(removed, "撤销")
    assert await instants(conversation) == ["智能体"]
    [by_digest] = await conversation.tap(await opened(conversation, "智能体"), "✓ 即时推送")
    assert "即时推送：" not in by_digest["text"]
    assert await instants(conversation) == []


async def test_all_topics_are_switches_in_the_settings(conversation: Conversation) -> None:
    """One message, each tap edits it, and the first panel and /status count them."""
    for word in ("智能体", "扩散模型"):
        await subscribed(conversation, word)
    [settings] = await conversation.say("设置")
    [panel] = await conversation.tap(settings, "即时推送")
    [panel] = await conversation.tap(panel, "扩散模型")
    assert conversation.rows(panel)[-1][0]["text"] == "« 设置"
    assert "✓ 扩散模型" in str(conversation.rows(panel))
    [main] = await conversation.tap(panel, "« 设置")
    assert main["message_id"] == settings["message_id"]
    assert "即时推送：1 个主题" in main["text"]
    [topics] = await conversation.say("主题")
    assert "• 扩散模型（即时）" in topics["text"]
    [status] = await conversation.say("状态")
    assert "即时推送：扩散模型，一小时最多 10 篇" in status["text"]


async def test_many_topics_are_pages_and_none_leads_to_some(conversation: Conversation) -> None:
    """A page holds twelve switches and a tap stays on it; without topics there is a way to them."""
    [settings] = await conversation.say("设置")
    [empty] = await conversation.tap(settings, "即时推送")
    assert "现在还没有主题。" in empty["text"]
    assert "现成主题" in str(conversation.rows(empty))
    async with conversation.database.transaction() as session:
        for number in range(TOPICS_PER_PAGE + 1):
            wording = worded(parse(f"words{number}"))
            await follow(
                session, DestinationId(1), name=f"主题{number}", wording=wording, since=NOON, limit=99
            )
    [settings] = await conversation.say("设置")
    [first] = await conversation.tap(settings, "即时推送")
    [second] = await conversation.tap(first, "下一页")
    [second] = await conversation.tap(second, f"主题{TOPICS_PER_PAGE}")
    assert f"✓ 主题{TOPICS_PER_PAGE}" in str(conversation.rows(second))


async def test_a_push_opens_its_cards_and_leads_back(conversation: Conversation, services: Services) -> None:
    """It is a short message of its own, whose numbers open the papers in place."""
    await ready(conversation, "智能体")
    await conversation.tap(await opened(conversation, "智能体"), "即时推送")
    now = conversation.clock.now() + HOUR
    paper = entry("2510.09999", "Agents arrive at once", keywords_zh=("智能体",))
    async with services.database.transaction() as session:
        await record(
            session, digest(DigestFormat.SUMMARY, paper), now=now, digest_on=now.date(), location="late.md"
        )
    await InstantPlanner(services.database, services.rules).plan(now)
    [push] = await morning(conversation, services, wait=HOUR)
    assert push["text"].startswith("刚到的论文 1 篇\n\n智能体 1\n1 Agents arrive at once")
    [card] = await conversation.tap(push, "1")
    assert "Agents arrive at once" in card["text"]
    [back] = await conversation.tap(card, "« 晨报")
    assert back["text"] == push["text"]
    [today] = await conversation.say("今天")
    assert "Agents arrive" not in today["text"]
    assert "另有 1 篇已即时推送过。" in today["text"]


async def test_switching_a_topic_that_is_gone_changes_nothing(conversation: Conversation) -> None:
    """An old button says so."""
    await subscribed(conversation, "扩散模型")
    screen = await opened(conversation, "扩散模型")
    await conversation.tap(screen, "退订")
    await conversation.tap(screen, "即时推送")
    assert await instants(conversation) == []
