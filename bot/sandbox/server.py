"""Starting and stopping the server."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.app import SandboxApplication
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.outage import keep_closing
from bot.sandbox.ticking import keep_ticking
from bot.sandbox.world import World, open_world

BACKLOG = 512
KEEP_ALIVE_SECONDS = 75
STOP_WITHIN_SECONDS = 2


class PortTaken(Exception):
    """Something else listens where the sandbox should, or the port is not ours to use."""


class _Protocol(H11Protocol):
    """Lets the application cut the connection a request came over."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class SandboxServer(uvicorn.Server):
    """uvicorn over one world; ends waiting polls when it stops."""

    def __init__(self, world: World) -> None:
        """Prepare to serve a world, which stays the caller's to close."""
        self.world = world
        super().__init__(
            uvicorn.Config(
                SandboxApplication(world),
                http=_Protocol,
                ws="none",
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                lifespan="off",
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal without raising it again: a stop that was asked for is no failure."""
        with super().capture_signals():
            try:
                yield
            finally:
                self._captured_signals.clear()

    async def main_loop(self) -> None:
        """Serve until asked to stop, while the samples arrive as time passes and outages come and go."""
        beside = [
            asyncio.ensure_future(keep_ticking(self.world)),
            asyncio.ensure_future(
                keep_closing(self.world.outage, self.servers, self._protocol, self._cut_off)
            ),
        ]
        try:
            await super().main_loop()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    def _protocol(self) -> _Protocol:
        return _Protocol(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)

    def _cut_off(self) -> None:
        for connection in self.server_state.connections:
            connection.transport.abort()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let everyone who waits go, then stop."""
        self.world.updates.end_poll()
        self.world.events.release()
        await super().shutdown(sockets)


def listening_socket(host: str, port: int) -> socket.socket:
    """
    A bound socket; port 0 takes any free one.

    Raises:
        PortTaken: the port is in use or not allowed.
    """
    # asyncio switches Nagle's algorithm off only where the protocol is named, and with it on
    # every answer waits 40 ms for an acknowledgement.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except (OSError, OverflowError) as error:
        bound.close()
        raise PortTaken(f"cannot listen on {host}:{port}: {error}") from error
    bound.listen(BACKLOG)
    return bound


def serve(configuration: SandboxConfiguration) -> None:
    """
    Serve until interrupted.

    Raises:
        PortTaken: the port is in use.
        UnusableStore: the data directory is another version's.
        OSError: the data directory or the inbox cannot be written.
    """
    bound = listening_socket(configuration.host, configuration.port)
    try:
        world = open_world(configuration)
        try:
            port = bound.getsockname()[1]
            print(f"Sandbox: http://{configuration.host}:{port}/", flush=True)  # noqa: T201
            SandboxServer(world).run(sockets=[bound])
        finally:
            world.store.close()
    finally:
        bound.close()
