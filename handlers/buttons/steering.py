"""Buttons of groups and channels that are steered from the private chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedChats:
    """Show the groups and channels in which we and the person as an admin are."""


@dataclass(frozen=True, slots=True)
class SteerChat:
    """Let commands be about the chat that the button is about."""


@dataclass(frozen=True, slots=True)
class StopSteering:
    """Let commands be about the private chat itself again."""
