"""The sandbox that a run starts, finds again, or meets where it does not expect it."""

from pathlib import Path

import pytest
from running_bot import free_port

from bot.sandbox_process import SandboxFailed, SandboxProcess


async def test_sandbox_of_a_killed_run_is_named_on_another_port(tmp_path: Path) -> None:
    """Two cannot serve the same data; the message says where the first one is, and that port goes on with it."""
    port, inbox = free_port(), tmp_path / "inbox"
    left = SandboxProcess(port, tmp_path, inbox)
    await left.start()
    another = SandboxProcess(free_port(), tmp_path, inbox)
    again = SandboxProcess(port, tmp_path, inbox)
    try:
        with pytest.raises(SandboxFailed, match=f"still serves port {port}.*CHENBAO_SANDBOX_PORT={port}"):
            await another.start()
        await again.start()
    finally:
        for process in (another, again, left):
            await process.stop()


async def test_sandbox_that_ended_is_no_hindrance(tmp_path: Path) -> None:
    """Where it was served last says nothing once nobody answers there."""
    for _ in range(2):
        sandbox = SandboxProcess(free_port(), tmp_path, tmp_path / "inbox")
        await sandbox.start()
        assert await sandbox.offset() is not None
        await sandbox.stop()
