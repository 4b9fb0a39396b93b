"""
Refusals by name, in the real server's words, for faults that speak of what happened.

What a chat really is (blocked, left, upgraded) the sandbox refuses by itself; these are for
refusing without its being so.
"""

from enum import StrEnum

from bot.sandbox.errors import BotAPIError, bad_request, conflict, forbidden, not_found, unauthorized

DEFAULT_RETRY_AFTER = 5


class Refusal(StrEnum):
    """Why a call is refused."""

    FLOOD = "flood"
    FLOOD_WITHOUT_WAIT = "flood_without_wait"
    OUTAGE = "outage"
    BAD_GATEWAY = "bad_gateway"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"
    KICKED = "kicked"
    NOT_A_MEMBER = "not_a_member"
    CHAT_DELETED = "chat_deleted"
    CHAT_NOT_FOUND = "chat_not_found"
    RESTRICTED = "restricted"
    WRITE_FORBIDDEN = "write_forbidden"
    THREAD_NOT_FOUND = "thread_not_found"
    TOPIC_CLOSED = "topic_closed"
    TOPIC_DELETED = "topic_deleted"
    MALFORMED_ENTITIES = "malformed_entities"
    NOT_MODIFIED = "not_modified"
    QUERY_TOO_OLD = "query_too_old"
    OTHER_POLLER = "other_poller"
    WEBHOOK = "webhook"
    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "not_found"
    METHOD_NOT_FOUND = "method_not_found"


_ERRORS = {
    Refusal.FLOOD_WITHOUT_WAIT: BotAPIError(429, "Too Many Requests"),
    Refusal.OUTAGE: BotAPIError(500, "Internal Server Error: restart"),
    Refusal.BAD_GATEWAY: BotAPIError(502, "Bad Gateway"),
    Refusal.BLOCKED: forbidden("bot was blocked by the user"),
    Refusal.DEACTIVATED: forbidden("user is deactivated"),
    Refusal.NEVER_STARTED: forbidden("bot can't initiate conversation with a user"),
    Refusal.KICKED: forbidden("bot was kicked from the supergroup chat"),
    Refusal.NOT_A_MEMBER: forbidden("bot is not a member of the channel chat"),
    Refusal.CHAT_DELETED: forbidden("the group chat was deleted"),
    Refusal.CHAT_NOT_FOUND: bad_request("chat not found"),
    Refusal.RESTRICTED: bad_request("not enough rights to send text messages to the chat"),
    Refusal.WRITE_FORBIDDEN: bad_request("CHAT_WRITE_FORBIDDEN"),
    Refusal.THREAD_NOT_FOUND: bad_request("message thread not found"),
    Refusal.TOPIC_CLOSED: bad_request("TOPIC_CLOSED"),
    Refusal.TOPIC_DELETED: bad_request("TOPIC_DELETED"),
    Refusal.MALFORMED_ENTITIES: bad_request(
        'can\'t parse entities: Unsupported start tag "x" at byte offset 0'
    ),
    Refusal.NOT_MODIFIED: bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message"
    ),
    Refusal.QUERY_TOO_OLD: bad_request(
        "query is too old and response timeout expired or query ID is invalid"
    ),
    Refusal.OTHER_POLLER: conflict(
        "terminated by other getUpdates request; make sure that only one bot instance is running"
    ),
    Refusal.WEBHOOK: conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    ),
    Refusal.UNAUTHORIZED: unauthorized(),
    Refusal.NOT_FOUND: not_found(),
    Refusal.METHOD_NOT_FOUND: not_found("method not found"),
}


def flood(retry_after: int) -> BotAPIError:
    """A flood limit that says how many seconds to wait."""
    return BotAPIError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def refusal_error(reason: Refusal, retry_after: int | None) -> BotAPIError:
    """What the server answers; `retry_after` matters to a flood limit alone."""
    if reason is Refusal.FLOOD:
        return flood(DEFAULT_RETRY_AFTER if retry_after is None else retry_after)
    return _ERRORS[reason]
