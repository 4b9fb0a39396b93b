"""Asked to stop, the bot lets answers on their way arrive and does not wait for anything else."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_bot import RunningBot, running_bot
from sandbox_driver import XIAOLIN, SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN

DEADLINE_SECONDS = 20


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningBot]:
    with running_bot(tmp_path) as bot:
        yield bot


@pytest.fixture
def people(running: RunningBot) -> Iterator[SandboxDriver]:
    driver = SandboxDriver(running.url, TOKEN)
    yield driver
    driver.client.close()


def unfinished(folder: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "data" / "sandbox" / "chenbao.db")) as connection:
        return connection.execute("SELECT state FROM updates WHERE state <> 'answered'").fetchall()


def waiting_faults(people: SandboxDriver) -> list[object]:
    return list(people.client.get("/sandbox/faults").json()["faults"])


def test_stop_lets_an_answer_arrive(running: RunningBot, people: SandboxDriver, tmp_path: Path) -> None:
    """The server takes its time over the answer; it is there and marked when the process ends."""
    people.fault("delay", method="sendMessage", delay_seconds=3)
    people.send(XIAOLIN, XIAOLIN, "帮助")
    eventually(lambda: not waiting_faults(people))
    begins = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - begins < DEADLINE_SECONDS
    assert unfinished(tmp_path) == []


def test_stop_ends_with_what_hangs(running: RunningBot, people: SandboxDriver, tmp_path: Path) -> None:
    """An answer that the server never takes up does not keep the process; the next start knows of it."""
    people.fault("hang", method="sendMessage")
    people.send(XIAOLIN, XIAOLIN, "帮助")
    eventually(lambda: not waiting_faults(people))
    begins = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - begins < DEADLINE_SECONDS + 5
    assert unfinished(tmp_path) == [("handled",)]


def test_stop_does_not_wait_for_a_long_poll(running: RunningBot, people: SandboxDriver) -> None:
    """The poll would last for thirty seconds; it is abandoned, which confirms nothing."""
    eventually(lambda: people.client.get("/sandbox/polls").json()["polls"])
    begins = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - begins < DEADLINE_SECONDS / 2
