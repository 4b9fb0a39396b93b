"""What the tests of the page share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import browser, visit
from sandbox_driver import SandboxDriver, running_sandbox

__all__ = ["browser", "visit"]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxDriver]:
    """A fresh sandbox without a bot: the test speaks for it."""
    with running_sandbox(tmp_path) as driver:
        yield driver
