"""
The web as sources may use it: bounded in hosts, bytes, time and pace.

Nothing that a server says leads beyond the hosts that the operator named, fills the memory, or
keeps us waiting for ever. Secrets go to the host they are for and never into a message.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import httpx

from bot.digests.sources.addresses import AddressRefused, GuardedTransport
from bot.digests.sources.headers import call_reset, is_conditional, retry_after, validators_in
from bot.digests.sources.pace import Pace
from bot.digests.sources.source import Page, SourceFailed, Unfetched, Validators
from bot.private_addresses import is_private_literal

LIMIT_BYTES = 20 * 1024 * 1024
_TRIES = 3
_BACK_OFF_SECONDS = (1.0, 4.0)
_LONGEST_WAIT_SECONDS = 10.0
"""What a server wants longer than that is left to the next poll."""
_MOST_REDIRECTS = 5
_LONGEST_ADDRESS = 2_000
_ABSENT = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_REFUSED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
_AGENT = "chenbao"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebRules:
    """What the operator decides about one source's way into the web."""

    hosts: frozenset[str] = frozenset()
    """Hosts that redirects may lead to beside the one that was asked."""
    proxy: str | None = None
    timeout_seconds: float = 30.0
    allows_private: bool = False
    limit_bytes: int = LIMIT_BYTES
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """They may hold a token."""
    headers_for: frozenset[str] = frozenset()
    """Origins (`origin_of`) that get these headers, and nobody else does."""


