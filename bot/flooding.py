"""
How much one person may ask: a bucket of tokens each, asked before any work but storing.

Nobody who reads what we answer comes near the limit. Whoever writes faster is told so once, then
passed over until the bucket has filled up; others do not wait for them.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

BURST = 40
PER_SECOND = 2.0
_MOST_REMEMBERED = 10_000


class Admission(Enum):
    """What to do with an update."""

    ADMITTED = auto()
    WARNED = auto()
    """The first of too many: its person is told."""
    DROPPED = auto()


class _Bucket:
    """One person's tokens."""

    __slots__ = ("is_warned", "left", "seen_at")

    def __init__(self, now: float) -> None:
        self.left, self.seen_at, self.is_warned = float(BURST), now, False

    def fill(self, now: float) -> None:
        self.left = min(BURST, self.left + max(0.0, now - self.seen_at) * PER_SECOND)
        self.seen_at = now


class PersonLimits:
    """Who asks too much."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` tells monotonic seconds."""
        self._now = now
        self._buckets: dict[int, _Bucket] = {}

    def admit(self, update: dict[str, Any]) -> Admission:
        """What to do with an update; what nobody wrote or tapped is always admitted."""
        person_id = _asking_person(update)
        if person_id is None:
            return Admission.ADMITTED
        now = self._now()
        bucket = self._buckets.get(person_id) or self._buckets.setdefault(person_id, _Bucket(now))
        bucket.fill(now)
        if len(self._buckets) > _MOST_REMEMBERED:
            self._forget_calm(now)
        if bucket.left >= BURST / 2:
            bucket.is_warned = False
        if bucket.left >= 1:
            bucket.left -= 1
            return Admission.DROPPED if bucket.is_warned else Admission.ADMITTED
        if bucket.is_warned:
            return Admission.DROPPED
        bucket.is_warned = True
        return Admission.WARNED

    def _forget_calm(self, now: float) -> None:
        for person_id, bucket in list(self._buckets.items()):
            bucket.fill(now)
            if bucket.left >= BURST:
                del self._buckets[person_id]


def _asking_person(update: dict[str, Any]) -> int | None:
    content = update.get("callback_query") or update.get("message")
    if not isinstance(content, dict) or "migrate_to_chat_id" in content or "migrate_from_chat_id" in content:
        return None
    # All anonymous admins of the world write as the same person.
    person = content.get("sender_chat") or content.get("from")
    return person.get("id") if isinstance(person, dict) else None
