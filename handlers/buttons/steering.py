"""Buttons of groups and channels that are steered from the private chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedChats:
    """Show the groups and channels in which we and the person as an admin are."""


@dataclass(frozen=True, slots=True)
class SharedChatsPage:
    """The same from a later one on: nobody is asked about all at once."""

    page: int


@dataclass(frozen=True, slots=True)
class ConnectChats:
    """Offer to be added to a group or channel, or to steer one."""


@dataclass(frozen=True, slots=True)
class SteerChat:
    """Let commands be about the chat that the button is about."""


@dataclass(frozen=True, slots=True)
class TryChatAgain:
    """Send what waits for the chat that the button is about, now that we may write there."""


@dataclass(frozen=True, slots=True)
class StopSteering:
    """Let commands be about the private chat itself again."""