class Web:
    """One source's way into the web."""

    def __init__(
        self, rules: WebRules, pace: Pace, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        """Nothing is reached yet; `pace` is shared by all sources of a process."""
        self._rules = rules
        self._pace = pace
        self._sleep = sleep
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(allows_private=rules.allows_private, proxy=rules.proxy),
            timeout=rules.timeout_seconds,
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip, identity"},
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close connections."""
        await self._client.aclose()

    async def get(self, url: str, validators: Validators = Validators()) -> Page | Unfetched:  # noqa: B008
        """
        Get a page, a few times where it fails in a way that may pass.

        Raises:
            SourceFailed: it cannot be had now.
        """
        for number in range(_TRIES):
            try:
                return await self._get_once(url, validators)
            except _MayPass as failure:
                wait = _BACK_OFF_SECONDS[number] if number < len(_BACK_OFF_SECONDS) else 0.0
                asked = failure.retry_after.total_seconds() if failure.retry_after else 0.0
                if number + 1 == _TRIES or asked > _LONGEST_WAIT_SECONDS:
                    raise SourceFailed(str(failure), failure.retry_after) from failure
                await self._sleep(max(wait, asked))
        raise AssertionError  # the last try returns or raises

    async def _get_once(self, url: str, validators: Validators) -> Page | Unfetched:
        asked_host = _checked(url).host
        try:
            # httpx bounds each wait, this bounds the whole: a body may come a byte at a time for ever.
            async with asyncio.timeout(4 * self._rules.timeout_seconds):
                return await self._follow(url, asked_host, validators)
        except TimeoutError as error:
            raise _MayPass(f"{asked_host} took too long; a larger timeout_seconds may help") from error
        except SourceFailed:
            raise
        except httpx.TimeoutException as error:
            raise _MayPass(f"{asked_host} did not answer in {self._rules.timeout_seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, zlib.error) as error:
            raise _MayPass(f"{asked_host} failed: {error or type(error).__name__}") from error

    async def _follow(self, url: str, asked_host: str, validators: Validators) -> Page | Unfetched:
        for _ in range(_MOST_REDIRECTS + 1):
            parsed = _checked(url)
            if not self._rules.allows_private and is_private_literal(parsed.host):
                raise AddressRefused(
                    f"{parsed.host} is a private address; write allow_private = true for this source if that is meant"
                )
            if parsed.host != asked_host and parsed.host not in self._rules.hosts:
                raise SourceFailed(
                    f"{asked_host} leads on to {parsed.host}; name it in hosts for this source if that is meant"
                )
            async with (
                self._pace.turn(parsed.host),
                self._client.stream("GET", parsed, headers=self._headers(parsed, validators)) as response,
            ):
                if not response.has_redirect_location:
                    return await self._answer(response)
                url = str(response.next_request.url) if response.next_request else ""
        raise SourceFailed(f"{asked_host} leads in circles: more than {_MOST_REDIRECTS} redirects")

    def _headers(self, url: httpx.URL, validators: Validators) -> dict[str, str]:
        own = dict(self._rules.headers) if origin_of(url) in self._rules.headers_for else {}
        if validators.etag:
            own["If-None-Match"] = validators.etag
        if validators.last_modified:
            own["If-Modified-Since"] = validators.last_modified
        return own

    async def _answer(self, response: httpx.Response) -> Page | Unfetched:
        status, host = response.status_code, response.url.host
        if status == HTTPStatus.NOT_MODIFIED and is_conditional(response.request.headers):
            return Unfetched.NOT_MODIFIED
        if status in _ABSENT:
            return Unfetched.ABSENT
        if status in _REFUSED and response.headers.get("X-RateLimit-Remaining") == "0":
            raise SourceFailed(
                f"{host} grants no more calls for now; a token may raise its limit",
                call_reset(response.headers),
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _MayPass(f"{host} answered {status}", retry_after(response.headers))
        if status != HTTPStatus.OK:
            raise SourceFailed(
                f"{host} answered {status}{_REMEDIES.get(status, '')}", retry_after(response.headers)
            )
        return Page(
            str(response.url),
            await _body(response, self._rules.limit_bytes),
            validators_in(response.headers),
        )


_REMEDIES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "; it wants a token, or another one",
    HTTPStatus.FORBIDDEN: "; it wants a token, or refuses this machine: a mirror or a proxy may help",
    HTTPStatus.NOT_ACCEPTABLE: "; it refuses programs: a mirror may help",
}


class _MayPass(SourceFailed):
    """A failure that is worth another try."""


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port (RFC 6454): another port, or the same without TLS, may be somebody else."""
    return f"{url.scheme}://{url.host}:{url.port or _PORTS.get(url.scheme, 0)}"


def _checked(url: str) -> httpx.URL:
    if len(url.encode(errors="replace")) > _LONGEST_ADDRESS:
        raise SourceFailed(f"an address of more than {_LONGEST_ADDRESS} characters: {url[:60]}…")
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise SourceFailed(f"an address that is none: {error}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise AddressRefused(
            f"an address with {parsed.scheme or 'no scheme'}; only http and https are fetched"
        )
    if parsed.userinfo:
        raise AddressRefused(f"a name or password in an address of {parsed.host}; give a token instead")
    return parsed


async def _body(response: httpx.Response, limit_bytes: int) -> bytes:
    body = bytearray()
    async for piece in _decoded(response, limit_bytes):
        body += piece
        if len(body) > limit_bytes:
            raise SourceFailed(
                f"{response.url.host} sent more than {limit_bytes / 1024**2:.0f} MB; that is no digest"
            )
    return bytes(body)


async def _decoded(response: httpx.Response, limit_bytes: int) -> AsyncIterator[bytes]:
    """The body unpacked by no more than the limit at once: httpx would unpack a whole piece whatever it holds."""
    encoding = response.headers.get("Content-Encoding", "identity").lower().strip()
    if encoding in {"", "identity"}:
        async for piece in response.aiter_raw():
            yield piece
    elif encoding in {"gzip", "x-gzip", "deflate"}:
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
        async for piece in response.aiter_raw():
            yield unpacking.decompress(piece, limit_bytes + 1)
            if unpacking.unused_data:
                raise _MayPass(f"{response.url.host} sent more behind the end of its answer")
        if not unpacking.eof:
            raise _MayPass(f"{response.url.host} broke off in the middle")
    else:
        raise SourceFailed(
            f"{response.url.host} sent its answer packed as {encoding[:20]}, which was not asked for"
        )
