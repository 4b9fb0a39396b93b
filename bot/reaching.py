"""
The way to the Bot API, hop by hop, so that the one that fails has a name.

Directly: name, connection, TLS, answer. Behind a proxy: the proxy's name and connection, whether
it lets us through, TLS and answer beyond it. The first hop that fails is the last one told.
"""

import asyncio
import os
import ssl
from collections.abc import AsyncGenerator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx

from bot.checks import Check, fail, ok, warn

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_CLOCK_WARN_SECONDS, _CLOCK_FAIL_SECONDS = 30, 300
_PROXY_CANNOT_REACH = ("502", "503", "504", "refused", "unreachable", "ttl expired", "general socks")
_PROXY_DISTRUSTS_US = ("407", "auth")
_THROUGH_PROXY = "see deploy/proxy.md for other ways"


async def reach(
    api_url: str, token: str, proxy: str | None, *, timeout_seconds: float = 10, now: datetime | None = None
) -> AsyncGenerator[Check]:
    """Each hop to getMe and what it said, and this machine's clock against that of the server."""
    api = urlsplit(api_url)
    first = urlsplit(proxy) if proxy else api
    try:
        if proxy:
            yield await _connect(first, "proxy", timeout_seconds)
        else:
            yield await _connect(api, "api address", timeout_seconds)
            if api.scheme == "https":
                yield await _shake_hands(api, timeout_seconds)
        answer = await _get_me(api_url, token, proxy, timeout_seconds)
    except _HopFailed as failed:
        yield failed.check
        return
    if proxy:
        yield ok("through proxy", f"{_place(first)} lets us reach {_place(api)}")
    yield _token(answer, api)
    if (clock := _clock(answer, now or datetime.now(UTC))) is not None:
        yield clock


class _HopFailed(Exception):
    """A hop failed, and nothing beyond it can be tried."""

    def __init__(self, name: str, told: str, remedy: str) -> None:
        super().__init__(told)
        self.check = fail(name, told, remedy)


async def _connect(url: SplitResult, name: str, timeout_seconds: float) -> Check:
    host, port = str(url.hostname), _port(url)
    is_proxy = name == "proxy"
    setting = "CHENBAO_TELEGRAM_PROXY" if is_proxy else "CHENBAO_TELEGRAM_API_URL"
    try:
        async with asyncio.timeout(timeout_seconds):
            await asyncio.get_running_loop().getaddrinfo(host, port)
    except (OSError, TimeoutError) as error:
        raise _HopFailed(
            f"{name}: DNS",
            f"{host} has no address ({_reason(error)})",
            f"check {setting}, and the name servers of this machine",
        ) from error
    try:
        async with asyncio.timeout(timeout_seconds):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError) as error:
        remedy = "check that it runs, and CHENBAO_TELEGRAM_PROXY" if is_proxy else (
            "check network and firewall; where Telegram is blocked set CHENBAO_TELEGRAM_PROXY"
        )  # fmt: skip
        raise _HopFailed(
            f"{name}: TCP", f"{_place(url)} does not connect ({_reason(error)})", remedy
        ) from error
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return ok(f"{name}: TCP", f"{_place(url)} connects")


async def _shake_hands(url: SplitResult, timeout_seconds: float) -> Check:
    try:
        async with asyncio.timeout(timeout_seconds):
            _, writer = await asyncio.open_connection(url.hostname, _port(url), ssl=_trust())
    except ssl.SSLCertVerificationError as error:
        raise _HopFailed(
            "api address: TLS",
            f"the certificate of {_place(url)} cannot be trusted ({error.verify_message})",
            "somebody may listen in between; check the address and this machine's clock",
        ) from error
    except (OSError, TimeoutError) as error:
        raise _HopFailed(
            "api address: TLS",
            f"{_place(url)} connects but speaks no TLS ({_reason(error)})",
            "the connection is cut on the way, or the address wants http://; where Telegram is blocked "
            "set CHENBAO_TELEGRAM_PROXY",
        ) from error
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return ok("api address: TLS", f"{_place(url)} shows a certificate that can be trusted")


