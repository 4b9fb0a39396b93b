"""A sandbox in a thread for tests, driven over real HTTP."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.server import SandboxServer, listening_socket
from bot.sandbox.world import open_world

TOKEN = "7100000000:sandbox-token-of-thirty-five-letters"


class SandboxDriver:
    """What people, and the oracle, do to a running sandbox."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token
        self.base_url = f"{url}/bot"
        """What python-telegram-bot's builder takes as base_url."""
        self.client = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a Bot API method as the bot would, with a JSON body; the whole answer."""
        return self.client.post(f"/bot{self.token}/{method}", json=parameters).json()

    def state(self) -> dict[str, Any]:
        return self.client.get("/page/state").json()

    def send(self, chat_id: int, person_id: int, text: str, **more: Any) -> dict[str, Any]:
        return self._post("/page/send", chat_id=chat_id, person_id=person_id, text=text, **more)["message"]

    def tap(self, chat_id: int, person_id: int, message_id: int, callback_data: str) -> str:
        return self._post(
            "/page/tap",
            chat_id=chat_id,
            person_id=person_id,
            message_id=message_id,
            callback_data=callback_data,
        )["callback_query_id"]

    def start(self, person_id: int, payload: str = "") -> dict[str, Any]:
        return self._post("/page/start", person_id=person_id, payload=payload)["message"]

    def block(self, person_id: int, *, blocked: bool = True) -> None:
        self._post("/page/block", person_id=person_id, blocked=blocked)

    def set_member(self, chat_id: int, *, present: bool) -> None:
        self._post("/page/member", chat_id=chat_id, present=present)

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """The last 200 messages of a chat as the page shows them, oldest first."""
        return self.state()["messages"][str(chat_id)]

    def calls(self, method: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """The calls of the bot, oldest first, of one method or of all."""
        query = {"after": after} | ({"method": method} if method else {})
        return self.client.get("/sandbox/calls", params=query).json()["calls"]

    def events(self, after: int) -> dict[str, Any]:
        return self.client.get("/page/events", params={"after": after}).json()

    def advance(self, seconds: float) -> dict[str, Any]:
        return self._post("/page/clock", advance_seconds=seconds)

    def next_morning(self) -> dict[str, Any]:
        return self._post("/page/clock", to="next_morning")

    def _post(self, path: str, **body: Any) -> dict[str, Any]:
        response = self.client.post(path, json=body)
        assert response.status_code == 200, response.text
        return response.json()


@contextmanager
def running_sandbox(
    data_dir: Path, *, inbox: Path | None = None, token: str = TOKEN, timezone: str = "Asia/Shanghai"
) -> Iterator[SandboxDriver]:
    """A sandbox on a free port, until the block ends; the same data_dir continues where it was."""
    bound = listening_socket("127.0.0.1", 0)
    configuration = SandboxConfiguration(data_dir, token, inbox=inbox, timezone=timezone)
    server = SandboxServer(open_world(configuration))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[bound])))
    thread.start()
    driver = SandboxDriver(f"http://127.0.0.1:{bound.getsockname()[1]}", token)
    try:
        yield driver
    finally:
        driver.client.close()
        server.should_exit = True
        thread.join(timeout=20)
        server.world.store.close()
        bound.close()
