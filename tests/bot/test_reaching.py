"""Each hop to the Bot API that fails has its name; the servers are real and fail so."""

import asyncio
import gc
import json
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from conftest import ROOT

from bot.checks import Check, Health
from bot.reaching import reach

TOKEN = "123456:a-secret"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ME = json.dumps({"ok": True, "result": {"id": 123456, "username": "chenbao_bot"}})
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(serve: Serve, context: ssl.SSLContext | None = None) -> AsyncGenerator[int]:
    """A server on loopback whose connections are served by `serve`; its port."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def answering(status: str, body: str, *, date: datetime | None = NOW) -> Serve:
    """Speaks HTTP and answers every request so."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        stamp = f"Date: {format_datetime(date, usegmt=True)}\r\n" if date else ""
        head = f"HTTP/1.1 {status}\r\n{stamp}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()

    return serve


async def closing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes the connection and cuts it."""


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes everything and never answers."""
    await reader.read()


def socks(reply: int) -> Serve:
    """A SOCKS5 proxy that refuses with `reply`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(b"\x05\x00")
        await reader.read(64)
        writer.write(bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        await writer.drain()

    return serve


async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An HTTP proxy that does its work."""
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    address = request.split()[1].removeprefix("http://").partition("/")[0]
    host, _, port = address.partition(":")
    inner_reader, inner_writer = await asyncio.open_connection(host, int(port))
    inner_writer.write(request.encode())
    writer.write(await inner_reader.read())
    await writer.drain()
    inner_writer.close()


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def checks(api: str, proxy: str | None = None) -> list[Check]:
    found = [one async for one in reach(api, TOKEN, proxy, timeout_seconds=3, now=NOW)]
    assert not [one for one in found if "a-secret" in one.told + one.remedy]
    assert [one for one in found if one.health is not Health.OK and not one.remedy] == []
    return found


def last(found: Sequence[Check]) -> tuple[str, Health]:
    return found[-1].name, found[-1].health


async def test_every_hop_is_told_where_all_is_well() -> None:
    """Who we are, and the clock."""
    async with server(answering("200 OK", ME)) as port:
        found = await checks(f"http://127.0.0.1:{port}")
    assert [(one.name, one.health) for one in found] == [
        ("api address: TCP", Health.OK),
        ("token", Health.OK),
        ("clock", Health.OK),
    ]
    assert "@chenbao_bot" in found[1].told


async def test_name_without_an_address_is_told() -> None:
    """Nothing beyond it is tried."""
    found = await checks("https://nowhere.invalid")
    assert (last(found), len(found)) == (("api address: DNS", Health.FAIL), 1)
    assert "nowhere.invalid" in found[-1].told


async def test_port_where_nothing_listens_is_told() -> None:
    """With the remedy for a blocked network."""
    found = await checks(f"http://127.0.0.1:{closed_port()}")
    assert last(found) == ("api address: TCP", Health.FAIL)
    assert ("refused" in found[-1].told, "CHENBAO_TELEGRAM_PROXY" in found[-1].remedy) == (True, True)


@pytest.mark.parametrize("serve", [closing, answering("200 OK", ME)], ids=["cut", "no TLS"])
async def test_connection_that_speaks_no_tls_is_told(serve: Serve) -> None:
    """Cut in the middle, as censors do, or plain HTTP."""
    async with server(serve) as port:
        assert last(await checks(f"https://127.0.0.1:{port}")) == ("api address: TLS", Health.FAIL)


