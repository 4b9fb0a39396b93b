"""What one check found: in one line, with its remedy."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `remedy` says what to do where it is not ok."""

    name: str
    health: Health
    told: str
    remedy: str = ""


def ok(name: str, told: str) -> Check:
    """All is well."""
    return Check(name, Health.OK, told)


def warn(name: str, told: str, remedy: str) -> Check:
    """It works, but somebody should know."""
    return Check(name, Health.WARN, told, remedy)


def fail(name: str, told: str, remedy: str) -> Check:
    """It does not work."""
    return Check(name, Health.FAIL, told, remedy)
