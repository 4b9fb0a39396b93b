"""What may stand in the settings of a source: addresses, days in them, patterns, proxies, zones, repositories."""

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field
from pydantic_core import PydanticCustomError

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")
DATE_PLACE = re.compile(r"\{date:((?:%[YymdjbB]|[^{}%])+)\}")
"""Where the day stands in an address, and how it is written there (strftime)."""
_BRACES = re.compile(r"\{[^{}]*\}")
_LONGEST_ADDRESS = 1_000
_NAMES = r"^(?:[^\[/]|\[(?:![^/]|[^!/])[^\]/]*\])+$"
"""What fnmatch can find among names of files: nothing has a slash, and a bracket left open is no choice."""

NamePattern = Annotated[
    str, Field(pattern=_NAMES, max_length=100, description="a pattern of names of files, such as *.md")
]


def address(value: str) -> str:
    """An address in the web; ValueError for anything else."""
    if len(value.encode(errors="replace")) > _LONGEST_ADDRESS:
        raise ValueError("too long")
    bare = DATE_PLACE.sub("0", value)
    if not _ADDRESS.fullmatch(bare) or not _has_host(bare) or not {"{", "}"}.isdisjoint(bare):
        raise ValueError("no web address")
    return value.rstrip("/") if value.count("/") <= 3 else value  # noqa: PLR2004 - the path of an origin


def day_address(value: str) -> str:
    """An address in which a day may stand."""
    for place in _BRACES.findall(value):
        if "%" not in place or not DATE_PLACE.fullmatch(place):
            raise PydanticCustomError("date_wrong", "{place} is no day", {"place": place})
    return address(value)


def dated_address(value: str) -> str:
    """An address in which a day stands."""
    if not _BRACES.search(value):
        raise ValueError("no place for the day")
    return day_address(value)


def proxy(value: str | None) -> str | None:
    """The address of a proxy, or none."""
    if value is not None and not _has_host(value):
        raise ValueError("no proxy")
    return value


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none, or brackets around what is no address
        return False


def zone(value: str) -> str:
    """The name of a time zone."""
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("no zone") from error


def repository(value: str) -> str:
    """The owner and name of a repository, which lead nowhere else."""
    if not {".", ".."}.isdisjoint(value.split("/")):
        raise ValueError("no repository")
    return value