async def test_certificate_that_nobody_vouches_for_is_told() -> None:
    """Somebody may listen in between."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ROOT / "tests/samples/tls/untrusted.pem")
    async with server(answering("200 OK", ME), context) as port:
        found = await checks(f"https://127.0.0.1:{port}")
    assert last(found) == ("api address: TLS", Health.FAIL)
    assert "certificate" in found[-1].told


@pytest.mark.parametrize("serve", [closing, silent], ids=["cut", "silent"])
async def test_server_that_does_not_answer_is_told(serve: Serve) -> None:
    """It connects, and then nothing."""
    async with server(serve) as port:
        found = [one async for one in reach(f"http://127.0.0.1:{port}", TOKEN, None, timeout_seconds=0.5)]
    assert last(found) == ("api answer", Health.FAIL)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (
            "401 Unauthorized",
            '{"ok":false,"error_code":401,"description":"Unauthorized"}',
            ("token", Health.FAIL),
        ),
        ("404 Not Found", '{"ok":false,"error_code":404,"description":"Not Found"}', ("token", Health.FAIL)),
        ("429 Too Many", '{"ok":false,"error_code":429,"description":"x"}', ("api answer", Health.WARN)),
        ("502 Bad Gateway", "<html>bad gateway</html>", ("api answer", Health.FAIL)),
        ("200 OK", "<html>please log in</html>", ("api answer", Health.FAIL)),
        ("200 OK", "[]", ("api answer", Health.FAIL)),
    ],
)
async def test_answer_is_read_for_what_it_means(status: str, body: str, expected: tuple[str, Health]) -> None:
    """A wrong token is not a block page, and neither is a server in trouble."""
    async with server(answering(status, body, date=None)) as port:
        assert last(await checks(f"http://127.0.0.1:{port}")) == expected


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (timedelta(seconds=5), Health.OK),
        (timedelta(seconds=-60), Health.WARN),
        (timedelta(hours=1), Health.FAIL),
    ],
)
async def test_clock_is_held_against_the_servers(off: timedelta, expected: Health) -> None:
    """Both ways."""
    async with server(answering("200 OK", ME, date=NOW + off)) as port:
        found = await checks(f"http://127.0.0.1:{port}")
    assert last(found) == ("clock", expected)


async def test_way_through_a_proxy_is_told_hop_by_hop() -> None:
    """The proxy first; its password is not shown."""
    async with server(answering("200 OK", ME)) as port, server(tunnel) as proxy:
        found = await checks(f"http://127.0.0.1:{port}", f"http://me:hush@127.0.0.1:{proxy}")
    assert [one.name for one in found] == ["proxy: TCP", "through proxy", "token", "clock"]
    assert not [one for one in found if "hush" in one.told]


async def test_proxy_that_cannot_be_reached_is_told() -> None:
    """By its name, and by its port."""
    assert last(await checks("https://127.0.0.1:9", "socks5h://nowhere.invalid:1080")) == (
        "proxy: DNS",
        Health.FAIL,
    )
    refused = await checks("https://127.0.0.1:9", f"http://127.0.0.1:{closed_port()}")
    assert last(refused) == ("proxy: TCP", Health.FAIL)


# httpcore drops its socket where a SOCKS proxy refuses; it is closed when it is collected.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("scheme", "serve", "expected"),
    [
        ("http", answering("407 Proxy Authentication Required", ""), "proxy: access"),
        ("http", answering("403 Forbidden", ""), "through proxy"),
        ("http", answering("502 Bad Gateway", ""), "behind proxy"),
        ("http", closing, "through proxy"),
        ("socks5", socks(2), "through proxy"),
        ("socks5", socks(4), "behind proxy"),
        ("socks5", socks(5), "behind proxy"),
        ("socks5", answering("200 OK", ""), "through proxy"),
    ],
)
def test_refusal_of_a_proxy_is_not_that_of_its_target(scheme: str, serve: Serve, expected: str) -> None:
    """It refuses us, wants a password, is none of that kind, or cannot get there itself."""

    async def ask() -> list[Check]:
        async with server(serve) as proxy:
            return await checks("https://api.telegram.org", f"{scheme}://127.0.0.1:{proxy}")

    assert last(asyncio.run(ask())) == (expected, Health.FAIL)
    gc.collect()
