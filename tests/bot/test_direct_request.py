"""Calls on connections of our own; the servers are real, and odd in one way each."""

import asyncio
import socket
import ssl
import struct
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from conftest import ROOT
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bot.direct_request import DirectRequest
from handlers.outcomes import Meaning, outcome_of

CERTIFICATE = ROOT / "tests/samples/tls/untrusted.pem"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def own_certificate() -> ssl.SSLContext:
    """A server's that no authority vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


class Server:
    """A server on loopback; the n-th connection is served by the n-th of `serves`, or the last."""

    def __init__(self, *serves: Serve) -> None:
        self._serves = serves
        self.url = ""
        self.connections = 0
        self.requests: list[bytes] = []
        self.ended = asyncio.Event()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._serves[min(self.connections, len(self._serves)) - 1](reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self.ended.set()

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Take one request."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((one[16:] for one in head.split(b"\r\n") if one.startswith(b"Content-Length: ")), b"0")
        self.requests.append(head + await reader.readexactly(int(length)))


@asynccontextmanager
async def at(server: Server, context: ssl.SSLContext | None = None) -> AsyncGenerator[DirectRequest]:
    """What calls, while the server listens."""
    request = DirectRequest(connections=2, timeout_seconds=10, pool_timeout_seconds=0.05)
    await request.initialize()
    async with await asyncio.start_server(server, "127.0.0.1", 0, ssl=context) as listening:
        scheme = "https" if context else "http"
        server.url = f"{scheme}://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot1:a/getMe"
        yield request
        await request.shutdown()


def answering(*pieces: bytes, lasting: bool = True) -> Server:
    """Answers every request with these pieces, and closes the connection unless it is lasting."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await server.read(reader)
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            if not lasting:
                return

    server = Server(serve)
    return server


async def failure(request: DirectRequest, url: str, **limits: float) -> TelegramError:
    with pytest.raises(TelegramError) as raised:
        await request.do_request(url, "POST", **limits)
    return raised.value


async def test_a_connection_serves_many_calls() -> None:
    """One after another they need one; each sends what the library gives it as JSON."""
    server = answering(OK)
    async with at(server) as request:
        first = await request.do_request(server.url, "POST", RequestData([]))
        assert [first, await request.do_request(server.url, "GET")] == [(200, b"{}"), (200, b"{}")]
    assert server.connections == 1
    assert server.requests[0].startswith(b"POST /bot1:a/getMe HTTP/1.1\r\n")
    assert server.requests[0].endswith(b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")


async def test_a_file_goes_as_a_form() -> None:
    """With the other parameters beside it."""
    server = answering(OK)
    async with at(server) as request:
        bot = Bot("1:a", base_url=server.url.removesuffix("1:a/getMe"), request=request)
        with pytest.raises(KeyError):  # this server says nothing of a message
            await bot.send_document(7, InputFile(b"a paper", "papers.bib"), caption="all")
    [sent] = server.requests
    assert b"Content-Type: multipart/form-data; boundary=" in sent
    assert b'name="chat_id"\r\n\r\n7\r\n' in sent
    assert b'filename="papers.bib"' in sent
    assert b"\r\n\r\na paper\r\n" in sent


async def test_a_login_in_the_address_is_told() -> None:
    """An own server may want one."""
    server = answering(OK)
    async with at(server) as request:
        await request.do_request(server.url.replace("//", "//me:p%40ss@") + "?limit=1", "GET")
    assert b"Authorization: Basic bWU6cEBzcw==\r\n" in server.requests[0]
    assert server.requests[0].startswith(b"GET /bot1:a/getMe?limit=1 HTTP/1.1\r\nHost: 127.0.0.1:")


@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}", b" \r\n0\r\n\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-", b"Length: 3\r\n\r\n{", b"} "),
        (b"HTTP/1.0 200 OK\r\n\r\n{", b"} "),
    ],
    ids=["chunked", "with a word before", "until the end"],
)
async def test_an_answer_may_come_in_any_form(pieces: tuple[bytes, ...]) -> None:
    """Chunks, pieces, an informational answer before it, or all until the connection ends."""
    lasts = not pieces[0].startswith(b"HTTP/1.0")
    server = answering(*pieces, lasting=lasts)
    async with at(server) as request:
        for _ in range(2):
            assert await request.do_request(server.url, "POST") == (200, b"{} ")
    assert server.connections == (1 if lasts else 2)


