"""
The Bot API as an ASGI application: paths, tokens, parameters, answers.

Stands beside Starlette rather than inside it, since a router and request objects would cost
more than most methods do.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.errors import BotAPIError, not_found, unauthorized
from bot.sandbox.methods import METHODS, NAMES
from bot.sandbox.methods_updates import get_updates
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.store import encode
from bot.sandbox.world import World

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PATH = re.compile(r"/bot([^/]*)/(?:test/)?([^/]*)/?")
_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[^/:]{1,64}")
MAX_TOKEN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()


class BotAPI:
    """Answers /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        """Serve the bot of one world."""
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _read_body(receive)
        try:
            method = self._method(scope["path"])
            parameters = read_parameters(scope["query_string"], _content_type(scope), body)
            answer = await self._carry_out(method, parameters, receive)
        except BotAPIError as error:
            answer = refusal(error)
        if answer is not None:
            await _respond(send, answer)

    def _method(self, path: str) -> str:
        match = _PATH.fullmatch(path)
        if match is None:
            raise not_found()
        token, name = match.groups()
        if len(token) > MAX_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token):
            raise unauthorized("invalid token specified")
        if not compare_digest(token.encode(), self._world.configuration.token.encode()):
            raise unauthorized()
        if name.lower() not in NAMES:
            raise not_found("method not found")
        return NAMES[name.lower()]

    async def _carry_out(self, method: str, parameters: Parameters, receive: Receive) -> Answer | None:
        if method == "getUpdates":
            return await self._poll(parameters, receive)
        with self._world.store.transaction():
            try:
                result = METHODS[method](self._world, parameters)
            except BotAPIError as error:
                self._record(method, parameters, error)
                return refusal(error)
            self._record(method, parameters, None, result)
        return success(result)

    async def _poll(self, parameters: Parameters, receive: Receive) -> Answer | None:
        """A long poll ends when its client goes away, and confirms nothing then."""
        polling = asyncio.ensure_future(get_updates(self._world, parameters))
        leaving = asyncio.ensure_future(_disconnected(receive))
        await asyncio.wait({polling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not polling.done():
            polling.cancel()
            return None
        try:
            return success(polling.result())
        except BotAPIError as error:
            return refusal(error)

    def _record(
        self, method: str, parameters: Parameters, error: BotAPIError | None, result: Any = None
    ) -> None:
        call = Call(
            method,
            parameters.values,
            error.error_code if error else 0,
            error.description if error else "",
            result,
        )
        self._world.calls.add(call, self._world.clock.timestamp())


def success(result: Any) -> Answer:
    """A call that was carried out."""
    return Answer(200, encode({"ok": True, "result": result}).encode("utf-8", "replace"))


def refusal(error: BotAPIError) -> Answer:
    """A call that was refused."""
    document: dict[str, Any] = {
        "ok": False,
        "error_code": error.error_code,
        "description": error.description,
    }
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if error.parameters:
        document["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers = ((b"retry-after", str(error.parameters["retry_after"]).encode()),)
    return Answer(error.error_code, encode(document).encode("utf-8", "replace"), headers)


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value.decode("latin-1"))
    return ""


async def _read_body(receive: Receive) -> bytes:
    chunks = []
    while True:
        event = await receive()
        chunks.append(event.get("body", b""))
        if not event.get("more_body", False):
            return b"".join(chunks)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _respond(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
