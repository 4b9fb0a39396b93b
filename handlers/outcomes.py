"""
What a failure of the Bot API means: the one table, for replies and push alike.

Classified by type, description and the cause that httpx raised, because python-telegram-bot
makes BadRequest and TimedOut kinds of NetworkError: only what provably never left may be sent
again without the risk of a second copy.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Meaning(StrEnum):
    """What a failure tells us."""

    GONE = "gone"
    """The chat blocked, removed or lost us."""
    MISSING = "missing"
    """The chat is unknown to the server: gone, or our token is wrong."""
    MIGRATED = "migrated"
    RESTRICTED = "restricted"
    """We may not write there for now."""
    THREAD_LOST = "thread lost"
    MALFORMED = "malformed"
    """Our own formatting; plain text may pass."""
    UNCHANGED = "unchanged"
    """An edit that changes nothing: as good as done."""
    STALE = "stale"
    """The tapped button or the message is too old or deleted."""
    FLOOD = "flood"
    NOT_SENT = "not sent"
    """It never left; sending again is safe."""
    UNKNOWN = "unknown"
    """It may have arrived."""
    REFUSED = "refused"
    """The server is in trouble and did not take it."""
    UNAUTHORIZED = "unauthorized"
    """The token is wrong, and with it everything that the server says of chats."""
    CONFLICT = "conflict"
    """Another process polls with our token."""
    REJECTED = "rejected"
    """Any other refusal; sending the same again is useless."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A failure's meaning, how long to wait, and where a migrated chat went."""

    meaning: Meaning
    wait: timedelta = timedelta()
    migrated_to: int | None = None


_DESCRIPTIONS: tuple[tuple[str, Meaning], ...] = (
    ("message is not modified", Meaning.UNCHANGED),
    ("query is too old", Meaning.STALE),
    ("query id is invalid", Meaning.STALE),
    ("message to edit not found", Meaning.STALE),
    ("message can't be edited", Meaning.STALE),
    ("there is no text in the message to edit", Meaning.STALE),
    ("message to delete not found", Meaning.STALE),
    ("message can't be deleted", Meaning.STALE),
    ("message to be replied not found", Meaning.STALE),
    ("message thread not found", Meaning.THREAD_LOST),
    ("topic_closed", Meaning.THREAD_LOST),
    ("topic_deleted", Meaning.THREAD_LOST),
    ("not enough rights", Meaning.RESTRICTED),
    ("have no write access to the chat", Meaning.RESTRICTED),
    ("chat_write_forbidden", Meaning.RESTRICTED),
    ("need administrator rights in the channel chat", Meaning.RESTRICTED),
    ("chat_restricted", Meaning.RESTRICTED),
    ("chat not found", Meaning.MISSING),
    ("peer_id_invalid", Meaning.MISSING),
    ("can't parse", Meaning.MALFORMED),
    ("message is too long", Meaning.MALFORMED),
    ("text is too long", Meaning.MALFORMED),
    ("text must be non-empty", Meaning.MALFORMED),
    ("message text is empty", Meaning.MALFORMED),
    ("button_data_invalid", Meaning.MALFORMED),
    ("entities_too_long", Meaning.MALFORMED),
    ("message_too_long", Meaning.MALFORMED),
    ("webdocument_url_invalid", Meaning.MALFORMED),
)
_UNTOLD_WAIT = timedelta(seconds=30)
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def outcome_of(error: TelegramError | KeyError | TimeoutError) -> Outcome:
    """
    What a failed call means.

    KeyError is what python-telegram-bot raises for an answer of status 200 that says it failed,
    TimeoutError our own limit for a whole call.
    Sources: Bot API server (descriptions); measured behaviour of python-telegram-bot 22.8.
    """
    match error:
        case RetryAfter():
            return Outcome(Meaning.FLOOD, wait=_wait(error))
        case ChatMigrated():
            return Outcome(Meaning.MIGRATED, migrated_to=error.new_chat_id)
        case InvalidToken() if "method not found" in error.message.lower():
            return Outcome(Meaning.REJECTED)  # the server is of smaller scope
        case InvalidToken():
            return Outcome(Meaning.UNAUTHORIZED)
        case Conflict():
            return Outcome(Meaning.CONFLICT)
        case Forbidden():
            return Outcome(_described(error.message, Meaning.GONE))
        case BadRequest():  # before NetworkError, its parent
            return Outcome(_described(error.message, Meaning.REJECTED))
        case TimedOut() | NetworkError():
            return _network(error)
        case _:
            return Outcome(Meaning.UNKNOWN)


def _described(description: str, otherwise: Meaning) -> Meaning:
    text = description.lower()
    return next((meaning for part, meaning in _DESCRIPTIONS if part in text), otherwise)


def _network(error: NetworkError) -> Outcome:
    if "too many requests" in error.message.lower():
        return Outcome(Meaning.FLOOD, wait=_UNTOLD_WAIT)
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Outcome(Meaning.NOT_SENT)
    if isinstance(error.__cause__, httpx.HTTPError):
        return Outcome(Meaning.UNKNOWN)
    return Outcome(Meaning.REFUSED)


def _wait(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