@pytest.mark.parametrize(
    ("pieces", "cause"),
    [
        ((), httpx.RemoteProtocolError),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",), httpx.RemoteProtocolError),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",), httpx.RemoteProtocolError),
        ((b"what is this\r\n\r\n",), httpx.RemoteProtocolError),
        ((b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: tea\r\n\r\n",), httpx.RemoteProtocolError),
    ],
    ids=["nothing", "cut", "cut in a chunk", "no HTTP", "another protocol"],
)
async def test_an_answer_that_is_none_leaves_the_outcome_open(
    pieces: tuple[bytes, ...], cause: type[Exception]
) -> None:
    """The request has left, so it may have been carried out."""
    server = answering(*pieces, lasting=False)
    async with at(server) as request:
        error = await failure(request, server.url)
    assert (type(error), type(error.__cause__)) == (NetworkError, cause)
    assert outcome_of(error).meaning is Meaning.UNKNOWN


async def test_a_reset_is_no_end_of_an_answer() -> None:
    """Even where only the end of the connection would end it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n{")
        linger_no_second = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_no_second)
        writer.transport.abort()

    server = Server(serve)
    async with at(server) as request:
        error = await failure(request, server.url)
    assert type(error.__cause__) is httpx.ReadError
    assert outcome_of(error).meaning is Meaning.UNKNOWN


async def test_silence_is_unknown_and_its_connection_is_not_used_again() -> None:
    """The late answer would be taken for that to the next call."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        await reader.read()

    async def prompt(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        writer.write(OK)

    server = Server(silent, prompt)
    async with at(server) as request:
        error = await failure(request, server.url, read_timeout=0.05)
        assert (type(error), type(error.__cause__)) == (TimedOut, httpx.ReadTimeout)
        assert outcome_of(error).meaning is Meaning.UNKNOWN
        assert await request.do_request(server.url, "POST") == (200, b"{}")
    assert server.connections == 2


async def test_an_answer_that_came_while_the_process_stood_still_counts() -> None:
    """A suspended machine takes no answer for lost, and sends no copy, because its time is over."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        writer.write(OK)
        time.sleep(0.1)  # noqa: ASYNC251 (all stand still, the one who waits, too)

    server = Server(serve)
    async with at(server) as request:
        assert await request.do_request(server.url, "POST", read_timeout=0.05) == (200, b"{}")


async def test_a_kept_connection_that_ended_is_replaced() -> None:
    """A server may close what is idle at any time; no call is lost by it."""
    server = answering(OK, lasting=False)
    async with at(server) as request:
        for _ in range(3):
            assert await request.do_request(server.url, "POST") == (200, b"{}")
            await server.ended.wait()
            server.ended.clear()
    assert server.connections == 3


async def test_an_answer_that_nobody_asked_for_answers_nothing() -> None:
    """Some servers say 408 to an idle connection; the next call must not take it for its own."""
    late = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
    server = answering(OK + late)
    async with at(server) as request:
        assert await request.do_request(server.url, "POST") == (200, b"{}")
        assert await request.do_request(server.url, "POST") == (200, b"{}")
    assert server.connections == 2


async def test_who_finds_all_connections_in_use_has_sent_nothing() -> None:
    """The wait for one has a limit of its own."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.read(reader)
        arrived.release()
        await reader.read()

    server, arrived = Server(silent), asyncio.Semaphore(0)
    async with at(server) as request:
        calls = [asyncio.create_task(request.do_request(server.url, "POST")) for _ in range(2)]
        for _ in calls:
            await arrived.acquire()
        error = await failure(request, server.url)
        for call in calls:
            call.cancel()
        await asyncio.wait(calls)
        assert outcome_of(await failure(request, server.url, read_timeout=0.05)).meaning is Meaning.UNKNOWN
    assert (type(error), type(error.__cause__)) == (TimedOut, httpx.PoolTimeout)
    assert outcome_of(error).meaning is Meaning.NOT_SENT
    assert server.connections == 3


async def test_a_stranger_with_a_certificate_of_its_own_is_told_nothing(
    own_certificate: ssl.SSLContext,
) -> None:
    """No request goes to a server that cannot show who it is."""
    server = answering(OK)
    async with at(server, own_certificate) as request:
        error = await failure(request, server.url)
    assert type(error.__cause__) is httpx.ConnectError
    assert (outcome_of(error).meaning, server.requests) == (Meaning.NOT_SENT, [])


async def test_over_tls_calls_go_as_in_the_open(
    own_certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a certificate that is trusted."""
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    server = answering(OK)
    async with at(server, own_certificate) as request:
        for _ in range(2):
            assert await request.do_request(server.url, "POST") == (200, b"{}")
    assert server.connections == 1
