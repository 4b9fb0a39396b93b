"""What operators hear of sources and destinations, and when it is over."""

from dataclasses import replace
from datetime import timedelta

from alerting_world import World
from readers import reader, topic
from recording import NOON, TODAY
from sqlalchemy import update

from bot.push.planning import plan_due
from storage.alerts import open_alert, open_alerts
from storage.chats import mark_gone
from storage.identifiers import SourceId
from storage.named_sources import NamedSource, agree_with_file, all_sources
from storage.records import DigestFormat
from storage.schema import ChatRow
from storage.selection import NewsRules
from storage.source_items import ItemRecord, ItemState, keep_items

DAY = timedelta(days=1)


async def test_a_source_that_cannot_be_asked_is_told_once_and_once_when_it_can(world: World) -> None:
    """Not for a bad hour; with what its server says, as plain text."""
    named = NamedSource("mirror", "page", {})
    async with world.database.transaction() as session:
        await agree_with_file(session, [named], world.clock.now())
        [source] = await all_sources(session)
    for problem in (*["<b>a.org</b> answered 403"] * 5, None):
        await world.poll(source, problem)
        await world.alerting().look()
    began, ended = await world.queued()
    assert "连续 4 次取不到：&lt;b&gt;a.org&lt;/b&gt; 答复 403" in began
    assert ended == "✅ 来源 <b>mirror</b> 又取得到了。"


async def test_several_late_sources_are_one_message(world: World) -> None:
    """It names them all, and so does the one that says they came."""
    days = [TODAY - timedelta(days=10 - number) for number in range(5)]
    for day in days:
        await world.arrival(DigestFormat.REPORT, day)
        await world.arrival(DigestFormat.SUMMARY, day)
    await world.alerting().look()
    [began] = await world.queued()
    assert "有 2 个来源晚了" in began
    assert "每日报告" in began
    assert "每日摘要" in began
    for source in (DigestFormat.REPORT, DigestFormat.SUMMARY):
        await world.arrival(source, TODAY)
    await world.alerting().look()
    _, ended = await world.queued()
    assert ended.splitlines() == ["✅ 晚了的日报来了：", "· 每日报告", "· 每日摘要"]


async def test_source_whose_newest_file_is_no_digest_is_told(world: World) -> None:
    """At once, for it is polled without a failure; and when it can be read again."""
    looked = ItemRecord("a", TODAY, ItemState.REFUSED, "", "", "", NOON, NOON, None, problem="a login <page>")
    earlier = replace(looked, address="b", digest_on=TODAY - DAY, state=ItemState.ARRIVED, problem=None)
    async with world.database.transaction() as session:
        await agree_with_file(session, [NamedSource("daily", "page", {})], NOON)
        await keep_items(session, SourceId(1), [looked, earlier])
    await world.alerting().look()
    async with world.database.transaction() as session:
        await keep_items(session, SourceId(1), [replace(looked, state=ItemState.ARRIVED, problem=None)])
    await world.alerting().look()
    began, over = await world.queued()
    assert "<b>daily</b>" in began
    assert "a login &lt;page&gt;" in began
    assert over.startswith("✅")


async def test_a_destination_that_cannot_be_planned_is_told_once_and_once_when_it_can(world: World) -> None:
    """Its reader gets nothing and cannot know why; it is over with the next digest."""
    async with world.database.transaction() as session:
        chat, destination = await reader(session, 12)
        await topic(session, destination, "智能体")
        await session.execute(update(ChatRow).where(ChatRow.id == chat.id).values(timezone="Mars/Olympus"))
    world.clock.move(DAY)
    for _ in range(3):
        await plan_due(world.database, world.clock, NewsRules())
        await world.alerting().look()
        world.clock.move(timedelta(hours=1))
    [began] = await world.queued()
    assert "有 1 个聊天或话题的数据损坏" in began
    async with world.database.transaction() as session:
        await session.execute(update(ChatRow).where(ChatRow.id == chat.id).values(timezone="Asia/Shanghai"))
    await plan_due(world.database, world.clock, NewsRules())
    for _ in range(2):
        await world.alerting().look()
    _, ended = await world.queued()
    assert "又有晨报了" in ended


async def test_trouble_of_a_destination_whose_chat_left_is_forgotten(world: World) -> None:
    """There is nothing to say of its end."""
    async with world.database.transaction() as session:
        _, destination = await reader(session, 12)
        await open_alert(session, f"unplanned:{destination.id}", {}, NOON)
        await mark_gone(session, 12, "blocked", NOON)
    await world.alerting().look()
    async with world.database.reading() as session:
        assert await open_alerts(session) == []
