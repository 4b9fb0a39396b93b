"""The one ASGI application: the Bot API, the page, and what tests ask."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.errors import BotAPIError
from bot.sandbox.page import page_routes, refused
from bot.sandbox.transport import BotAPI, Receive, Scope, Send
from bot.sandbox.world import World

STATIC = Path(__file__).parent / "static"
CONTENT_POLICY = "default-src 'self'"


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
    async def clock(_request: Request) -> Response:
        return JSONResponse(world.clock.as_json())

    async def calls(request: Request) -> Response:
        query = request.query_params
        found = world.calls.after(
            int(query.get("after", 0)), int(query.get("limit", 10_000)), query.get("method")
        )
        return JSONResponse({"calls": found})

    return Starlette(
        routes=[
            *page_routes(world),
            Route("/sandbox/clock", clock, methods=["GET"]),
            Route("/sandbox/calls", calls, methods=["GET"]),
            Route("/", _index, methods=["GET"]),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        exception_handlers={HTTPException: refused, BotAPIError: refused},
    )


async def _index(_request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"content-security-policy": CONTENT_POLICY})
