"""What the sandbox refuses, in the words of the real server."""

from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class BotAPIError(Exception):
    """
    A refused call.

    `description` is whole, with its prefix (`Bad Request: ...`); `parameters` holds
    `retry_after` or `migrate_to_chat_id` where the real server sends them.
    """

    error_code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.error_code} {self.description}"


def bad_request(reason: str) -> BotAPIError:
    """The call cannot be carried out as it stands."""
    return BotAPIError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> BotAPIError:
    """The chat does not let the bot do this."""
    return BotAPIError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> BotAPIError:
    """Another receiver of updates stands in the way."""
    return BotAPIError(409, f"Conflict: {reason}")


def unauthorized(reason: str = "") -> BotAPIError:
    """The token is not this bot's."""
    return BotAPIError(401, f"Unauthorized: {reason}" if reason else "Unauthorized")


def not_found(reason: str = "") -> BotAPIError:
    """No such method, or no such place."""
    return BotAPIError(404, f"Not Found: {reason}" if reason else "Not Found")
