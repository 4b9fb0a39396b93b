"""Waiting for another process: until something holds, never for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
_PATIENCE_SECONDS = 30
_LOOK_SECONDS = 0.05


def eventually(look: Callable[[], Result | None], patience_seconds: float = _PATIENCE_SECONDS) -> Result:
    """The first result of `look` that counts as true."""
    ends = time.monotonic() + patience_seconds
    while time.monotonic() < ends:
        if result := look():
            return result
        time.sleep(_LOOK_SECONDS)
    raise AssertionError(f"nothing within {patience_seconds} s")
