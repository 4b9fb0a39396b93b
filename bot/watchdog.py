"""
Telling systemd that we are ready and alive (sd_notify).

Alive means that the poll loop still turns, even if Telegram does not answer: a process whose
poll is stuck for ever hears no reader and is restarted, whatever else still ticks.
"""

import socket
import time

STUCK_SECONDS = 180
"""Several times the longest poll with its pause."""


def notify(address: str | None, state: str) -> None:
    """Send `state`, as in "READY=1", to systemd's socket; nothing where there is none."""
    if not address:
        return
    target = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.sendto(state.encode(), target)


def is_alive(last_turn_at: float) -> bool:
    """Whether the poll loop turned lately; `last_turn_at` is of `time.monotonic`."""
    return time.monotonic() - last_turn_at < STUCK_SECONDS
