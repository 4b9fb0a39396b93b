"""Starting and stopping the server."""

import socket

import uvicorn

from bot.sandbox.app import SandboxApplication
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.world import World, open_world

BACKLOG = 512


class PortTaken(Exception):
    """Something else listens where the sandbox should."""


def listening_socket(host: str, port: int) -> socket.socket:
    """
    A bound socket; port 0 takes any free one.

    Raises:
        PortTaken: the port is in use or not allowed.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortTaken(f"cannot listen on {host}:{port}: {error.strerror}") from error
    bound.listen(BACKLOG)
    return bound


class SandboxServer(uvicorn.Server):
    """uvicorn over one world, which ends waiting polls when it stops."""

    def __init__(self, world: World) -> None:
        """Prepare to serve a world."""
        self.world = world
        super().__init__(
            uvicorn.Config(
                SandboxApplication(world),
                log_level="warning",
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let everyone who waits go, then stop."""
        self.world.updates.end_poll()
        self.world.events.add("stop")
        await super().shutdown(sockets)


def serve(configuration: SandboxConfiguration) -> None:
    """
    Serve until interrupted.

    Raises:
        PortTaken: the port is in use.
    """
    bound = listening_socket(configuration.host, configuration.port)
    world = open_world(configuration)
    port = bound.getsockname()[1]
    print(f"Sandbox: open http://{configuration.host}:{port}/ to chat with the bot.", flush=True)  # noqa: T201
    try:
        SandboxServer(world).run(sockets=[bound])
    finally:
        world.store.close()
