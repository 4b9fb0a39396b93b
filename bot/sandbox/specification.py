"""
Which parameters the published Bot API gives each method, and what a call got wrong about them.

The real server passes over unknown parameters and reads numbers out of anything, so nothing
is refused here: the findings go into the record of calls, where tests look for them.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.sandbox.parameters import Parameters, decode

_FILE = Path(__file__).parent / "specification.json"
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_FLOAT = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_TEXTUAL = frozenset({"String", "Integer or String", "InputFile", "InputFile or String"})


@dataclass(frozen=True, slots=True)
class Findings:
    """Names of parameters that do not agree with the published specification."""

    unknown: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()


@cache
def specification() -> dict[str, dict[str, str]]:
    """Parameters by method; a type ends in an asterisk where the parameter is required."""
    methods: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))["methods"]
    return methods


def findings(method: str, parameters: Parameters) -> Findings:
    """What a call got wrong; a method that the table lacks has no parameters."""
    published = specification().get(method, {})
    given = parameters.values.keys() | parameters.files.keys()
    attached = {name for name in parameters.files if _is_attached(name, parameters)}
    return Findings(
        tuple(sorted(given - published.keys() - attached)),
        tuple(sorted(_mistyped(published, parameters.values))),
    )


def _is_attached(name: str, parameters: Parameters) -> bool:
    return any(f"attach://{name}" in value for value in parameters.values.values())


def _mistyped(published: Mapping[str, str], values: Mapping[str, str]) -> list[str]:
    return [
        name
        for name, value in values.items()
        if name in published and not _fits(published[name].removesuffix("*"), value)
    ]


def _fits(kind: str, value: str) -> bool:
    if kind in _TEXTUAL:
        return True
    if kind == "Integer":
        return _INTEGER.fullmatch(value) is not None
    if kind == "Boolean":
        return value in ("true", "false")
    if kind == "Float":
        return _FLOAT.fullmatch(value) is not None
    try:
        document = decode(value)
    except ValueError:
        return False
    return isinstance(document, list if kind.startswith("Array of ") else dict)
