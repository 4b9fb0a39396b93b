"""Private addresses are known, however they are written."""

import pytest

from bot.digests.sources.addresses import AddressRefused, permitted_addresses
from bot.private_addresses import is_private_literal, is_public


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "127.0.0.1", "169.254.1.1", "0.0.0.0", "::1", "fe80::1", "fec0::1", "::ffff:10.0.0.1"),
        *("2002:7f00:1::", "64:ff9b::10.0.0.1", "64:ff9b:1::1.1.1.1", "::10.0.0.1", "::ffff:0:10.0.0.1"),
    ],
)
def test_private_addresses_are_known(address: str) -> None:
    """Also those that hide in an IPv6 address."""
    assert (is_public(address), is_private_literal(address)) == (False, True)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1"])
def test_public_addresses_are_known(address: str) -> None:
    """The open internet is reached."""
    assert (is_public(address), is_private_literal(address)) == (True, False)


async def test_name_that_means_a_private_address_is_refused() -> None:
    """What a name resolves to counts, not how it is written."""
    with pytest.raises(AddressRefused, match="allow_private = true"):
        await permitted_addresses("localhost", 80, allows_private=False)
    assert {"127.0.0.1", "::1"}.issuperset(await permitted_addresses("localhost", 80, allows_private=True))
