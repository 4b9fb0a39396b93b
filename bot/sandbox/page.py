"""The endpoints behind the chat page."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import people
from bot.sandbox.chats import Chat, Person
from bot.sandbox.errors import BotAPIError
from bot.sandbox.page_views import chat_view, event_view, message_view, samples_view, state_view
from bot.sandbox.world import World

EVENT_WAIT_SECONDS = 25
Endpoint = Callable[[Request], Awaitable[Response]]


def page_routes(world: World) -> list[Route]:
    """Routes below /page."""
    page = _Page(world)
    return [
        Route("/page/state", page.state, methods=["GET"]),
        Route("/page/events", page.events, methods=["GET"]),
        Route("/page/send", page.send, methods=["POST"]),
        Route("/page/tap", page.tap, methods=["POST"]),
        Route("/page/start", page.start, methods=["POST"]),
        Route("/page/clock", page.clock, methods=["POST"]),
        Route("/page/block", page.block, methods=["POST"]),
        Route("/page/member", page.member, methods=["POST"]),
    ]


class _Page:
    """The endpoints, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def state(self, _request: Request) -> Response:
        return _json(state_view(self._world))

    async def events(self, request: Request) -> Response:
        after = _integer(dict(request.query_params), "after", 0)
        events = self._world.events.after(after)
        if events == []:
            await self._world.events.wait(EVENT_WAIT_SECONDS)
            events = self._world.events.after(after)
        if events is None:
            return _json({"events": [], "last_event": self._world.events.last_event, "reset": True})
        last = events[-1]["id"] if events else after
        return _json({"events": [event_view(event) for event in events], "last_event": last})

    async def send(self, request: Request) -> Response:
        body = await _body(request)
        with self._world.store.transaction():
            message = people.write(
                self._world,
                self._chat(body),
                self._person(body),
                _string(body, "text"),
                reply_to_message_id=_optional_integer(body, "reply_to_message_id"),
                message_thread_id=_optional_integer(body, "message_thread_id"),
            )
        return _json({"message": message_view(message)})

    async def tap(self, request: Request) -> Response:
        body = await _body(request)
        with self._world.store.transaction():
            query_id = people.tap(
                self._world,
                self._chat(body),
                self._person(body),
                _integer(body, "message_id"),
                _string(body, "callback_data"),
            )
        return _json({"callback_query_id": query_id})

    async def start(self, request: Request) -> Response:
        body = await _body(request)
        person = self._person(body)
        text = people.deep_link_text(str(body.get("payload") or ""))
        with self._world.store.transaction():
            message = people.write(self._world, self._private_chat(person), person, text)
        return _json({"message": message_view(message)})

    async def clock(self, request: Request) -> Response:
        body = await _body(request)
        if body.get("to") == "next_morning":
            seconds = self._world.clock.seconds_to_next_morning()
        else:
            seconds = _integer(body, "advance_seconds")
        if seconds < 0:
            raise HTTPException(400, "the clock only moves forward")
        with self._world.store.transaction():
            self._world.clock.advance(seconds)
        clock = self._world.clock.as_json()
        self._world.events.add("clock", clock=clock)
        return _json({"clock": clock, "samples": samples_view(self._world)})

    async def block(self, request: Request) -> Response:
        body = await _body(request)
        person = self._person(body)
        chat = self._private_chat(person)
        with self._world.store.transaction():
            people.block(self._world, chat, person, is_blocked=_boolean(body, "blocked"))
        return self._changed(chat)

    async def member(self, request: Request) -> Response:
        body = await _body(request)
        chat = self._chat(body)
        admin = self._world.chats.person(chat.admin_ids[0]) if chat.admin_ids else None
        if admin is None:
            raise HTTPException(400, "the bot is removed from and added to groups and channels alone")
        with self._world.store.transaction():
            people.set_presence(self._world, chat, admin, is_present=_boolean(body, "present"))
        return self._changed(chat)

    def _changed(self, chat: Chat) -> Response:
        view = chat_view(chat)
        self._world.events.add("chat", chat=view)
        return _json({"chat": view})

    def _chat(self, body: dict[str, Any]) -> Chat:
        chat = self._world.chats.chat(_integer(body, "chat_id"))
        if chat is None:
            raise HTTPException(404, f"no chat {body['chat_id']}")
        return chat

    def _person(self, body: dict[str, Any]) -> Person:
        person = self._world.chats.person(_integer(body, "person_id"))
        if person is None:
            raise HTTPException(404, f"no person {body['person_id']}")
        return person

    def _private_chat(self, person: Person) -> Chat:
        chat = self._world.chats.chat(person.person_id)
        if chat is None:
            raise HTTPException(404, f"no private chat with {person.person_id}")
        return chat


def _json(content: object) -> Response:
    return JSONResponse(content)


async def refused(_request: Request, error: Exception) -> Response:
    """An error of a page endpoint, as the page expects it."""
    if isinstance(error, HTTPException):
        return JSONResponse({"error": error.detail}, error.status_code)
    if isinstance(error, BotAPIError):
        return JSONResponse({"error": error.description}, error.error_code)
    raise error


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "the body is not a JSON object")
    return body


def _integer(body: dict[str, Any], name: str, default: int | None = None) -> int:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise HTTPException(400, f"{name} must be an integer, got {value!r}")
    try:
        return int(value)
    except ValueError:
        raise HTTPException(400, f"{name} must be an integer, got {value!r}") from None


def _optional_integer(body: dict[str, Any], name: str) -> int | None:
    return None if body.get(name) is None else _integer(body, name)


def _string(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise HTTPException(400, f"{name} must be a string, got {value!r}")
    return value


def _boolean(body: dict[str, Any], name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise HTTPException(400, f"{name} must be true or false, got {value!r}")
    return value
