"""
Faults that can be switched on: floods, outages, lost answers.

A fault applies to calls of one method and one chat, or of all, a given number of times. It
says whether the call is carried out all the same, which is what makes an outcome unknown.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

FAULT_KINDS = ("error", "html", "delay", "drop_before", "drop_after", "cut_json", "hang_after")


class UnknownFault(Exception):
    """A fault was asked for in words the sandbox does not know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One fault that waits for calls.

    kind: `error` answers error_code, description and retry_after as JSON, `html` the same
    status as a proxy's HTML page, `delay` waits before an honest answer, `drop_before` and
    `drop_after` cut the connection before or after the call is carried out, `cut_json` cuts
    the answer of a carried-out call in half, `hang_after` carries it out and never answers.
    """

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    error_code: int = 500
    description: str = "Internal Server Error: restart"
    retry_after: int | None = None
    delay_seconds: float = 0.0

    @property
    def carries_out(self) -> bool:
        """Whether the call takes effect."""
        return self.kind in ("delay", "drop_after", "cut_json", "hang_after")

    def applies(self, method: str, chat_id: str) -> bool:
        """Whether a call meets this fault."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id


class Faults:
    """The faults switched on, oldest first; forgotten at a restart."""

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
        """The fault this call meets, counted down; None for an honest answer."""
        for index, fault in enumerate(self._faults):
            if fault.applies(method, chat_id):
                if fault.times > 1:
                    self._faults[index] = replace(fault, times=fault.times - 1)
                else:
                    del self._faults[index]
                return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """What is switched on."""
        return [asdict(fault) for fault in self._faults]
