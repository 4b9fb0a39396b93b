"""Fields of JSON objects inside parameters, read and refused as the real server does."""

import re
from typing import Any

from bot.sandbox.errors import bad_request

_NUMBER = re.compile(r"-?[0-9]{1,18}")


def string_field(document: dict[str, Any], name: str, what: str = "", *, default: str | None = None) -> str:
    """
    A string; a number counts as one.

    `what` stands before the reason of a refusal. Without `default` the field must be there.
    """
    value = document.get(name)
    if value is None and name not in document:
        if default is None:
            raise bad_request(f'{what}Can\'t find field "{name}"')
        return default
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request(f'{what}Field "{name}" must be of type String')
    return str(value)


def number_field(document: dict[str, Any], name: str, what: str = "", *, default: int | None = None) -> int:
    """An integer; a string of digits counts as one."""
    value = document.get(name)
    if value is None and name not in document:
        if default is None:
            raise bad_request(f'{what}Can\'t find field "{name}"')
        return default
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request(f'{what}Field "{name}" must be of type Number')
    if not _NUMBER.fullmatch(str(value)):
        raise bad_request(f'{what}Field "{name}" must be a valid Number')
    return int(value)


def boolean_field(document: dict[str, Any], name: str, what: str = "") -> bool:
    """A boolean, False where it is absent."""
    value = document.get(name, False)
    if not isinstance(value, bool):
        raise bad_request(f'{what}Field "{name}" must be of type Boolean')
    return value
