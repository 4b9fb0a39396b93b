"""A sender that empties the outbox into the sandbox."""

from pushing import sender

__all__ = ["sender"]
