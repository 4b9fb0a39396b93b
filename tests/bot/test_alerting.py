"""Operators hear of trouble once, and once when it is over."""

import asyncio
from datetime import timedelta

import pytest
from alerting_world import ADMIN, GB, World
from readers import reader
from recording import NOON, TODAY

from bot.watchdog import PollTrouble
from storage.alerts import mark_told, open_alert, open_alerts
from storage.records import DigestFormat
from storage.senders import announce_sender
from storage.sending_pauses import StopReason, resume_sending, stop_sending


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
