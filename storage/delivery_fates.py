"""How far deliveries have come; by itself, for who asks before a database is opened."""

from enum import StrEnum


class Fate(StrEnum):
    """How far a delivery as a whole has come: the worst of its parts."""

    PLANNED = "planned"
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    EMPTY = "empty"
    MERGED = "merged"
    CANCELLED = "cancelled"
