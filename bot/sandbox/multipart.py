"""Reading multipart/form-data, as HTTP clients of bots write it (RFC 7578)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_BOUNDARY = re.compile(r'boundary=(?:"([^"]+)"|([^\s;]+))', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_FILE_NAME = re.compile(rb'[;\s]filename="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_MEDIA_TYPE = re.compile(rb"^content-type:\s*([^\s;]+)", re.IGNORECASE | re.MULTILINE)


class MalformedMultipart(Exception):
    """The body is not multipart with the boundary that its header names."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `file_name` is None for a plain value."""

    name: str
    file_name: str | None
    media_type: str
    content: bytes


def read_multipart(content_type: str, body: bytes) -> Iterator[Part]:
    """
    The named parts in their order.

    Raises:
        MalformedMultipart: no boundary, or the body does not end with it.
    """
    match = _BOUNDARY.search(content_type)
    if match is None:
        raise MalformedMultipart("the content type names no boundary")
    delimiter = b"\r\n--" + (match[1] or match[2]).encode("latin-1")
    _, *parts = (b"\r\n" + body).split(delimiter)
    if not parts or not parts[-1].startswith(b"--"):
        raise MalformedMultipart("the last boundary is missing")
    for part in parts[:-1]:
        headers, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(headers)
        if name is None:
            continue
        file_name, media_type = _FILE_NAME.search(headers), _MEDIA_TYPE.search(headers)
        yield Part(
            _unquoted(name[1]),
            _unquoted(file_name[1]) if file_name else None,
            media_type[1].decode("latin-1") if media_type else "application/octet-stream",
            content,
        )


def _unquoted(raw: bytes) -> str:
    """Clients write quotes and line breaks as %22, %0D and %0A, or behind a backslash."""
    plain = re.sub(rb"%(?:22|0[dD]|0[aA])", lambda found: unquote_to_bytes(found[0]), raw)
    return re.sub(rb"\\(.)", rb"\1", plain).decode("utf-8", "replace")
