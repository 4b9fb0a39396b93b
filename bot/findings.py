"""
What figures say: trouble, none, or neither for sure.

Each is held against two limits, one at which trouble begins and a milder one at which it ends, so
that nothing flaps between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from storage.alerts import Alert
from storage.delivery_health import DeliveryHealth, RejectedShare
from storage.identifiers import DestinationId
from storage.named_sources import SourceState
from storage.sending_pauses import StopReason
from storage.source_polls import FAILED_POLLS
from storage.sources import SourceHabit

_FAILING_SHARE, _FINE_SHARE, _LEAST_FAILING = 0.2, 0.05, 5
_LONG_PAUSE = timedelta(minutes=10)
_REJECTED_SHARE, _REJECTED_TIMES, _LEAST_REJECTED = 0.2, 3, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: trouble, none, or neither for sure."""

    key: str
    is_trouble: bool
    is_fine: bool
    arguments: dict[str, Any] = field(default_factory=dict)


def source_finding(source: SourceHabit, now: datetime) -> Finding:
    """A source that is late by its own habit."""
    hours = int((now - source.late_since).total_seconds() // 3_600) if source.late_since else 0
    is_late = source.late_since is not None
    return Finding(f"source:{source.source}", is_late, not is_late, {"hours": hours})


def polling_finding(source: SourceState) -> Finding:
    """A source that cannot be asked: an operator may have to act, once it is more than a bad hour."""
    is_failing = source.is_enabled and source.failures >= FAILED_POLLS
    arguments = {"problem": source.problem or "", "times": source.failures}
    return Finding(f"unreachable:{source.named.name}", is_failing, source.failures == 0, arguments)


def reading_finding(source: SourceState, refusal: str | None) -> Finding:
    """A source that answers, but with what nobody can read: another format, or a login page."""
    is_trouble = source.is_enabled and refusal is not None
    return Finding(f"unreadable:{source.named.name}", is_trouble, not is_trouble, {"problem": refusal or ""})


def planning_findings(
    known: Mapping[DestinationId, Alert], planned: Mapping[DestinationId, datetime | None]
) -> list[Finding]:
    """Destinations that were set aside in planning, for as long as they exist: fine once they had a digest."""
    return [
        Finding(known[number].key, is_trouble=False, is_fine=at is not None and at > known[number].opened_at)
        for number, at in planned.items()
    ]


def reject_finding(one: RejectedShare) -> Finding:
    """A digest of which much more than usual could not be read."""
    usual = one.usual_share
    is_much = usual is not None and one.share > max(_REJECTED_SHARE, _REJECTED_TIMES * usual)
    arguments = {"count": one.rejected, "percent": round(100 * one.share)}
    is_trouble = is_much and one.rejected >= _LEAST_REJECTED
    return Finding(f"rejects:{one.source}", is_trouble, one.share <= _REJECTED_SHARE / 2, arguments)


def delivery_findings(health: DeliveryHealth) -> list[Finding]:
    """What the figures of deliveries say."""
    share = health.failing_share
    reason = "token" if health.stopped_reason == StopReason.TOKEN_REFUSED else "chats"
    minutes = -(-int(health.pause.total_seconds()) // 60)
    return [
        Finding(
            "deliveries-failing",
            health.failing >= _LEAST_FAILING and share > _FAILING_SHARE,
            share < _FINE_SHARE,
            {"failing": health.failing, "sent": health.sent},
        ),
        Finding("dead-letters", health.dead > 0, health.recently_dead == 0, {"count": health.dead}),
        Finding("set-aside", health.set_aside > 0, health.set_aside == 0, {"count": health.set_aside}),
        Finding(
            "sending-stopped",
            health.stopped_reason is not None,
            health.stopped_reason is None,
            {"reason": reason},
        ),
        Finding(
            "sending-paused", health.pause > _LONG_PAUSE, health.pause <= timedelta(), {"minutes": minutes}
        ),
    ]
