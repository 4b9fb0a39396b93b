"""A server that is gone for a while: nobody listens, and who was connected is cut off."""

import asyncio
import socket
from collections.abc import Callable

REBIND_SECONDS = 0.05


class Outage:
    """Asked for by whoever wants one, carried out by the server."""

    def __init__(self) -> None:
        """The server listens."""
        self._asked: asyncio.Queue[float] = asyncio.Queue()

    def begin(self, seconds: float) -> None:
        """Let the server be gone for so long."""
        self._asked.put_nowait(seconds)

    async def next(self) -> float:
        """How long the next one lasts, once it is asked for."""
        return await self._asked.get()


async def keep_closing(
    outage: Outage,
    servers: list[asyncio.Server],
    protocol: Callable[[], asyncio.Protocol],
    cut_off: Callable[[], object],
) -> None:
    """Carry out outages until cancelled; whoever listened listens again on the same port."""
    while True:
        seconds = await outage.next()
        [server] = servers
        address = server.sockets[0].getsockname()
        server.close()
        cut_off()
        await asyncio.sleep(seconds)
        servers[:] = [await _listen_again(address, protocol)]


async def _listen_again(address: tuple[str, int], protocol: Callable[[], asyncio.Protocol]) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    while True:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind(address)
        except OSError:  # somebody's outgoing connection took the port for a moment
            bound.close()
            await asyncio.sleep(REBIND_SECONDS)
            continue
        return await loop.create_server(protocol, sock=bound)
