"""What the bot's clock and tests ask of the sandbox: the time, the record of calls, faults, people."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import people
from bot.sandbox.chats import Person
from bot.sandbox.faults import Fault, MalformedFault
from bot.sandbox.first_start import add_person
from bot.sandbox.groups import set_admin, set_bot_admin, set_topic, upgrade
from bot.sandbox.inline_mode import set_inline_mode
from bot.sandbox.page_views import chat_view, messages_view, tell_faults
from bot.sandbox.requests import (
    boolean,
    integer,
    json_body,
    named_chat,
    named_person,
    optional_integer,
    string,
)
from bot.sandbox.world import World

MOST_CALLS = 10_000
MOST_PEOPLE = 200_000
LONGEST_OUTAGE_SECONDS = 600
FIRST_ADDED_PERSON = 720_000_001


def control_routes(world: World) -> list[Route]:
    """Routes below /sandbox."""
    control = _Control(world)
    return [
        Route("/sandbox/clock", control.clock, methods=["GET"]),
        Route("/sandbox/polls", control.polls, methods=["GET"]),
        Route("/sandbox/calls", control.calls, methods=["GET"]),
        Route("/sandbox/chats/{chat_id}/messages", control.messages, methods=["GET"]),
        Route("/sandbox/faults", control.faults, methods=["GET"]),
        Route("/sandbox/faults", control.add_fault, methods=["POST"]),
        Route("/sandbox/faults", control.clear_faults, methods=["DELETE"]),
        Route("/sandbox/outage", control.begin_outage, methods=["POST"]),
        Route("/sandbox/updates", control.add_update, methods=["POST"]),
        Route("/sandbox/contents", control.send_content, methods=["POST"]),
        Route("/sandbox/deletions", control.delete_message, methods=["POST"]),
        Route("/sandbox/update-ids", control.begin_update_ids, methods=["POST"]),
        Route("/sandbox/upgrade", control.upgrade, methods=["POST"]),
        Route("/sandbox/topics", control.set_topic, methods=["POST"]),
        Route("/sandbox/admins", control.set_admin, methods=["POST"]),
        Route("/sandbox/bot-rights", control.set_bot_admin, methods=["POST"]),
        Route("/sandbox/inline", control.set_inline_mode, methods=["POST"]),
        Route("/sandbox/people", control.add_people, methods=["POST"]),
    ]


class _Control:
    """The endpoints, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def clock(self, _request: Request) -> Response:
        """The time, and whose sandbox this is."""
        folder = str(self._world.configuration.data_dir.resolve())
        return JSONResponse({**self._world.clock.as_json(), "data_dir": folder})

    async def polls(self, _request: Request) -> Response:
        """How many polls have begun to wait since the start."""
        return JSONResponse({"polls": self._world.updates.polls})

    async def calls(self, request: Request) -> Response:
        query = dict(request.query_params)
        found = self._world.calls.after(
            integer(query, "after", 0),
            min(integer(query, "limit", MOST_CALLS), MOST_CALLS),
            query.get("method"),
        )
        return JSONResponse({"calls": found})

    async def messages(self, request: Request) -> Response:
        return JSONResponse({"messages": messages_view(self._world, integer(request.path_params, "chat_id"))})

    async def faults(self, _request: Request) -> Response:
        return JSONResponse({"faults": self._world.faults.as_json()})

    async def add_fault(self, request: Request) -> Response:
        try:
            self._world.faults.add(Fault.from_json(await json_body(request)))
        except MalformedFault as error:
            raise HTTPException(400, str(error)) from error
        tell_faults(self._world)
        return await self.faults(request)

    async def clear_faults(self, request: Request) -> Response:
        self._world.faults.clear()
        tell_faults(self._world)
        return await self.faults(request)

    async def begin_outage(self, request: Request) -> Response:
        """Refuse connections for so many `seconds`, those of the page too."""
        seconds = integer(await json_body(request), "seconds", 10)
        if not 1 <= seconds <= LONGEST_OUTAGE_SECONDS:
            raise HTTPException(400, f"seconds must be 1 to {LONGEST_OUTAGE_SECONDS}, got {seconds}")
        self._world.outage.begin(seconds)
        return JSONResponse({"seconds": seconds})

    async def add_update(self, request: Request) -> Response:
        """Queue an update as it stands, under the next id: one field, its type, with any content."""
        body = await json_body(request)
        if len(body) != 1:
            raise HTTPException(400, f"an update has one field besides its id, got {sorted(body)}")
        with self._world.store.transaction():
            self._world.updates.add_as_is(*body.popitem())
        return JSONResponse({"waiting": self._world.updates.count()})

    async def send_content(self, request: Request) -> Response:
        """A person's message of any kind: `content` are its fields, such as `sticker` or `poll`."""
        body = await json_body(request)
        content = body.get("content")
        if not isinstance(content, dict) or not content:
            raise HTTPException(400, '"content" must be an object with the fields of a message')
        with self._world.store.transaction():
            message = people.send_content(
                self._world, named_chat(self._world, body), named_person(self._world, body), content
            )
        return JSONResponse({"message": message})

    async def delete_message(self, request: Request) -> Response:
        """A person deletes the message `message_id` for everybody."""
        body = await json_body(request)
        with self._world.store.transaction():
            people.delete(self._world, named_chat(self._world, body), integer(body, "message_id"))
        return JSONResponse({})

    async def begin_update_ids(self, request: Request) -> Response:
        """Give ids from `first` on, as the real server does after a week without updates."""
        first = integer(await json_body(request), "first")
        with self._world.store.transaction():
            if first < 1 or not self._world.updates.begin_ids_anew(first):
                raise HTTPException(400, "ids begin anew at 1 or later, and only while no update waits")
        return JSONResponse({"first": first})

    async def upgrade(self, request: Request) -> Response:
        """A group becomes a supergroup, under a new id."""
        chat = named_chat(self._world, await json_body(request))
        with self._world.store.transaction():
            return JSONResponse({"chat_id": upgrade(self._world, chat).chat_id})

    async def set_topic(self, request: Request) -> Response:
        """Open a topic, or set the state of the one named by `message_thread_id`."""
        body = await json_body(request)
        chat = named_chat(self._world, body)
        with self._world.store.transaction():
            thread_id = set_topic(
                self._world, chat, optional_integer(body, "message_thread_id"), string(body, "state", "open")
            )
        return JSONResponse({"message_thread_id": thread_id})

    async def set_admin(self, request: Request) -> Response:
        """Make a member an admin, or a mere member again."""
        body = await json_body(request)
        chat, person = named_chat(self._world, body), named_person(self._world, body)
        is_admin = boolean(body, "is_admin")
        with self._world.store.transaction():
            set_admin(self._world, chat, person, is_admin=is_admin)
        return JSONResponse({"admin_ids": chat.admin_ids})

    async def set_bot_admin(self, request: Request) -> Response:
        """An administrator gives the bot rights in a group or channel, or takes them."""
        body = await json_body(request)
        chat = named_chat(self._world, body)
        with self._world.store.transaction():
            set_bot_admin(self._world, chat, is_admin=boolean(body, "is_admin"))
        return JSONResponse({"chat": chat_view(chat)})

    async def set_inline_mode(self, request: Request) -> Response:
        """Switch inline mode on or off, as BotFather does."""
        is_on = boolean(await json_body(request), "on")
        set_inline_mode(self._world, is_on=is_on)
        return JSONResponse({"on": is_on})

    async def add_people(self, request: Request) -> Response:
        """Add people with private chats; `has_started` lets the bot write first."""
        body = await json_body(request)
        count = integer(body, "count", 1)
        if not 1 <= count <= MOST_PEOPLE:
            raise HTTPException(400, f"count must be 1 to {MOST_PEOPLE}, got {count}")
        name, language = string(body, "first_name", "Reader"), string(body, "language_code", "en")
        person_ids = []
        with self._world.store.transaction():
            for _ in range(count):
                person_id = self._world.store.next_number("person_id", FIRST_ADDED_PERSON)
                chat = add_person(self._world.chats, Person(person_id, name, language))
                if body.get("has_started"):
                    chat.has_started = True
                    self._world.chats.keep_chat(chat)
                person_ids.append(person_id)
        self._world.events.add("chat", chat=chat_view(chat))
        return JSONResponse({"person_ids": person_ids})
