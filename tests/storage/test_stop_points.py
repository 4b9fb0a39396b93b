"""A stop point ends the process where it stands, and nothing happens at any other."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
from storage import stop_points
stop_points.arm({place!r})
for name in ("planning.committed", "sending.claimed", "sending.claimed"):
    print(name, flush=True)
    stop_points.reached(name)
"""


@pytest.mark.parametrize(
    ("place", "lines", "code"),
    [
        (None, 3, 0),
        ("sending.settled", 3, 0),
        ("sending.claimed", 2, -signal.SIGKILL),
        ("sending.claimed:2", 3, -signal.SIGKILL),
    ],
)
def test_the_process_dies_at_the_named_place(place: str | None, lines: int, code: int) -> None:
    """It is killed as by kill -9, the named time that the place is reached."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(place=place)], capture_output=True, text=True, check=False
    )
    assert (len(ended.stdout.splitlines()), ended.returncode) == (lines, code)
