"""Which addresses Telegram makes a link of, and in what form it keeps them."""

import re
from ipaddress import IPv4Address
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST_CHARACTERS = re.compile(r"[\w.%~-]+", re.UNICODE)
_OWN_SCHEMES = ("tg", "ton", "tonsite")


def checked_link(address: str) -> str:
    """
    The address in canonical form, with a scheme and a path, or empty where it is no link.

    A host needs a dot and no user before it; other schemes than http, https, tg and ton are refused.
    """
    address = address.strip()
    if not address or re.search(r"[\s\x00-\x20<>\"]", address):
        return ""
    scheme, rest = _split_scheme(address)
    if scheme in _OWN_SCHEMES:
        return f"{scheme}://{rest.removeprefix('//')}"
    if scheme not in ("http", "https"):
        return ""
    try:
        parts = urlsplit(f"{scheme}://{rest.removeprefix('//')}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not _is_host(host) or "@" in parts.netloc:
        return ""
    authority = host if port is None else f"{host}:{port}"
    tail = parts.path or "/"
    if parts.query:
        tail += f"?{parts.query}"
    if parts.fragment:
        tail += f"#{parts.fragment}"
    return f"{scheme}://{authority}{tail}"


def _split_scheme(address: str) -> tuple[str, str]:
    match = _SCHEME.match(address)
    if match and (address[match.end() :].startswith("//") or match[1].lower() in _OWN_SCHEMES):
        return match[1].lower(), address[match.end() :]
    return "http", f"//{address}"


def _is_host(host: str) -> bool:
    if not _HOST_CHARACTERS.fullmatch(host) or "." not in host.strip("."):
        return False
    if host.replace(".", "").isdecimal():
        try:
            IPv4Address(host)
        except ValueError:
            return False
    return True
