"""Whole stories: the bot as its own process, people in a browser or over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import browser, visit
from running_bot import RunningBot, running_bot
from sandbox_driver import SandboxDriver

from bot.sandbox_process import TOKEN

__all__ = ["browser", "visit"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningBot]:
    """`chenbao run` on a fresh folder, once it has read the samples of its first start."""
    with running_bot(tmp_path) as bot:
        bot.wait_for_samples()
        yield bot


@pytest.fixture
def people(running: RunningBot) -> Iterator[SandboxDriver]:
    """What people in the sandbox of the running bot do and see."""
    driver = SandboxDriver(running.url, TOKEN)
    yield driver
    driver.client.close()
