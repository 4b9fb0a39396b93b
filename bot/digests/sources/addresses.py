"""
Which machines a source may reach: those of the hosts that the operator named, at public addresses.

The address is checked at the moment of connecting, and the connection goes to the very address that
was checked: a name that means another machine a moment later (DNS rebinding) changes nothing.
"""

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from bot.digests.sources.source import SourceFailed
from bot.private_addresses import is_public


class AddressRefused(SourceFailed):
    """An address that must not be reached; the message names it and the remedy."""


async def permitted_addresses(host: str, port: int, *, allows_private: bool) -> list[str]:
    """
    The IP addresses to connect to for `host`, the likeliest to be reached first.

    Raises:
        AddressRefused: all or some of its addresses are private.
        OSError: the name is unknown.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    private = [each for each in addresses if not allows_private and not is_public(each)]
    if private:
        raise AddressRefused(
            f"{host} leads to the private address {private[0]}; "
            "write allow_private = true for this source if that is meant"
        )
    return addresses


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport, which connects to permitted addresses alone."""

    def __init__(self, *, allows_private: bool, proxy: str | None = None) -> None:
        super().__init__(proxy=proxy, trust_env=False, retries=0)
        # httpx has no way to hand a network backend to httpcore's pool, and a proxy resolves names itself.
        if proxy is None:
            self._pool._network_backend = _GuardedBackend(self._pool._network_backend, allows_private)  # noqa: SLF001


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, inner: httpcore.AsyncNetworkBackend, allows_private: bool) -> None:
        self._inner = inner
        self._allows_private = allows_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = await permitted_addresses(host, port, allows_private=self._allows_private)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} could not be looked up in time") from error
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is unknown: {error.strerror}") from error
        except UnicodeError as error:  # a part between two dots that is empty or too long
            raise httpcore.ConnectError(f"{host} is no name of a machine") from error
        for number, address in enumerate(addresses, 1):
            try:
                share = timeout and timeout / len(addresses)
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise AssertionError  # a name that is known has an address

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
