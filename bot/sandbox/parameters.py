"""
The parameters of a call, from wherever the Bot API takes them.

Query string, form, multipart form or a JSON object; all of them become strings, as on the
real server, which reads numbers and booleans leniently out of strings.
"""

import json
import re
from binascii import a2b_qp
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.errors import bad_request
from bot.sandbox.multipart import MalformedMultipart, read_multipart
from bot.sandbox.store import encode

_MALFORMED_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
MAX_DIGITS = 18
_INTEGER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that came with a multipart call."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class Parameters:
    """What a call brought; an absent parameter is the same as an empty one."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, UploadedFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string; empty where it is absent."""
        return self.values.get(name, "")

    def required(self, name: str) -> str:
        """A string that must not be empty."""
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """The digits at the front of the value, as the real server reads numbers; 0 without any."""
        value = self.text(name).strip()
        if not value:
            return default
        match = _INTEGER.match(value)
        return int(match[0]) if match and len(match[0]) <= MAX_DIGITS else 0

    def boolean(self, name: str) -> bool:
        """Whether the value says yes."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """
        A JSON value, None where the parameter is absent or empty.

        Raises:
            BotAPIError: `can't parse WHAT JSON object`.
        """
        value = self.text(name)
        if not value:
            return None
        try:
            return decode(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def decode(document: str | bytes) -> Any:
    """
    A JSON value without halves of surrogate pairs, which no UTF-8 can hold.

    Raises:
        ValueError: it is no JSON, nested too deeply, or not UTF-8.
    """
    text = document.decode() if isinstance(document, bytes) else document
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if "\\u" in text:
        encode(value).encode()
    return value


def read_parameters(query: bytes, content_type: str, body: bytes) -> Parameters:
    """
    The parameters of a request.

    Raises:
        BotAPIError: 400, the body is not what its content type says.
    """
    parameters = Parameters()
    try:
        if query:
            parameters.values.update(_pairs(query))
        kind = content_type.partition(";")[0].strip().lower()
        if not body:
            return parameters
        if kind == "application/json":
            _add_json(parameters, body)
        elif kind == "application/x-www-form-urlencoded":
            parameters.values.update(_pairs(body))
        elif kind == "multipart/form-data":
            _add_multipart(parameters, content_type, body)
    except UnicodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return parameters


def _pairs(encoded: bytes) -> dict[str, str]:
    if _MALFORMED_ESCAPE.search(encoded):
        return dict(parse_qsl(encoded.decode("latin-1"), keep_blank_values=True, errors="strict"))
    pairs = (pair.partition(b"=") for pair in encoded.split(b"&") if pair)
    return {_unquoted(name): _unquoted(value) for name, _, value in pairs}


def _unquoted(encoded: bytes) -> str:
    """Percent escapes are quoted-printable under another sign, which is decoded in C."""
    if b"%" not in encoded:
        return encoded.replace(b"+", b" ").decode()
    return a2b_qp(encoded.replace(b"+", b" ").replace(b"=", b"%3D").replace(b"%", b"=")).decode()


def _add_json(parameters: Parameters, body: bytes) -> None:
    try:
        document = decode(body)
    except UnicodeError:
        raise
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(document, dict):
        raise bad_request("object expected as request body")
    for name, value in document.items():
        parameters.values[name] = value if isinstance(value, str) else encode(value)


def _add_multipart(parameters: Parameters, content_type: str, body: bytes) -> None:
    try:
        parts = list(read_multipart(content_type, body))
    except MalformedMultipart:
        raise bad_request("can't parse multipart body") from None
    for part in parts:
        if part.file_name is None:
            parameters.values[part.name] = part.content.decode("utf-8")
        else:
            parameters.files[part.name] = UploadedFile(part.file_name, part.media_type, part.content)
