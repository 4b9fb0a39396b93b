"""The one ASGI application: the Bot API, the page, and what tests ask."""

import re
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.control import control_routes
from bot.sandbox.errors import BotAPIError
from bot.sandbox.page import page_routes
from bot.sandbox.requests import refused
from bot.sandbox.transport import BotAPI, Receive, Scope, Send
from bot.sandbox.world import World

STATIC = Path(__file__).parent / "static"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""All that the page needs, from here alone."""

_FILE_PATH = re.compile(r"([^/]+)/[^/]*")


class SandboxApplication:
    """Sends calls of the bot to the Bot API and everything else to the page."""

    def __init__(self, world: World) -> None:
        """Serve one world."""
        self._bot_api = BotAPI(world)
        self._site = _site(world)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith("/bot"):
            await self._bot_api(scope, receive, send)
        else:
            await self._site(scope, receive, send)


def _site(world: World) -> Starlette:
    async def file(request: Request) -> Response:
        match = _FILE_PATH.fullmatch(request.path_params["path"])
        stored = world.files.find(match[1]) if match else None
        if request.path_params["token"] != world.configuration.token or stored is None:
            raise HTTPException(404, "Not Found")
        return Response(stored.content, media_type="application/octet-stream")

    return Starlette(
        routes=[
            *page_routes(world),
            *control_routes(world),
            Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
            Route("/", _index, methods=["GET"]),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        exception_handlers={HTTPException: refused, BotAPIError: refused},
    )


async def _index(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"content-security-policy": CONTENT_POLICY})
