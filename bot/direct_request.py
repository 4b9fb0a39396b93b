"""
Calls of the Bot API on connections of our own: h11 for the protocol, asyncio for the rest.

httpx, the library's usual way, takes four times the processor time in its layers. What it tells
of failures is kept to the letter, for `handlers.outcomes` reads it. Redirects and compressed
answers are none of the Bot API's; behind a proxy httpx stays in use.
"""

import asyncio
import json
import ssl
from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import h11
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http_connection import Connection, Origin

_NEXT_ADDRESS_SECONDS = 0.25
"""When a server's next address is tried beside one that does not answer (RFC 8305)."""


class DirectRequest(BaseRequest):
    """A pool of connections without a proxy."""

    def __init__(
        self,
        *,
        connections: int,
        timeout_seconds: float,
        pool_timeout_seconds: float,
        on_left: Callable[[], object] | None = None,
    ) -> None:
        """
        At most so many `connections`; `timeout_seconds` to connect, and for each piece of an answer.

        `on_left` is called whenever a request is wholly handed over.
        """
        self._timeout_seconds = timeout_seconds
        self._pool_timeout_seconds = pool_timeout_seconds
        self._on_left = on_left
        self._room = asyncio.Semaphore(connections)
        self._idle: list[Connection] = []
        self._tls: ssl.SSLContext | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for each piece of an answer, where a call does not say otherwise."""
        return self._timeout_seconds

    async def initialize(self) -> None:
        """Make ready, also once more after a shutdown; nothing connects before the first call."""
        self._is_shut = False

    async def shutdown(self) -> None:
        """Close what is idle, and what still carries a call after that."""
        self._is_shut = True
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # the event loop closes them in its next turn

    async def do_request(  # noqa: PLR0917 (as the library calls it)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # noqa: ARG002 (what cannot be written shows as no answer)
        connect_timeout: Any = None,  # noqa: ARG002 (no call of ours has its own)
        pool_timeout: Any = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """
        Status and body of the answer.

        Raises:
            TimedOut: a limit was reached; the cause is what httpx raises for it.
            NetworkError: any other failure on the way, with its cause likewise.
        """
        media_type, body = _encoded(request_data) if request_data is not None else ("", b"")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._timeout_seconds
        try:
            return await self._called(method, url, media_type, body, seconds)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    async def _called(
        self, method: str, url: str, media_type: str, body: bytes, read_seconds: float
    ) -> tuple[int, bytes]:
        parts = urlsplit(url)
        is_secure = parts.scheme == "https"
        origin = Origin(parts.scheme, parts.hostname or "", parts.port or (443 if is_secure else 80))
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        login, _, host = parts.netloc.rpartition("@")
        headers = [("Host", host), ("User-Agent", self.USER_AGENT)]
        if login:
            headers.append(("Authorization", f"Basic {b64encode(unquote_to_bytes(login)).decode()}"))
        if body:
            headers += [("Content-Type", media_type), ("Content-Length", str(len(body)))]
        await self._enter()
        try:
            connection = self._kept(origin) or await self._opened(origin)
            is_kept = False
            try:
                connection.send(h11.Request(method=method, target=target, headers=headers), body)
                if self._on_left is not None:
                    self._on_left()
                answer = await connection.answer(read_seconds)
                is_kept = connection.keep() and not self._is_shut
            finally:
                if is_kept:
                    self._idle.append(connection)
                else:
                    connection.close()
            return answer
        finally:
            self._room.release()

    async def _enter(self) -> None:
        try:
            async with asyncio.timeout(self._pool_timeout_seconds):
                await self._room.acquire()
        except TimeoutError as error:
            raise httpx.PoolTimeout("all connections are in use") from error

    def _kept(self, origin: Origin) -> Connection | None:
        """The idle connection used last, less those that have ended meanwhile."""
        while self._idle:
            connection = self._idle.pop()
            if connection.origin == origin and connection.is_usable:
                return connection
            connection.close()
        return None

    async def _opened(self, origin: Origin) -> Connection:
        if origin.scheme == "https" and self._tls is None:
            self._tls = httpx.create_ssl_context(trust_env=False)
        try:
            async with asyncio.timeout(self._timeout_seconds):
                _, connection = await asyncio.get_running_loop().create_connection(
                    lambda: Connection(origin),
                    origin.host,
                    origin.port,
                    ssl=self._tls if origin.scheme == "https" else None,
                    happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS,
                )
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no connection in time") from error
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        return connection


def _encoded(parameters: RequestData) -> tuple[str, bytes]:
    """The media type and the bytes of what a call brings; files need a form."""
    if not parameters.contains_files:
        # Values as they are: the library's own payload has objects as texts, which other servers do not read.
        return "application/json", json.dumps(parameters.parameters).encode()
    form = httpx.Request(
        "POST", "http://form", data=parameters.json_parameters, files=parameters.multipart_data
    )
    return form.headers["Content-Type"], form.read()
