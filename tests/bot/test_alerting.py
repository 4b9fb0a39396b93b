"""Operators hear of trouble once, and once when it is over."""

import asyncio
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from moving_clock import MovingClock
from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import select, update
from view_samples import make_chat

from bot.alerting import Alerting
from bot.findings import delivery_findings, reject_finding
from bot.push.planning import plan_due
from bot.sandbox.html import parse_html
from bot.watchdog import PollTrouble, poll_trouble
from handlers.views.alerts import KINDS, alert_message
from storage.alerts import Alert, mark_told, open_alert, open_alerts
from storage.chats import mark_gone
from storage.database import Database
from storage.delivery_health import DeliveryHealth, RejectedShare, delivery_health, rejected_shares
from storage.identifiers import SourceId
from storage.instance import instance_of
from storage.notices import queue_notice
from storage.records import DigestFormat, Language, MessageContent, MessageState, RejectedEntry
from storage.schema import ChatRow, MessageRow
from storage.selection import NewsRules
from storage.senders import announce_sender
from storage.sending_pauses import StopReason, resume_sending, stop_sending
from storage.source_items import ItemRecord, ItemState, keep_items
from storage.source_polls import NamedSource, SourceState, agree_with_file, all_sources, settle_poll
from storage.stale_deliveries import TRIED_FOR, give_up_late

ADMIN = 11
DAY = timedelta(days=1)
GB = 1_000_000_000
WELL = DeliveryHealth(100, 0, 0, 0, 0, None, timedelta())


class World:
    """What an alerting process sees, and what it sent past the outbox."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovingClock(NOON)
        self.free = 5 * GB
        self.trouble: PollTrouble | None = None
        self.said: list[str] = []
        self.is_reachable = True
        self.unreachable: set[int] = set()

    def alerting(self, *admins: int) -> Alerting:
        return self.alerting_of(admins or (ADMIN,))

    def alerting_of(self, admins: tuple[int, ...]) -> Alerting:
        return Alerting(
            self.database,
            self.clock,
            admins,
            Path(),
            poll_trouble=lambda: self.trouble,
            say=self.say,
            free_bytes=lambda _: self.free,
        )

    async def arrival(self, source: DigestFormat, day: date) -> None:
        """A digest of a day comes at noon of it."""
        async with self.database.transaction() as session:
            content = digest(source, entry(title=f"{source} paper of {day}"))
            at = NOON - (TODAY - day)
            await record(session, content, location=f"{source}-{day}.md", digest_on=day, now=at)

    async def poll(self, source: SourceState, problem: str | None) -> None:
        """A source is asked, and answers or not."""
        async with self.database.transaction() as session:
            now = self.clock.now()
            await settle_poll(
                session, source.id, now=now, next_poll_at=now, is_good=False, is_filled=False, problem=problem
            )

    async def say(self, chat: int, content: MessageContent) -> bool:
        is_reachable = self.is_reachable and chat not in self.unreachable
        if is_reachable:
            self.said.append(content.html)
        return is_reachable

    async def queued(self) -> list[str]:
        async with self.database.reading() as session:
            rows = await session.scalars(
                select(MessageRow).where(MessageRow.notice_key.startswith("alert:")).order_by(MessageRow.id)
            )
            return [row.content["html"] for row in rows]


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await instance_of(session)
        await reader(session, ADMIN)
    return World(database)


async def test_trouble_is_told_once_and_once_when_it_is_over(world: World) -> None:
    """Not at every look, not again after a restart, and its end with other words."""
    world.free = GB // 10
    for _ in range(3):
        await world.alerting().look()
    assert len(await world.queued()) == 1
    world.free = 5 * GB
    for _ in range(2):
        await world.alerting().look()
    began, ended = await world.queued()
    assert "只剩 100 MB" in began
    assert "磁盘空间够了" in ended


async def test_nothing_flaps_between_two_limits(world: World) -> None:
    """Trouble ends only well beyond where it began."""
    for free in (400, 600, 450, 900, 450):
        world.free = free * 1_000_000
        await world.alerting().look()
    assert len(await world.queued()) == 1


async def test_two_processes_tell_it_once(world: World) -> None:
    """Both find it in the same moment."""
    world.free = 0
    await asyncio.gather(world.alerting().look(), world.alerting().look())
    await asyncio.gather(world.alerting().look(), world.alerting().look())
    assert len(await world.queued()) == 1


async def test_every_operator_whose_chat_is_known_hears_of_it(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Two of three wrote to the bot; where nobody did, the log says so."""
    async with world.database.transaction() as session:
        await reader(session, 12)
    world.free = 0
    await world.alerting(ADMIN, 12, 13).look()
    assert len(await world.queued()) == 2
    world.free = 5 * GB
    await world.alerting(13).look()
    assert "alert.unheard" in caplog.text


