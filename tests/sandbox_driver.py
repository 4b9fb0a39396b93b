"""A sandbox in a thread for tests, driven over real HTTP."""

import asyncio
import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.first_start import ALICE as ALICE_HERSELF
from bot.sandbox.first_start import CHANNEL_ID, GROUP_ID
from bot.sandbox.first_start import XIAOLIN as XIAOLIN_HERSELF
from bot.sandbox.server import SandboxServer, listening_socket
from bot.sandbox.world import open_world

TOKEN = "7100000000:sandbox-token-of-thirty-five-letters"
XIAOLIN = XIAOLIN_HERSELF.person_id
ALICE = ALICE_HERSELF.person_id
GROUP = GROUP_ID
CHANNEL = CHANNEL_ID


class SandboxDriver:
    """What people, and the oracle, do to a running sandbox."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.base_url = f"{url}/bot"
        """What python-telegram-bot's builder takes as base_url."""
        self.base_file_url = f"{url}/file/bot"
        self.client = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a Bot API method as the bot would, with a JSON body; the whole answer."""
        return self.client.post(f"/bot{self.token}/{method}", json=parameters).json()

    def result(self, method: str, **parameters: Any) -> Any:
        """What a call that must succeed returns."""
        answer = self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a call that must be refused."""
        answer = self.call(method, **parameters)
        assert not answer["ok"], answer
        return answer["description"]

    def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """What getUpdates returns; confirms nothing unless an offset is given."""
        return self.result("getUpdates", **parameters)

    def state(self) -> dict[str, Any]:
        return self.client.get("/page/state").json()

    def send(self, chat_id: int, person_id: int, text: str, **more: Any) -> dict[str, Any]:
        return self._post("/page/send", chat_id=chat_id, person_id=person_id, text=text, **more)["message"]

    def send_file(self, chat_id: int, person_id: int, file_name: str, content: bytes) -> dict[str, Any]:
        encoded = b64encode(content).decode()
        return self._post(
            "/page/file",
            chat_id=chat_id,
            person_id=person_id,
            file_name=file_name,
            media_type="application/json",
            content=encoded,
        )["message"]

    def send_content(self, chat_id: int, person_id: int, **content: Any) -> dict[str, Any]:
        """A message of any kind, by the fields that it has beside chat and author."""
        sent = self._post("/sandbox/contents", chat_id=chat_id, person_id=person_id, content=content)
        return sent["message"]

    def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message for everybody, as a person does."""
        self._post("/sandbox/deletions", chat_id=chat_id, message_id=message_id)

    def tap(self, chat_id: int, person_id: int, message_id: int, callback_data: str) -> str:
        """Tap a button; the id of the callback query."""
        return self._post(
            "/page/tap",
            chat_id=chat_id,
            person_id=person_id,
            message_id=message_id,
            callback_data=callback_data,
        )["callback_query_id"]

    def ask_inline(self, chat_id: int, person_id: int, query: str, offset: str = "") -> str:
        """Type the bot's name and a query; the id of the inline query."""
        asked = self._post("/page/inline", chat_id=chat_id, person_id=person_id, query=query, offset=offset)
        return asked["inline_query_id"]

    def choose_inline(self, chat_id: int, person_id: int, query_id: str, result_id: str) -> dict[str, Any]:
        """Send a result of an inline query; the person's message."""
        return self._post(
            "/page/choose",
            chat_id=chat_id,
            person_id=person_id,
            inline_query_id=query_id,
            result_id=result_id,
        )["message"]

    def start(self, person_id: int, payload: str = "") -> dict[str, Any]:
        return self._post("/page/start", person_id=person_id, payload=payload)["message"]

    def block(self, person_id: int, *, blocked: bool = True) -> dict[str, Any]:
        return self._post("/page/block", person_id=person_id, blocked=blocked)["chat"]

    def set_member(self, chat_id: int, *, present: bool) -> dict[str, Any]:
        return self._post("/page/member", chat_id=chat_id, present=present)["chat"]

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """The last 200 messages of a chat as the page shows them, oldest first."""
        return self.client.get(f"/sandbox/chats/{chat_id}/messages").json()["messages"]

    def calls(self, method: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """The calls of the bot, oldest first, of one method or of all."""
        query = {"after": after} | ({"method": method} if method else {})
        return self.client.get("/sandbox/calls", params=query).json()["calls"]

    def events(self, after: int) -> list[dict[str, Any]]:
        """The events after one; waits for the first."""
        return self.client.get("/page/events", params={"after": after}).json()["events"]

    def advance(self, seconds: float) -> dict[str, Any]:
        return self._post("/page/clock", advance_seconds=seconds)

    def next_morning(self) -> dict[str, Any]:
        """Move to the coming 08:00 of the page's zone."""
        return self._post("/page/clock", to="next_morning")

    def fault(self, kind: str, **more: Any) -> None:
        """Switch a fault on; see bot.sandbox.faults.Fault for the fields."""
        self._post("/sandbox/faults", kind=kind, **more)

    def clear_faults(self) -> None:
        """Behave well again."""
        assert self.client.delete("/sandbox/faults").is_success

    def refuse_connections(self, seconds: int) -> None:
        """Be gone for a while."""
        self._post("/sandbox/outage", seconds=seconds)

    def queue_update(self, **update: Any) -> None:
        """Queue an update of any shape: one field, its type."""
        self._post("/sandbox/updates", **update)

    def begin_update_ids(self, first: int) -> None:
        """Give ids from `first` on, as after a quiet week."""
        self._post("/sandbox/update-ids", first=first)

    def upgrade(self, chat_id: int) -> int:
        """Make a group a supergroup; its new id."""
        return self._post("/sandbox/upgrade", chat_id=chat_id)["chat_id"]

    def set_topic(self, chat_id: int, thread_id: int | None = None, state: str = "open") -> int:
        """Open a topic in a supergroup, or make one open, closed or deleted; its thread id."""
        return self._post("/sandbox/topics", chat_id=chat_id, message_thread_id=thread_id, state=state)[
            "message_thread_id"
        ]

    def set_admin(self, chat_id: int, person_id: int, *, is_admin: bool = True) -> None:
        """Make a member an admin of a group or channel, or a mere member again."""
        self._post("/sandbox/admins", chat_id=chat_id, person_id=person_id, is_admin=is_admin)

    def set_bot_admin(self, chat_id: int, *, is_admin: bool = True) -> None:
        """Make the bot an admin of a group or channel, or a mere member again."""
        self._post("/sandbox/bot-rights", chat_id=chat_id, is_admin=is_admin)

    def set_inline_mode(self, *, on: bool) -> None:
        """Switch inline mode on or off, as BotFather does."""
        self._post("/sandbox/inline", on=on)

    def add_people(self, count: int = 1, **more: Any) -> list[int]:
        """Ids of new people, which are those of their private chats too."""
        return self._post("/sandbox/people", count=count, **more)["person_ids"]

    def _post(self, path: str, **body: Any) -> dict[str, Any]:
        response = self.client.post(path, json=body)
        assert response.status_code == 200, response.text
        return response.json()


@contextmanager
def running_sandbox(
    data_dir: Path,
    *,
    inbox: Path | None = None,
    token: str = TOKEN,
    timezone: str = "Asia/Shanghai",
    waits: bool = True,
) -> Iterator[SandboxDriver]:
    """
    A sandbox on a free port, until the block ends; the same data_dir continues where it was.

    Who does not come back to the data_dir need not wait for its end, which takes a fifth of a second.
    """
    bound = listening_socket("127.0.0.1", 0)
    configuration = SandboxConfiguration(data_dir, token, inbox=inbox, timezone=timezone)
    server = SandboxServer(open_world(configuration))
    thread = threading.Thread(target=_serve, args=(server, bound))
    thread.start()
    driver = SandboxDriver(f"http://127.0.0.1:{bound.getsockname()[1]}", token)
    try:
        yield driver
    finally:
        driver.client.close()
        server.should_exit = True
        if waits:
            thread.join(timeout=20)


def _serve(server: SandboxServer, bound: socket.socket) -> None:
    with closing(bound), closing(server.world.store):
        asyncio.run(server.serve(sockets=[bound]))
