"""A web server on this machine that has digests, and every fault that such servers have."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Headers = dict[str, str]


def tag_of(content: bytes) -> str:
    """The ETag that goes along with a file."""
    return f'"{hashlib.sha256(content).hexdigest()[:16]}"'


def git_hash(content: bytes) -> str:
    """The name under which git keeps a file's content."""
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire; `length` is what the server says of its body, right or not."""

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    length: int | None = None
    is_endless: bool = False

    def head(self) -> bytes:
        length = len(self.body) if self.length is None else self.length
        lines = [f"HTTP/1.1 {self.status} X", "Connection: close"]
        if not self.is_endless:
            lines.append(f"Content-Length: {length}")
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


@dataclass
class DigestServer:
    """Files by path, which may be answers of any kind; and all that was asked."""

    url: str = ""
    files: dict[str, bytes | Answer | Callable[[Headers], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each == path for each, _ in self.asked)

    def answer(self, path: str, headers: Headers) -> Answer:
        self.asked.append((path, headers))
        file = self.files.get(path, Answer(b"not here", 404))
        if isinstance(file, Answer):
            return file
        if not isinstance(file, bytes):
            return file(headers)
        tag = tag_of(file)
        if headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return Answer(file, headers={"ETag": tag})


@asynccontextmanager
async def digest_server() -> AsyncGenerator[DigestServer]:
    """The server on loopback, with nothing in it."""
    server = DigestServer()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request, *lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if line)
        answer = server.answer(request.split()[1], {name.lower(): value for name, value in headers.items()})
        try:
            writer.write(answer.head() + answer.body)
            while answer.is_endless:
                writer.write(b"and so on\n" * 10_000)
                await writer.drain()
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listening.close()