async def test_what_can_wait_is_left_to_the_outbox(world: World) -> None:
    """In quiet hours a late source waits with them, a full disk does not."""
    async with world.database.transaction() as session:
        await reader(session, ADMIN, quiet_from="00:00", quiet_until="23:59")
    for number in range(5):
        await world.arrival(DigestFormat.REPORT, TODAY - timedelta(days=10 - number))
    world.free = 0
    await world.alerting().look()
    [waiting] = await world.queued()
    assert "来源晚了：每日报告" in waiting
    assert len(world.said) == 1


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


async def test_the_log_tells_how_to_hear_of_trouble(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever named no operator is told to, not to wait for one who writes."""
    world.free = 0
    await world.alerting_of(()).look()
    assert "['disk']; set CHENBAO_ADMINS to your number" in caplog.text


async def test_a_stop_of_sending_is_told_past_the_outbox(world: World) -> None:
    """Nothing leaves the outbox then; what did not arrive is said again until it does, and then no more."""
    async with world.database.transaction() as session:
        await stop_sending(session, StopReason.CHATS_GONE)
    world.is_reachable = False
    await world.alerting().look()
    world.is_reachable = True
    for _ in range(3):
        await world.alerting().look()
    [said] = world.said
    assert "chenbao deliveries resume" in said
    assert await world.queued() == []
    async with world.database.transaction() as session:
        await resume_sending(session)
    await world.alerting().look()
    assert await world.queued() == ["✅ 推送恢复了。"]


async def test_an_operator_who_cannot_be_reached_costs_the_others_no_repeats(world: World) -> None:
    """Who heard of trouble hears of it once; for the one who did not the outbox keeps it."""
    async with world.database.transaction() as session:
        await reader(session, 12)
        await stop_sending(session, StopReason.CHATS_GONE)
    world.unreachable = {12}
    for _ in range(3):
        await world.alerting(ADMIN, 12).look()
    assert len(world.said) == 1
    assert len(await world.queued()) == 1


async def test_a_poll_that_another_program_takes_is_told(world: World) -> None:
    """With its reason, and its end."""
    world.trouble = PollTrouble.CONFLICT
    await world.alerting().look()
    world.trouble = None
    await world.alerting().look()
    began, ended = await world.queued()
    assert "另一个程序在用同一个 token" in began
    assert "又能收到消息了" in ended


async def test_trouble_of_a_machine_that_is_gone_is_over_with_it(world: World) -> None:
    """A container that is made anew has another name; one that still sends may still be in trouble."""
    async with world.database.transaction() as session:
        await announce_sender(session, "here:1:a")
        for host in ("gone", "here"):
            await open_alert(session, f"poller:{host}", {"reason": "stuck"}, NOON)
            await mark_told(session, f"poller:{host}", NOON)
    await world.alerting().look()
    async with world.database.reading() as session:
        assert [alert.subject for alert in await open_alerts(session)] == ["here"]
    [ended] = await world.queued()
    assert "又能收到消息了" in ended


def test_only_a_poll_that_stays_away_is_trouble() -> None:
    """A predecessor that still ends costs a poll or two; a minute and a half is another program."""
    now = time.monotonic()
    assert poll_trouble(now, None) is None
    assert poll_trouble(now, now - 30) is None
    assert poll_trouble(now, now - 100) is PollTrouble.CONFLICT
    assert poll_trouble(now - 200, None) is PollTrouble.STUCK


async def test_figures_are_counted_from_the_messages(world: World) -> None:
    """Sent within the hour, tried and waiting, given up; a wait that is no failure does not count."""
    states = [
        (MessageState.SENT, 1), (MessageState.DEFERRED, 2), (MessageState.DEFERRED, 0),
        (MessageState.UNKNOWN, 1), (MessageState.DEAD, 3), (MessageState.QUEUED, 0),
    ]  # fmt: skip
    async with world.database.transaction() as session:
        chat, _ = await reader(session, ADMIN)
        for number, (state, attempts) in enumerate(states):
            await queue_notice(session, chat.id, 0, MessageContent("a"), key=str(number), now=NOON)
            sent_at = NOON if state is MessageState.SENT else None
            values = {"state": state, "attempts": attempts, "sent_at": sent_at}
            await session.execute(
                update(MessageRow).where(MessageRow.notice_key == str(number)).values(values)
            )
        soon = await delivery_health(session, NOON + timedelta(minutes=30))
        late = await delivery_health(session, NOON + 3 * DAY)
    assert (soon.sent, soon.failing, soon.dead) == (1, 3, 1)
    assert (late.sent, late.failing, late.dead, late.recently_dead) == (0, 2, 0, 0)


async def test_what_was_given_up_for_its_age_counts_from_then(world: World) -> None:
    """A message that waited for a day is a dead letter of today, not of yesterday."""
    given_up_at = NOON + TRIED_FOR + timedelta(minutes=1)
    async with world.database.transaction() as session:
        chat, _ = await reader(session, ADMIN)
        await queue_notice(session, chat.id, 0, MessageContent("a"), key="a", now=NOON)
        await give_up_late(session, given_up_at)
        soon = await delivery_health(session, given_up_at)
        late = await delivery_health(session, given_up_at + 2 * DAY)
    assert (soon.failing, soon.dead, soon.recently_dead) == (1, 1, 1)
    assert (late.dead, late.recently_dead) == (0, 0)


async def test_a_file_with_many_unreadable_entries_stands_out(database: Database) -> None:
    """Beside what is usual for its source, in its newest digest alone."""
    bad = tuple(RejectedEntry(line, "no title") for line in range(8))
    async with database.transaction() as session:
        for number in range(5):
            content = digest(DigestFormat.REPORT, entry(title=f"Paper {number}"))
            content = replace(content, rejected=bad) if number == 4 else content
            at = NOON + timedelta(hours=number)
            await record(session, content, location=f"{number}.md", now=at)
        [found] = await rejected_shares(session, NOON + timedelta(hours=5))
    assert (found.source, found.rejected, found.usual_share) == ("report", 8, 0.0)
    assert reject_finding(found).is_trouble


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        (WELL, set()),
        (replace(WELL, sent=2, failing=5), {"deliveries-failing"}),
        (replace(WELL, sent=100, failing=10), set()),
        (replace(WELL, sent=0, failing=3), set()),
        (replace(WELL, dead=1), {"dead-letters"}),
        (replace(WELL, set_aside=1), {"set-aside"}),
        (replace(WELL, stopped_reason="chats gone"), {"sending-stopped"}),
        (replace(WELL, pause=timedelta(minutes=9)), set()),
        (replace(WELL, pause=timedelta(minutes=11)), {"sending-paused"}),
    ],
)
def test_trouble_is_what_an_operator_would_call_so(health: DeliveryHealth, expected: set[str]) -> None:
    """A few failures among many are none; a handful where nothing gets through is."""
    assert {one.key for one in delivery_findings(health) if one.is_trouble} == expected


async def test_what_is_usual_is_known_of_each_source(database: Database) -> None:
    """A format of two sources has two habits: what one leaves out each day hides nothing of the other."""
    async with database.transaction() as session:
        for number in range(5):
            for name, is_bad in (("steady", True), ("well", number == 4)):
                content = digest(DigestFormat.FEED, entry(title=f"Paper {number} of {name}"))
                bad = tuple(RejectedEntry(line, "a replacement") for line in range(8)) if is_bad else ()
                at = NOON + timedelta(hours=number)
                await record(
                    session,
                    replace(content, rejected=bad),
                    location=f"{name}{number}",
                    now=at,
                    brought_by=name,
                )
        await record(
            session,
            replace(digest(DigestFormat.FEED, entry(title="The first of a new one")), rejected=bad),
            location="new",
            now=NOON,
            brought_by="new",
        )
        found = await rejected_shares(session, NOON + timedelta(hours=5))
    assert {one.source: reject_finding(one).is_trouble for one in found} == {
        "steady/feed": False,
        "well/feed": True,
        "new/feed": False,
    }


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


def test_few_unreadable_entries_are_no_trouble() -> None:
    """Two of three may be an odd day, and a source that is often half unreadable is as ever."""
    assert not reject_finding(RejectedShare("report", 2, 0.6, 0.0)).is_trouble
    assert not reject_finding(RejectedShare("report", 20, 0.5, 0.4)).is_trouble


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_alert_has_words_for_beginning_and_end(kind: str, language: Language) -> None:
    """In both languages, as HTML that Telegram takes; a beginning says what to do."""
    arguments = {
        "hours": 3, "failing": 5, "sent": 1, "count": 1, "reason": "conflict", "minutes": 11, "free": 100,
        "percent": 40, "times": 4, "problem": "a.org answered 403",
    }  # fmt: skip
    began = Alert(f"{kind}:report", arguments, NOON, None)
    texts = [
        alert_message([one], make_chat(language)).html for one in (began, replace(began, closed_at=NOON))
    ]
    assert texts[0] != texts[1]
    for text in texts:
        parse_html(text)
