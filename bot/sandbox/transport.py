"""
The Bot API as an ASGI application: paths, tokens, parameters, faults, the record of calls.

Stands beside Starlette rather than inside it, since a router and request objects would cost
more than most methods do.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from bot.sandbox.answers import Answer, Described, refusal, spoilt_answer, success
from bot.sandbox.calls import Call
from bot.sandbox.errors import BotAPIError, not_found, unauthorized
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.methods import METHODS, POLL
from bot.sandbox.methods_updates import get_updates
from bot.sandbox.page_views import tell_faults
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.specification import findings
from bot.sandbox.world import World

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MAX_TOKEN_CHARACTERS = 80
_PATH = re.compile(r"/bot([^/]*)/(?:test/)?([^/]*)/?")
_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[^/:]+")
_NAMES = {name.lower(): name for name in (*METHODS, POLL)}


@dataclass(frozen=True, slots=True)
class _Request:
    """One call on its way."""

    method: str
    parameters: Parameters
    scope: Scope
    receive: Receive
    fault: Fault | None


class BotAPI:
    """Answers /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        """Serve the bot of one world."""
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or leave it without an answer if a fault says so."""
        body = await _read_body(receive)
        try:
            method = self._method(scope["path"])
            parameters = read_parameters(scope["query_string"], _content_type(scope), body)
        except BotAPIError as error:
            await _respond(send, refusal(error), scope)
            return
        fault = self._world.faults.take(method, parameters.text("chat_id"))
        if fault is not None:
            tell_faults(self._world)
        request = _Request(method, parameters, scope, receive, fault)
        answer = await (self._honest(request) if fault is None else self._spoilt(request, fault))
        if answer is not None:
            await _respond(send, answer, scope)

    def _method(self, path: str) -> str:
        match = _PATH.fullmatch(path)
        if match is None:
            raise not_found()
        token, name = match.groups()
        if len(token) > MAX_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token):
            raise unauthorized("invalid token specified")
        if not compare_digest(token.encode(), self._world.configuration.token.encode()):
            raise unauthorized()
        return _NAMES.get(name.lower(), name)

    async def _spoilt(self, request: _Request, fault: Fault) -> Answer | None:
        if fault.delay_seconds and fault.kind is not FaultKind.DRIP:
            await asyncio.sleep(fault.delay_seconds)
        answer = None
        if fault.kind.carries_out:
            answer = await self._honest(request)
        else:
            self._record(request, error=fault.error())
        match fault.kind:
            case FaultKind.HANG:
                await _disconnected(request.receive)
            case FaultKind.DROP_BEFORE | FaultKind.DROP_AFTER:
                await _drop_connection(request)
            case _:
                return spoilt_answer(fault, answer)
        return None

    async def _honest(self, request: _Request) -> Answer | None:
        if request.method == POLL:
            return await self._poll(request)
        with self._world.store.transaction():
            try:
                result = self._result(request)
            except BotAPIError as error:
                self._record(request, error=error)
                return refusal(error)
            if request.fault is not None and request.fault.kind is FaultKind.SAME_ID:
                result = _with_id_before(result)
            self._record(request, result=result)
        return success(result)

    def _result(self, request: _Request) -> Any:
        method = METHODS.get(request.method)
        if method is None:
            raise not_found("method not found")
        return method(self._world, request.parameters)

    async def _poll(self, request: _Request) -> Answer | None:
        """A long poll ends when its client goes away."""
        polling = asyncio.ensure_future(get_updates(self._world, request.parameters))
        leaving = asyncio.ensure_future(_disconnected(request.receive))
        await asyncio.wait({polling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not polling.done():
            polling.cancel()
            return None
        try:
            updates = polling.result()
        except BotAPIError as error:
            self._record(request, error=error)
            return refusal(error)
        if request.fault is not None and request.fault.kind is FaultKind.REPEAT:
            self._world.updates.repeat(updates)
        if request.fault is not None and request.fault.kind is FaultKind.DISORDER:
            updates = updates[::-1]
        self._record(request, result=[update["update_id"] for update in updates])
        return success(updates)

    def _record(self, request: _Request, *, error: BotAPIError | None = None, result: Any = None) -> None:
        found = findings(request.method, request.parameters)
        call = Call(
            request.method,
            request.parameters.values,
            error.error_code if error else 0,
            error.description if error else "",
            result.result if isinstance(result, Described) else result,
            found.unknown,
            found.mistyped,
            request.fault.kind if request.fault else None,
        )
        with self._world.store.transaction():
            self._world.calls.add(call, self._world.clock.timestamp())


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


async def _drop_connection(request: _Request) -> None:
    request.scope["state"]["transport"].abort()
    await _disconnected(request.receive)


async def _respond(send: Send, answer: Answer, scope: Scope) -> None:
    headers = [
        (b"content-type", answer.content_type),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.byte_seconds:
        await _drip(send, answer, scope["state"]["transport"])
    else:
        await send({"type": "http.response.body", "body": answer.body})


async def _drip(send: Send, answer: Answer, transport: asyncio.Transport) -> None:
    for place in range(len(answer.body)):
        await asyncio.sleep(answer.byte_seconds)
        if transport.is_closing():
            return
        byte, is_last = answer.body[place : place + 1], place + 1 == len(answer.body)
        await send({"type": "http.response.body", "body": byte, "more_body": not is_last})


def _with_id_before(result: Any) -> Any:
    """A message under the id of the one before."""
    if isinstance(result, dict) and "message_id" in result:
        return {**result, "message_id": max(result["message_id"] - 1, 1)}
    return result
