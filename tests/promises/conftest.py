"""A sandbox, and a sender that empties the outbox into it."""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from pushing import sender_to
from sandbox_driver import SandboxDriver, running_sandbox

from bot.push.sending import Sender
from storage.database import Database


@pytest.fixture
def sandbox(tmp_path: Path) -> Generator[SandboxDriver]:
    with running_sandbox(tmp_path / "sandbox", waits=False) as driver:
        yield driver


@pytest.fixture
async def sender(sandbox: SandboxDriver, database: Database) -> AsyncGenerator[Sender]:
    async with sender_to(sandbox, database) as opened:
        yield opened
