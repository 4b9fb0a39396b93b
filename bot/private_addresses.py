"""
Which addresses are of the open internet, and which of a private network or of this machine.

Apart from what connects to them, for every command reads the settings; nothing is looked up here.
"""

import ipaddress

_LOCAL = (ipaddress.IPv6Network("fec0::/10"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""Of one site, and of one site's own translation (RFC 3879, RFC 8215); Python takes both for public."""
_TRANSLATED = tuple(ipaddress.IPv6Network(net) for net in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
"""With an IPv4 address at the end (RFC 4291, RFC 2765, RFC 6052)."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it stands inside an IPv6 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in _LOCAL):
            return False
        ip = _within(ip) or ip
    return ip.is_global and not ip.is_multicast


def _within(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which packets to an IPv6 one are handed on, where it is of such a kind."""
    if any(ip in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def is_private_literal(host: str) -> bool:
    """Whether a host is written as a private IP address or as this machine; a proxy would not refuse it."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return not is_public(name)
    except ValueError:
        return False
