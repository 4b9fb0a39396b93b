"""Jobs go on whatever they meet, and their trouble does not fill the log."""

import asyncio

import pytest

from bot.schedule import Schedule
from storage.errors import DatabaseUnavailable


async def ran(times: int, *errors: Exception) -> None:
    """Run a job so many times; the first runs end with these errors."""
    over = asyncio.Event()
    left, count = list(errors), 0

    async def job() -> None:
        nonlocal count
        count += 1
        if count == times:
            over.set()
        if left:
            raise left.pop(0)

    schedule = Schedule()
    schedule.every(0.005, "plan", job)
    schedule.start()
    await over.wait()
    await schedule.stop()


async def test_trouble_that_lasts_is_told_ever_more_rarely(caplog: pytest.LogCaptureFixture) -> None:
    """A full disk is named with its remedy, without a traceback, and so is its end."""
    caplog.set_level("INFO", "bot.schedule")
    await ran(11, *[DatabaseUnavailable("the disk is full; make room")] * 10)
    told = [one.getMessage() for one in caplog.records]
    assert told == [
        *(f"job.failed name=plan times={n} error=the disk is full; make room" for n in (1, 2, 4, 8)),
        "job.recovered name=plan failures=10",
    ]
    assert "Traceback" not in caplog.text


async def test_a_fault_of_ours_comes_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    """Another kind of failure is told at once, whatever failed before."""
    await ran(3, DatabaseUnavailable("locked"), ValueError("one"), ValueError("two"))
    told = [one.getMessage() for one in caplog.records if one.name == "bot.schedule"]
    assert told == [
        "job.failed name=plan times=1 error=locked",
        "job.failed name=plan times=1 error=one",
        "job.failed name=plan times=2 error=two",
    ]
    assert caplog.text.count("Traceback") == 2
