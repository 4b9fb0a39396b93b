"""What goes back over HTTP, honest or spoilt by a fault."""

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.errors import BotAPIError
from bot.sandbox.faults import Fault
from bot.sandbox.store import encode

_JSON = b"application/json"
_HTML = b"text/html"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: bytes = _JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def cut(self) -> "Answer":
        """The first half of it, under the same status."""
        return replace(self, body=self.body[: len(self.body) // 2])


@dataclass(frozen=True, slots=True)
class Described:
    """A result that comes with a sentence about it."""

    result: Any
    description: str


def success(result: Any) -> Answer:
    """A call that was carried out."""
    document: dict[str, Any] = {"ok": True, "result": result}
    if isinstance(result, Described):
        document = {"ok": True, "result": result.result, "description": result.description}
    return Answer(200, encode(document).encode())


def refusal(error: BotAPIError) -> Answer:
    """A call that was refused."""
    document: dict[str, Any] = {
        "ok": False,
        "error_code": error.error_code,
        "description": error.description,
    }
    if error.parameters:
        document["parameters"] = error.parameters
    return Answer(error.error_code, encode(document).encode(), headers=_retry_after(error))


def proxy_page(fault: Fault) -> Answer:
    """What stands between us and Telegram speaks HTML."""
    error = fault.error()
    body = f"<html><head><title>{error.error_code}</title></head><body>{error.description}</body></html>"
    return Answer(error.error_code, body.encode(), _HTML, _retry_after(error))


def _retry_after(error: BotAPIError) -> tuple[tuple[bytes, bytes], ...]:
    seconds = error.parameters.get("retry_after")
    return () if seconds is None else ((b"retry-after", str(seconds).encode()),)
