"""The command line in a folder of the test's own."""

import logging
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from alerting_world import world
from click.testing import Result
from command_line import Chenbao
from typer.testing import CliRunner

from bot.cli import app

__all__ = ["world"]


@pytest.fixture
def own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[None]:
    """A folder of the test's own; logging is put back as it was."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    for name in [name for name in os.environ if name.startswith("CHENBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def chenbao(own_place: None) -> Chenbao:
    """Run a command in this process."""
    runner = CliRunner()

    def run(*arguments: str, **more: str) -> Result:
        result = runner.invoke(app, arguments, **more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run
