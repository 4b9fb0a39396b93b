"""What the bot tells Telegram, and its operator, about itself at the start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_driver import SandboxDriver, running_sandbox

from bot.introducing import introduce
from bot.telegram_client import build_application


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxDriver]:
    with running_sandbox(tmp_path) as driver:
        yield driver


@pytest.mark.parametrize(("is_on", "lines"), [(True, 0), (False, 1)])
async def test_an_operator_is_told_how_to_switch_inline_mode_on(
    sandbox: SandboxDriver, caplog: pytest.LogCaptureFixture, is_on: bool, lines: int
) -> None:
    """Only BotFather can do it, so the log says whom to write what, once and only where needed."""
    sandbox.set_inline_mode(on=is_on)
    application = build_application(sandbox.token, sandbox.url, None)
    await application.initialize()
    await introduce(application.bot)
    await application.shutdown()
    assert caplog.text.count("/setinline to @BotFather, choose @chenbao_sandbox_bot") == lines
    assert [call["error_code"] for call in sandbox.calls("setMyCommands")] == [0] * 6
