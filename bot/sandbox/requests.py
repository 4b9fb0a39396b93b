"""Reading what the page and tests send, and refusing what is not right."""

from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import BotAPIError
from bot.sandbox.parameters import decode
from bot.sandbox.world import World


async def json_body(request: Request) -> dict[str, Any]:
    """
    The JSON object of a request.

    Raises:
        HTTPException: 400, it is none; 403, another site's page sent it.
    """
    _check_origin(request)
    try:
        body = decode(await request.body())
    except ValueError:
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "the body is not a JSON object")
    return body


def _check_origin(request: Request) -> None:
    """A browser lets any site post here, and names it."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "only the sandbox's own page may do this")


def integer(body: dict[str, Any], name: str, default: int | None = None) -> int:
    """An integer field, or a string of digits as queries carry them."""
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise HTTPException(400, f"{name} must be an integer, got {value!r}")
    try:
        number = int(value)
    except ValueError:
        raise HTTPException(400, f"{name} must be an integer, got {value!r}") from None
    if not -(2**63) <= number < 2**63:
        raise HTTPException(400, f"{name} is out of range")
    return number


def optional_integer(body: dict[str, Any], name: str) -> int | None:
    """An integer field that may be absent."""
    return None if body.get(name) is None else integer(body, name)


def string(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """A string field."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise HTTPException(400, f"{name} must be a string, got {value!r}")
    return value


def boolean(body: dict[str, Any], name: str) -> bool:
    """A boolean field."""
    value = body.get(name)
    if not isinstance(value, bool):
        raise HTTPException(400, f"{name} must be true or false, got {value!r}")
    return value


def degrees(body: dict[str, Any], name: str, limit: int) -> float:
    """A number of degrees from -`limit` to `limit`."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
        raise HTTPException(400, f"{name} must be a number from -{limit} to {limit}, got {value!r}")
    return float(value)


def named_chat(world: World, body: dict[str, Any]) -> Chat:
    """The chat a body names by `chat_id`."""
    chat = world.chats.chat(integer(body, "chat_id"))
    if chat is None:
        raise HTTPException(404, f"no chat {body['chat_id']}")
    return chat


def named_person(world: World, body: dict[str, Any]) -> Person:
    """The person a body names by `person_id`."""
    person = world.chats.person(integer(body, "person_id"))
    if person is None:
        raise HTTPException(404, f"no person {body['person_id']}")
    return person


def private_chat(world: World, person: Person) -> Chat:
    """The chat between a person and the bot."""
    chat = world.chats.chat(person.person_id)
    if chat is None:
        raise HTTPException(404, f"no private chat with {person.person_id}")
    return chat


async def refused(_request: Request, error: Exception) -> Response:
    """An error of an endpoint, in the shape the page expects."""
    if isinstance(error, BotAPIError):
        return JSONResponse({"error": error.description}, error.error_code)
    if isinstance(error, HTTPException):
        return JSONResponse({"error": error.detail}, error.status_code)
    return JSONResponse({"error": str(error)}, 500)
