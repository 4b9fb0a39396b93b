"""Commands as scripts run them: in this process for speed, in their own for what a process does."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from click.testing import Result
from conftest import ROOT

Chenbao = Callable[..., Result]
Completed = subprocess.CompletedProcess[bytes]


def process(arguments: Sequence[str], *, input: bytes = b"", **variables: str) -> Completed:  # noqa: A002
    """Run a command in a process of its own, with `variables` in its environment."""
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60, input=input)
