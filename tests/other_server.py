"""A Bot API server that is not ours: few methods, no required field more, and it never waits."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "77:other-server"
UNKNOWN_METHOD = (404, b'{"ok": false, "error_code": 404, "description": "Not Found: method not found"}')


@dataclass
class OtherServer:
    """What it holds, was asked, and says next whatever it is asked."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Methods and what stood in their bodies; nothing else is read."""
    next_answers: list[tuple[int, bytes]] = field(default_factory=list)
    member: dict[str, Any] = field(default_factory=dict)

    def times(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)

    def answer(self, method: str, parameters: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body."""
        if self.next_answers:
            return self.next_answers.pop(0)
        match method:
            case "getMe":
                return _result({"id": 77, "is_bot": True, "first_name": "other"})
            case "getUpdates":
                offset = int(parameters.get("offset", 0))
                self.updates = [one for one in self.updates if one["update_id"] >= offset]
                return _result(self.updates[:100])
            case "sendMessage":
                chat = {"id": int(parameters["chat_id"]), "type": "private"}
                return _result({"message_id": 1, "date": 1, "chat": chat})
            case "getChatMember":
                return _result(self.member)
            case _:
                return UNKNOWN_METHOD


@asynccontextmanager
async def other_server() -> AsyncGenerator[OtherServer]:
    """The server on loopback."""
    server = OtherServer()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            request, *lines = head.split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines if line)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            method = request.split()[1].partition("?")[0].rpartition("/")[2]
            is_json = headers.get("content-type") == "application/json"
            parameters = json.loads(body) if is_json else dict(parse_qsl(body.decode()))
            server.calls.append((method, parameters))
            status, answer = server.answer(method, parameters)
            told = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Length: {len(answer)}\r\n\r\n"
            writer.write(told.encode() + answer)
        writer.close()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield server
    listening.close()


async def _head(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return ""


def _result(result: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()
