"""What the tests of the sandbox and of its page share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from browser import browser, visit
from sandbox_driver import ALICE, XIAOLIN, SandboxDriver, running_sandbox
from telegram import Bot
from telegram.request import HTTPXRequest

__all__ = ["browser", "visit"]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxDriver]:
    """A fresh sandbox without a bot: the test speaks for it."""
    with running_sandbox(tmp_path, waits=False) as driver:
        yield driver


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxDriver]:
    """A sandbox shared by the tests of a module, in which both people have started the bot."""
    with running_sandbox(tmp_path_factory.mktemp("data")) as driver:
        driver.start(XIAOLIN)
        driver.start(ALICE)
        yield driver


@pytest.fixture
async def bot(sandbox: SandboxDriver) -> AsyncIterator[Bot]:
    """python-telegram-bot's Bot at the fresh sandbox."""
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    async with Bot(
        sandbox.token,
        base_url=sandbox.base_url,
        base_file_url=sandbox.base_file_url,
        request=requests[0],
        get_updates_request=requests[1],
    ) as bot:
        yield bot
