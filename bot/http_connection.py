"""
One HTTP/1.1 connection: h11 for the protocol, asyncio for the rest.

It tells of failures as httpx does, for `handlers.outcomes` reads that. An answer is only ever
taken for the call that is under way.
"""

import asyncio
import select
import time
from typing import Any, NamedTuple

import h11
import httpx

_IDLE_SECONDS = 4.5
"""How long a connection is kept without a call; common servers close it after five."""


class Origin(NamedTuple):
    """What a connection leads to."""

    scheme: str
    host: str
    port: int


class Connection(asyncio.Protocol):
    """One connection, with one call at a time."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self._http = h11.Connection(h11.CLIENT)
        self._transport: asyncio.Transport | None = None
        self._news: asyncio.Future[None] | None = None
        self._failure: httpx.ReadError | None = None
        self._idle_since: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._idle_since is not None:
            self.close()  # an answer to no question: taken for the next one's it would be a lie
            return
        self._http.receive_data(data)
        self._wake()

    def eof_received(self) -> None:
        self._http.receive_data(b"")
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._failure = httpx.ReadError(str(error or "the connection was closed"))
        self._wake()

    @property
    def is_usable(self) -> bool:
        """Whether another call may go this way."""
        if self._transport is None or self._transport.is_closing() or self._idle_since is None:
            return False
        # What arrived while nobody asked is the end of it, which the event loop may not have seen yet.
        arrivals = select.poll()
        arrivals.register(self._transport.get_extra_info("socket"), select.POLLIN)
        return time.monotonic() - self._idle_since < _IDLE_SECONDS and not arrivals.poll(0)

    def send(self, request: h11.Request, body: bytes) -> None:
        """Hand a whole request over; what becomes of it shows in its answer."""
        self._idle_since = None
        events = (request, h11.Data(body), h11.EndOfMessage()) if body else (request, h11.EndOfMessage())
        if self._transport is not None:
            self._transport.write(b"".join(self._http.send(event) or b"" for event in events))

    async def answer(self, read_seconds: float) -> tuple[int, bytes]:
        """Status and body, each piece of them within `read_seconds`."""
        status, pieces = 0, []
        while True:
            match await self._event(read_seconds):
                case h11.Response(status_code=status):
                    pass
                case h11.InformationalResponse():
                    pass
                case h11.Data(data=piece):
                    pieces.append(piece)
                case h11.EndOfMessage():
                    return status, b"".join(pieces)
                case event:
                    raise httpx.RemoteProtocolError(f"unexpected {event!r}")

    def keep(self) -> bool:
        """Make ready for another call; whether that is possible."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        self._idle_since = time.monotonic()
        return self._transport is not None and self._http.trailing_data == (b"", False)

    def close(self) -> None:
        """Close it at once; nothing that anybody waits for is under way."""
        if self._transport is not None:
            self._transport.abort()

    async def _event(self, read_seconds: float) -> Any:
        try:
            while (event := self._http.next_event()) is h11.NEED_DATA:
                await self._more(read_seconds)
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(f"the answer is broken: {error}") from error
        return event

    async def _more(self, seconds: float) -> None:
        if self._failure is not None:
            raise self._failure
        self._news = news = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await news
        except TimeoutError as error:
            # After the machine or the process stood still time is over and the answer is there.
            if news.cancelled():
                raise httpx.ReadTimeout("no answer in time") from error
        finally:
            self._news = None

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)