async def _get_me(api_url: str, token: str, proxy: str | None, timeout_seconds: float) -> httpx.Response:
    api, via = urlsplit(api_url), urlsplit(proxy) if proxy else None
    try:
        async with httpx.AsyncClient(proxy=proxy, trust_env=False, timeout=timeout_seconds) as client:
            async with asyncio.timeout(timeout_seconds):
                return await client.get(f"{api_url}/bot{token}/getMe")
    except (httpx.ProxyError, httpx.HTTPError, OSError, TimeoutError) as error:
        reason = _reason(error).replace(token, "[hidden]")
        if via is None:
            raise _HopFailed(
                "api answer", f"{_place(api)} connects but does not answer ({reason})",
                "try again later; if it stays, an own Bot API server or a proxy may help",
            ) from error  # fmt: skip
        raise _proxy_failure(reason, via, api) from error


def _proxy_failure(reason: str, via: SplitResult, api: SplitResult) -> _HopFailed:
    told = reason.lower()
    if any(part in told for part in _PROXY_DISTRUSTS_US):
        return _HopFailed(
            "proxy: access", f"{_place(via)} wants to know who asks ({reason})",
            "write user and password into CHENBAO_TELEGRAM_PROXY",
        )  # fmt: skip
    if any(part in told for part in _PROXY_CANNOT_REACH):
        return _HopFailed(
            "behind proxy", f"{_place(via)} cannot reach {_place(api)} ({reason})",
            f"the network beyond the proxy fails, not the proxy; {_THROUGH_PROXY}",
        )  # fmt: skip
    return _HopFailed(
        "through proxy", f"{_place(via)} does not let us reach {_place(api)} ({reason})",
        f"allow {api.hostname} there, or check that it is a proxy of the kind that is set; {_THROUGH_PROXY}",
    )  # fmt: skip


def _token(answer: httpx.Response, api: SplitResult) -> Check:
    try:
        document: Any = answer.json()
        is_taken = document["ok"]
    except (ValueError, KeyError, TypeError):
        return fail(
            "api answer", f"{_place(api)} answers with status {answer.status_code}, but not as a Bot API",
            "something else stands in between, such as a login or block page; check CHENBAO_TELEGRAM_API_URL",
        )  # fmt: skip
    if is_taken:
        return ok("token", f"getMe: @{document['result']['username']} ({document['result']['id']})")
    if answer.status_code in {401, 404}:
        return fail(
            "token", f"{_place(api)} does not know the token in CHENBAO_TELEGRAM_TOKEN",
            "copy it again from @BotFather",
        )  # fmt: skip
    described = str(document.get("description", ""))
    return warn("api answer", f"status {answer.status_code}: {described}", "try again later")


def _clock(answer: httpx.Response, now: datetime) -> Check | None:
    with suppress(KeyError, ValueError, TypeError):
        seconds = (now - parsedate_to_datetime(answer.headers["Date"])).total_seconds()
        told = f"this machine is {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} the server"
        remedy = "set the clock, best by NTP; digests leave by it"
        if abs(seconds) >= _CLOCK_FAIL_SECONDS:
            return fail("clock", told, remedy)
        if abs(seconds) >= _CLOCK_WARN_SECONDS:
            return warn("clock", told, remedy)
        return ok("clock", "agrees with the server's")
    return None


def _port(url: SplitResult) -> int:
    return url.port or _PORTS[url.scheme]


def _place(url: SplitResult) -> str:
    """Host and port, without user and password."""
    return f"{url.hostname}:{_port(url)}"


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "no answer in time"
    if isinstance(error, OSError) and (error.errno or 0) > 0 and not isinstance(error, ssl.SSLError):
        return os.strerror(error.errno or 0)
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def _trust() -> ssl.SSLContext:
    """The certificates that httpx trusts, as the bot does."""
    return httpx.create_ssl_context(trust_env=False)
