"""The movable clock and the samples that arrive with it."""

import os
import time
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path

import pytest
from sandbox_driver import XIAOLIN, SandboxDriver, running_sandbox

from bot.sandbox import samples
from bot.sandbox.clock import SandboxClock
from bot.sandbox.inbox import SampleInbox
from bot.sandbox.store import Store


def first_day(clock: datetime) -> date:
    """The day to which a first start at that time belongs."""
    return (clock - timedelta(hours=8)).date()


def clock_of(sandbox: SandboxDriver) -> datetime:
    return datetime.fromisoformat(sandbox.client.get("/sandbox/clock").json()["now"])


def test_the_next_morning_is_eight_oclock(sandbox: SandboxDriver) -> None:
    """The clock jumps to the coming 08:00 of the page's zone, each time a day further."""
    started_at = clock_of(sandbox)
    first = datetime.fromisoformat(sandbox.next_morning()["clock"]["now"])
    second = datetime.fromisoformat(sandbox.next_morning()["clock"]["now"])
    assert (first.hour, first.minute, first.utcoffset()) == (8, 0, timedelta(hours=8))
    assert timedelta() < first - started_at <= timedelta(days=1)
    assert second - first == timedelta(days=1)


def test_messages_follow_the_clock(sandbox: SandboxDriver) -> None:
    """What is said after a jump is dated after it."""
    before = sandbox.start(XIAOLIN)["date"]
    sandbox.advance(3600.5)
    assert 3600 <= sandbox.send(XIAOLIN, XIAOLIN, "x")["date"] - before < 3660


@pytest.mark.parametrize(
    "move", [{"advance_seconds": -1}, {"advance_seconds": "1"}, {}, {"advance_seconds": 1e12}]
)
def test_the_clock_only_moves_forward(sandbox: SandboxDriver, move: dict[str, object]) -> None:
    """Backward, unlimited and unreadable moves are refused and change nothing."""
    answer = sandbox.client.post("/page/clock", json=move)
    assert answer.status_code == 400
    assert sandbox.state()["clock"]["offset_seconds"] == 0


@pytest.mark.parametrize("timezone", ["Europe/Berlin", "Pacific/Apia", "Asia/Kolkata"])
def test_mornings_exist_in_every_zone(tmp_path: Path, timezone: str) -> None:
    """A year of mornings is 08:00 each, across daylight saving."""
    store = Store(tmp_path / "x.db")
    clock = SandboxClock(store, timezone)
    for _ in range(366):
        clock.advance(clock.seconds_to_next_morning() + 0.1)
        assert (clock.now().hour, clock.now().minute) == (8, 0)
    store.close()


def test_samples_arrive_before_their_morning(tmp_path: Path) -> None:
    """Yesterday's digests are there at once, the next day's before the moved time is visible."""
    inbox = tmp_path / "inbox"
    with running_sandbox(tmp_path / "data", inbox=inbox) as sandbox:
        today = first_day(clock_of(sandbox))
        yesterday = today - timedelta(days=1)
        expected = dict(samples.files(yesterday, 0))
        assert {path.name: path.read_text("utf-8") for path in inbox.iterdir()} == expected
        moved = sandbox.next_morning()
        expected |= dict(samples.files(yesterday, 1))
        assert {path.name: path.read_text("utf-8") for path in inbox.iterdir()} == expected
        assert moved["samples"] == {
            "days": samples.SAMPLE_DAYS,
            "arrived": 2,
            "next_on": (today + timedelta(days=2)).isoformat(),
        }


@pytest.mark.parametrize(
    "wall", [wall_time(0, 0), wall_time(0, 10), wall_time(7, 45), wall_time(8, 0), wall_time(23, 59)]
)
def test_the_first_next_morning_has_news_whenever_one_starts(tmp_path: Path, wall: wall_time) -> None:
    """A newcomer after midnight finds samples at once and new ones in the morning, as one at noon does."""
    store = Store(tmp_path / "x.db")
    clock = SandboxClock(store, "Asia/Shanghai")
    tomorrow = clock.now().date() + timedelta(days=1)
    clock.advance((datetime.combine(tomorrow, wall, clock.timezone) - clock.now()).total_seconds())
    inbox = SampleInbox(store, clock, tmp_path / "inbox")
    arrived = []
    for _ in range(2):
        inbox.deliver(clock.now())
        arrived.append(inbox.arrived_days)
        clock.advance(clock.seconds_to_next_morning())
    inbox.deliver(clock.now())
    assert [*arrived, inbox.arrived_days] == [1, 2, 3]
    store.close()


def test_all_days_arrive_in_one_jump(tmp_path: Path) -> None:
    """A long jump brings every day, and then no more come."""
    inbox = tmp_path / "inbox"
    with running_sandbox(tmp_path / "data", inbox=inbox) as sandbox:
        yesterday = first_day(clock_of(sandbox)) - timedelta(days=1)
        moved = sandbox.advance(30 * 86_400)
        names = {name for day in range(samples.SAMPLE_DAYS) for name, _ in samples.files(yesterday, day)}
    assert {path.name for path in inbox.iterdir()} == names
    assert (moved["samples"]["arrived"], moved["samples"]["next_on"]) == (samples.SAMPLE_DAYS, None)


def test_samples_look_rested(tmp_path: Path) -> None:
    """Files are whole, an hour old, and leave nothing half-written behind."""
    with running_sandbox(tmp_path / "data", inbox=tmp_path / "inbox"):
        found = list((tmp_path / "inbox").iterdir())
    assert found != []
    assert [path.name for path in found if path.name.startswith(".")] == []
    assert all(time.time() - path.stat().st_mtime > 3500 for path in found)


def test_an_inbox_that_cannot_be_written_holds_the_clock(tmp_path: Path) -> None:
    """Time does not pass a digest that could not be delivered."""
    inbox = tmp_path / "inbox"
    with running_sandbox(tmp_path / "data", inbox=inbox) as sandbox:
        for path in inbox.iterdir():
            path.unlink()
        inbox.rmdir()
        os.close(os.open(inbox, os.O_CREAT))
        answer = sandbox.client.post("/page/clock", json={"to": "next_morning"})
        assert answer.status_code == 500
        assert "the clock stays" in answer.json()["error"]
        assert sandbox.state()["clock"]["offset_seconds"] == 0


def test_without_an_inbox_nothing_arrives(sandbox: SandboxDriver) -> None:
    """A sandbox without an inbox has no samples."""
    assert sandbox.next_morning()["samples"] == {"days": 0, "arrived": 0, "next_on": None}
