"""What goes back over HTTP, honest or spoilt by a fault."""

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.errors import BotAPIError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.store import encode

_JSON = b"application/json"
_HTML = b"text/html"
BYTE_SECONDS = 1.0
"""How slowly an answer drips unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: bytes = _JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()

    byte_seconds: float = 0.0
    """How long each byte of the body takes."""

    def cut(self) -> "Answer":
        """The first half of it, under the same status."""
        return replace(self, body=self.body[: len(self.body) // 2])

    def mistyped(self) -> "Answer":
        """The same, called a page."""
        return replace(self, content_type=_HTML)

    def dripping(self, byte_seconds: float) -> "Answer":
        """The same, byte by byte."""
        return replace(self, byte_seconds=byte_seconds)

    def accepted(self) -> "Answer":
        """The same, under the status of an answer that is well."""
        return replace(self, status=200, headers=())


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


def spoilt_answer(fault: Fault, honest: Answer | None) -> Answer | None:
    """What a fault lets through of an answer; None where there is none."""
    match fault.kind:
        case FaultKind.ERROR:
            return refusal(fault.error())
        case FaultKind.HTML:
            return proxy_page(fault)
        case FaultKind.NOT_OK:
            return refusal(fault.error()).accepted()
        case FaultKind.CUT_JSON:
            return honest and honest.cut()
        case FaultKind.WRONG_TYPE:
            return honest and honest.mistyped()
        case FaultKind.DRIP:
            return honest and honest.dripping(fault.delay_seconds or BYTE_SECONDS)
        case _:
            return honest


def _retry_after(error: BotAPIError) -> tuple[tuple[bytes, bytes], ...]:
    seconds = error.parameters.get("retry_after")
    return () if seconds is None else ((b"retry-after", str(seconds).encode()),)
