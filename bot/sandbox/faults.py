"""
Faults that can be switched on: floods, outages, lost answers.

A fault meets calls of one method and one chat, or of all, a given number of times or until it
is switched off, always or with a probability. Its kind says whether the call is carried out all
the same, which is what leaves an outcome unknown.
"""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from random import Random
from typing import Any, Self

from bot.sandbox.errors import BotAPIError
from bot.sandbox.refusals import Refusal, flood, refusal_error


class FaultKind(StrEnum):
    """
    What happens to a call.

    Refused: ERROR in JSON, HTML by the page of a proxy, NOT_OK in JSON under status 200.
    DROP_BEFORE cuts the connection and forgets the call. The others carry it out: DELAY answers
    late, DRIP byte by byte, DROP_AFTER cuts the connection, CUT_JSON the answer in half, WRONG_TYPE
    calls it HTML, HANG never answers, SAME_ID gives a message the id of the one before.
    Of polls, REPEAT brings the same updates once more at the next, DISORDER the newest first.
    """

    ERROR = "error"
    HTML = "html"
    NOT_OK = "not_ok"
    DROP_BEFORE = "drop_before"
    DELAY = "delay"
    DRIP = "drip"
    DROP_AFTER = "drop_after"
    CUT_JSON = "cut_json"
    WRONG_TYPE = "wrong_type"
    SAME_ID = "same_id"
    HANG = "hang"
    REPEAT = "repeat"
    DISORDER = "disorder"

    @property
    def carries_out(self) -> bool:
        """Whether the call takes effect."""
        return self not in (FaultKind.ERROR, FaultKind.HTML, FaultKind.NOT_OK, FaultKind.DROP_BEFORE)


class MalformedFault(Exception):
    """A fault was asked for in words the sandbox does not know."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One fault that waits for calls.

    `method` and `chat_id` narrow it down, None meets all; `method` is compared without regard to
    case. `times` None lasts until it is switched off. `probability` is that of each call, drawn
    from `seed`. A refusal says `reason`, else `error_code` and `description`, else with
    `retry_after` (seconds) it is a flood limit. `delay_seconds` comes before any answer, of DRIP
    before each byte.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    probability: float = 1.0
    seed: int = 0
    reason: Refusal | None = None
    error_code: int = 500
    description: str = "Internal Server Error: restart"
    retry_after: int | None = None
    delay_seconds: float = 0.0

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """
        A fault as asked for over HTTP.

        Raises:
            MalformedFault: an unknown kind, reason or field, or a value of the wrong type.
        """
        names = {field.name for field in fields(cls)}
        if unknown := document.keys() - names:
            raise MalformedFault(f"a fault has no {sorted(unknown)}, only {sorted(names)}")
        words = {"kind": _word(FaultKind, "kind", document.get("kind"))}
        if document.get("reason") is not None:
            words["reason"] = _word(Refusal, "reason", document["reason"])
        fault = cls(**{**document, **words})
        fault._check()
        return fault

    def _check(self) -> None:
        whole = (self.seed, self.error_code)
        optional = (self.times, self.chat_id, self.retry_after)
        if not all(_is_whole(number) for number in whole + tuple(n for n in optional if n is not None)):
            raise MalformedFault("times, chat_id, retry_after, seed and error_code are whole numbers")
        if not all(_is_number(number) for number in (self.probability, self.delay_seconds)):
            raise MalformedFault("probability and delay_seconds are numbers")
        if not 0 <= self.probability <= 1:
            raise MalformedFault(f"probability must be from 0 to 1, got {self.probability}")

    def meets(self, method: str, chat_id: str) -> bool:
        """Whether a call may meet this fault."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id

    def error(self) -> BotAPIError:
        """What a call that is not carried out is refused with."""
        if self.reason is not None:
            return refusal_error(self.reason, self.retry_after)
        if self.retry_after is None:
            return BotAPIError(self.error_code, self.description)
        return flood(self.retry_after)


class _SwitchedOn:
    """A fault that is on, and how often it still is."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.left = fault.times
        self._random = Random(fault.seed)  # noqa: S311 (a test draws the same again)

    def strikes(self) -> bool:
        """Whether a call that it may meet meets it."""
        return self.fault.probability >= 1 or self._random.random() < self.fault.probability


class Faults:
    """The faults switched on, oldest first; a restart forgets them."""

    def __init__(self) -> None:
        """None at first."""
        self._faults: list[_SwitchedOn] = []

    def add(self, fault: Fault) -> None:
        """Switch one on."""
        if fault.times is None or fault.times > 0:
            self._faults.append(_SwitchedOn(fault))

    def clear(self) -> None:
        """Switch all off."""
        self._faults.clear()

    def take(self, method: str, chat_id: str) -> Fault | None:
        """The fault that a call meets, counted down; None for an honest answer."""
        for each in self._faults:
            if each.fault.meets(method, chat_id) and each.strikes():
                if each.left is not None:
                    each.left -= 1
                    if not each.left:
                        self._faults.remove(each)
                return each.fault
        return None

    @property
    def count(self) -> int:
        """How many are switched on."""
        return len(self._faults)

    def as_json(self) -> list[dict[str, Any]]:
        """What is switched on, with the times that are left."""
        return [{**asdict(each.fault), "times": each.left} for each in self._faults]


def _word(words: type[StrEnum], name: str, value: object) -> Any:
    try:
        return words(str(value))
    except ValueError:
        raise MalformedFault(f"{name} must be one of {', '.join(words)}, got {value!r}") from None


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or isinstance(value, float)
