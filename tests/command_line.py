"""Commands as scripts run them: in this process for speed, in a fork to be killed, in their own as people do."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from click.testing import Result
from conftest import ROOT
from processes import Forked

Chenbao = Callable[..., Result]
Completed = subprocess.CompletedProcess[bytes]


def process(arguments: Sequence[str], *, input: bytes = b"", **variables: str) -> Completed:  # noqa: A002
    """Run a command in a process of its own, with `variables` in its environment."""
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60, input=input)


def forked(arguments: Sequence[str], folder: Path, **variables: str) -> Completed:
    """Run a command in `folder` in a fork, which takes a third of the time, with `variables` in its environment."""
    errors = folder / "errors.txt"
    errors.unlink(missing_ok=True)
    command = Forked(arguments, folder, {**os.environ, **variables, "PYTHONPATH": str(ROOT)}, errors)
    printed = "".join(command.lines())
    return Completed(arguments, command.ended(), printed.encode(), errors.read_bytes())
