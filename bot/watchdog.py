"""
Telling systemd that we are ready and alive (sd_notify).

Alive means that the poll loop still turns, even if Telegram does not answer: a process whose
poll is stuck for ever hears no reader and is restarted, whatever else still ticks.
"""

import logging
import socket
import time
from enum import StrEnum

logger = logging.getLogger(__name__)

STUCK_SECONDS = 180
"""Several times the longest poll with its pause."""
CONFLICT_SECONDS = 90


class PollTrouble(StrEnum):
    """Why no updates come in."""

    STUCK = "stuck"
    CONFLICT = "conflict"
    """Another program polls with the same token."""


def notify(address: str | None, state: str) -> None:
    """Send `state`, as in "READY=1", to systemd's socket; nothing where there is none."""
    if not address:
        return
    target = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.sendto(state.encode(), target)


def poll_trouble(last_turn_at: float, conflict_since: float | None) -> PollTrouble | None:
    """Why no updates come in; both times are of `time.monotonic`. A predecessor that still ends is no trouble."""
    if not is_alive(last_turn_at):
        return PollTrouble.STUCK
    is_long = conflict_since is not None and time.monotonic() - conflict_since > CONFLICT_SECONDS
    return PollTrouble.CONFLICT if is_long else None


def is_alive(last_turn_at: float) -> bool:
    """Whether the poll loop turned lately; `last_turn_at` is of `time.monotonic`."""
    return time.monotonic() - last_turn_at < STUCK_SECONDS


async def report_alive(address: str | None, last_turn_at: float) -> None:
    """Tell systemd that we work, unless the poll loop stands still."""
    if is_alive(last_turn_at):
        notify(address, "WATCHDOG=1")
    else:
        logger.error("poll.stuck")
