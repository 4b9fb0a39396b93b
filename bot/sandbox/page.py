"""The endpoints behind the chat page."""

from base64 import b64decode
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import inline_mode, people
from bot.sandbox.chats import Chat
from bot.sandbox.page_views import chat_view, event_view, message_view, messages_view, state_view
from bot.sandbox.parameters import UploadedFile
from bot.sandbox.requests import (
    boolean,
    degrees,
    integer,
    json_body,
    named_chat,
    named_person,
    optional_integer,
    private_chat,
    string,
)
from bot.sandbox.world import World

EVENT_WAIT_SECONDS = 25
LONGEST_MOVE_SECONDS = 366 * 86_400
_SHOWABLE = ("image/png", "image/jpeg", "image/gif")


def page_routes(world: World) -> list[Route]:
    """Routes below /page."""
    page = _Page(world)
    gets = {
        "state": page.state,
        "events": page.events,
        "messages": page.messages,
        "files/{file_id}": page.file,
    }
    posts = {
        "send": page.send,
        "file": page.send_file,
        "place": page.send_place,
        "tap": page.tap,
        "start": page.start,
        "inline": page.inline,
        "choose": page.choose,
        "clock": page.clock,
        "block": page.block,
        "member": page.member,
    }
    return [
        *(Route(f"/page/{path}", endpoint, methods=["GET"]) for path, endpoint in gets.items()),
        *(Route(f"/page/{path}", endpoint, methods=["POST"]) for path, endpoint in posts.items()),
    ]


def move_clock(world: World, seconds: float) -> dict[str, Any]:
    """Deliver the samples due by the new time, then move to it."""
    try:
        world.samples.deliver(world.clock.now() + timedelta(seconds=seconds))
    except OSError as error:
        raise HTTPException(500, f"the samples cannot be written, the clock stays: {error}") from error
    with world.store.transaction():
        world.clock.advance(seconds)
    moved = {"clock": world.clock.as_json(), "samples": world.samples.as_json()}
    world.events.add("clock", clock=moved["clock"])
    world.events.add("samples", samples=moved["samples"])
    return moved


class _Page:
    """The endpoints, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def state(self, _request: Request) -> Response:
        return JSONResponse(state_view(self._world))

    async def events(self, request: Request) -> Response:
        """The long poll of the page; `reset` tells it to load the state again."""
        after = integer(dict(request.query_params), "after", 0)
        events = self._world.events.after(after)
        if events == []:
            await self._world.events.wait(EVENT_WAIT_SECONDS)
            events = self._world.events.after(after)
        if events is None:
            return JSONResponse({"events": [], "last_event": self._world.events.last_event, "reset": True})
        last = events[-1]["id"] if events else after
        views = [event_view(self._world, event) for event in events]
        return JSONResponse({"events": views, "last_event": last})

    async def messages(self, request: Request) -> Response:
        """What stands before a message, for a reader who goes further up."""
        query = dict(request.query_params)
        found = messages_view(self._world, integer(query, "chat_id"), integer(query, "before"))
        return JSONResponse({"messages": found})

    async def file(self, request: Request) -> Response:
        """An uploaded file; only pictures are shown in place."""
        stored = self._world.files.find(request.path_params["file_id"])
        if stored is None:
            raise HTTPException(404, "no such file")
        if stored.media_type in _SHOWABLE:
            return Response(stored.content, media_type=stored.media_type)
        name = quote(stored.file_name)
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(stored.content, media_type="application/octet-stream", headers=headers)

    async def send(self, request: Request) -> Response:
        body = await json_body(request)
        with self._world.store.transaction():
            message = people.write(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                string(body, "text"),
                reply_to_message_id=optional_integer(body, "reply_to_message_id"),
                message_thread_id=optional_integer(body, "message_thread_id"),
            )
        return JSONResponse({"message": message_view(message, {})})

    async def send_file(self, request: Request) -> Response:
        """A file as a person sends it; its content comes in base64."""
        body = await json_body(request)
        try:
            content = b64decode(string(body, "content"), validate=True)
        except ValueError:
            raise HTTPException(400, "content must be base64") from None
        media_type = string(body, "media_type", "") or "application/octet-stream"
        with self._world.store.transaction():
            message = people.send_file(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                UploadedFile(string(body, "file_name"), media_type, content),
            )
        return JSONResponse({"message": message_view(message, {})})

    async def send_place(self, request: Request) -> Response:
        """A location as a person sends it, in degrees."""
        body = await json_body(request)
        place = {"latitude": degrees(body, "latitude", 90), "longitude": degrees(body, "longitude", 180)}
        with self._world.store.transaction():
            message = people.send_content(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                {"location": place},
            )
        return JSONResponse({"message": message_view(message, {})})

    async def start(self, request: Request) -> Response:
        """The start button, which also lifts a block; `payload` is a deep link's."""
        body = await json_body(request)
        person = named_person(self._world, body)
        chat = private_chat(self._world, person)
        text = f"/start {string(body, 'payload', '')}"
        with self._world.store.transaction():
            people.block(self._world, chat, person, is_blocked=False)
            message = people.write(self._world, chat, person, text)
        return JSONResponse({"message": message_view(message, {})})

    async def tap(self, request: Request) -> Response:
        body = await json_body(request)
        with self._world.store.transaction():
            query_id = people.tap(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                integer(body, "message_id"),
                string(body, "callback_data"),
            )
        return JSONResponse({"callback_query_id": query_id})

    async def inline(self, request: Request) -> Response:
        body = await json_body(request)
        with self._world.store.transaction():
            query_id = inline_mode.ask_inline(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                string(body, "query"),
                string(body, "offset", ""),
            )
        return JSONResponse({"inline_query_id": query_id})

    async def choose(self, request: Request) -> Response:
        body = await json_body(request)
        with self._world.store.transaction():
            message = inline_mode.choose_inline(
                self._world,
                named_chat(self._world, body),
                named_person(self._world, body),
                string(body, "inline_query_id"),
                string(body, "result_id"),
            )
        return JSONResponse({"message": message_view(message, {})})

    async def clock(self, request: Request) -> Response:
        body = await json_body(request)
        if body.get("to") == "next_morning":
            return JSONResponse(move_clock(self._world, self._world.clock.seconds_to_next_morning()))
        seconds = body.get("advance_seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            raise HTTPException(400, 'give "advance_seconds", or "to": "next_morning"')
        if not 0 <= seconds <= LONGEST_MOVE_SECONDS:
            raise HTTPException(400, "the clock moves forward, by a year at most")
        return JSONResponse(move_clock(self._world, seconds))

    async def block(self, request: Request) -> Response:
        body = await json_body(request)
        person = named_person(self._world, body)
        chat = private_chat(self._world, person)
        with self._world.store.transaction():
            people.block(self._world, chat, person, is_blocked=boolean(body, "blocked"))
        return _shown(chat)

    async def member(self, request: Request) -> Response:
        body = await json_body(request)
        chat = named_chat(self._world, body)
        admin = self._world.chats.person(chat.admin_ids[0]) if chat.admin_ids else None
        if admin is None:
            raise HTTPException(400, "the bot is removed from and added to groups and channels alone")
        with self._world.store.transaction():
            people.set_presence(self._world, chat, admin, is_present=boolean(body, "present"))
        return _shown(chat)


def _shown(chat: Chat) -> Response:
    return JSONResponse({"chat": chat_view(chat)})
