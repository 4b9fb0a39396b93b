"""
Faults that can be switched on: floods, outages, lost answers.

A fault meets calls of one method and one chat, or of all, a given number of times. Its kind
says whether the call is carried out all the same, which is what leaves an outcome unknown.
"""

from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from bot.sandbox.errors import BotAPIError


class FaultKind(StrEnum):
    """
    What happens to a call.

    ERROR refuses with JSON, HTML with the page of a proxy. DROP_BEFORE cuts the connection
    and forgets the call. The others carry it out: DELAY answers late, DROP_AFTER cuts the
    connection, CUT_JSON cuts the answer in half, HANG never answers.
    """

    ERROR = "error"
    HTML = "html"
    DROP_BEFORE = "drop_before"
    DELAY = "delay"
    DROP_AFTER = "drop_after"
    CUT_JSON = "cut_json"
    HANG = "hang"

    @property
    def carries_out(self) -> bool:
        """Whether the call takes effect."""
        return self in (FaultKind.DELAY, FaultKind.DROP_AFTER, FaultKind.CUT_JSON, FaultKind.HANG)


class MalformedFault(Exception):
    """A fault was asked for in words the sandbox does not know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One fault that waits for calls.

    `method` and `chat_id` narrow it down, None meets all. `error_code`, `description` and
    `retry_after` (seconds) are those of ERROR and HTML, `delay_seconds` comes before any of
    them. `method` is compared without regard to case.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    error_code: int = 500
    description: str = "Internal Server Error: restart"
    retry_after: int | None = None
    delay_seconds: float = 0.0

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """
        A fault as asked for over HTTP.

        Raises:
            MalformedFault: an unknown kind or field, or a value of the wrong type.
        """
        names = {field.name for field in fields(cls)}
        if unknown := document.keys() - names:
            raise MalformedFault(f"a fault has no {sorted(unknown)}, only {sorted(names)}")
        try:
            kind = FaultKind(str(document.get("kind")))
        except ValueError:
            kinds = ", ".join(FaultKind)
            raise MalformedFault(f"kind must be one of {kinds}, got {document.get('kind')!r}") from None
        fault = cls(**{**document, "kind": kind})
        numbers = (fault.times, fault.error_code, fault.delay_seconds)
        optional = (fault.chat_id, fault.retry_after)
        if not all(isinstance(number, int | float) for number in numbers) or not all(
            number is None or isinstance(number, int) for number in optional
        ):
            raise MalformedFault("times, error_code, delay_seconds, chat_id and retry_after are numbers")
        return fault

    def meets(self, method: str, chat_id: str) -> bool:
        """Whether a call meets this fault."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id

    def error(self) -> BotAPIError:
        """The refusal that ERROR answers with."""
        if self.retry_after is None:
            return BotAPIError(self.error_code, self.description)
        return BotAPIError(
            429,
            f"Too Many Requests: retry after {self.retry_after}",
            {"retry_after": self.retry_after},
        )


class Faults:
    """The faults switched on, oldest first; a restart forgets them."""

    def __init__(self) -> None:
        """None at first."""
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switch one on."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Switch all off."""
        self._faults.clear()

    def take(self, method: str, chat_id: str) -> Fault | None:
        """The fault that a call meets, counted down; None for an honest answer."""
        for index, fault in enumerate(self._faults):
            if fault.meets(method, chat_id):
                if fault.times > 1:
                    self._faults[index] = replace(fault, times=fault.times - 1)
                else:
                    del self._faults[index]
                return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """What is switched on."""
        return [asdict(fault) for fault in self._faults]
