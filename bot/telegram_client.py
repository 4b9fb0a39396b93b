"""
How we reach Telegram: addresses, proxies, time limits.

Proxies are those of our settings alone. Variables such as ALL_PROXY never count: they would
send calls to an own server or the sandbox through a stranger, or fail at construction.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from telegram import Bot, User
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.direct_request import DirectRequest
from bot.telegram_answers import ReadableAnswers

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
_TIMEOUT_SECONDS = 20
_POOL_TIMEOUT_SECONDS = 30
_CONNECTIONS = 16
"""Sends and answers together; httpx slows down with many requests in flight."""
_PAUSE_SECONDS = (1, 2, 5, 10, 30)


class _DirectRequest(ReadableAnswers, DirectRequest):
    """Calls on connections of our own."""


class _ProxiedRequest(ReadableAnswers, HTTPXRequest):
    """Calls by httpx."""


def build_application(token: str, api_url: str, proxy: str | None) -> AnyApplication:
    """
    python-telegram-bot's application: our own poll loop, no job queue.

    It has no rate limiter: that of python-telegram-bot lets all chats wait where one is told to.
    Answers are as many as people ask for, and the answer that a chat is refused is kept for later.
    """
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(telegram_request(proxy))
        .get_updates_request(telegram_request(proxy))
        .updater(None)
        .job_queue(None)
        .build()
    )


def push_bot(token: str, api_url: str, request: BaseRequest) -> Bot:
    """
    The bot that digests leave through; nothing of it needs to be initialised but `request`.

    It has no rate limiter: one that sleeps when Telegram asks to wait would keep claimed messages
    beyond their lease and hold up all chats for one. The outbox paces and defers by itself.
    """
    return Bot(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)


def telegram_request(proxy: str | None, *, on_left: Callable[[], object] | None = None) -> BaseRequest:
    """A pool of connections to the Bot API; `on_left` is called whenever a request is wholly handed over."""
    if proxy is None:
        return _DirectRequest(
            connections=_CONNECTIONS,
            timeout_seconds=_TIMEOUT_SECONDS,
            pool_timeout_seconds=_POOL_TIMEOUT_SECONDS,
            on_left=on_left,
        )
    hooks = {"event_hooks": {"request": [_traced(on_left)]}} if on_left else {}
    return _ProxiedRequest(
        connection_pool_size=_CONNECTIONS,
        read_timeout=_TIMEOUT_SECONDS,
        write_timeout=_TIMEOUT_SECONDS,
        connect_timeout=_TIMEOUT_SECONDS,
        pool_timeout=_POOL_TIMEOUT_SECONDS,
        proxy=proxy,
        httpx_kwargs={"trust_env": False, **hooks},
    )


def _traced(on_left: Callable[[], object]) -> Callable[[httpx.Request], Awaitable[None]]:
    async def trace(event: str, _: dict[str, Any]) -> None:
        if event.endswith("send_request_body.complete"):
            on_left()

    async def add(request: httpx.Request) -> None:
        request.extensions["trace"] = trace

    return add


async def meet(bot: Bot, stopping: asyncio.Event) -> User | None:
    """
    Who we are, asked until Telegram answers; None if `stopping` came first.

    A start during an outage waits rather than fails.

    Raises:
        InvalidToken: the token is wrong.
    """
    failures = 0
    while not stopping.is_set():
        try:
            await bot.initialize()
        except InvalidToken:
            raise
        # KeyError: a refusal under status 200; the others: an answer that speaks of no user.
        except (TelegramError, KeyError, TypeError, AttributeError) as error:
            pause = _PAUSE_SECONDS[min(failures, len(_PAUSE_SECONDS) - 1)]
            failures += 1
            logger.warning(
                "start.unreachable error=%s pause_seconds=%s; chenbao doctor names what fails on the way",
                error,
                pause,
            )
            await _pause(stopping, pause)
        else:
            return _named(bot)
    return None


def _named(bot: Bot) -> User:
    """
    Who we are, always with a username, which the handlers of python-telegram-bot compare with.

    Every bot has one, but the Bot API's specification lets a server leave it out.
    """
    if bot.bot.username is None:
        told = bot.bot.to_dict() | {"username": f"bot{bot.id}"}
        bot._bot_user = User.de_json(told, bot)  # noqa: SLF001
    return bot.bot


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return
