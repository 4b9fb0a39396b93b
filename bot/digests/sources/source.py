"""
What every kind of source does: say what lies there, and fetch one of it.

Two ways of knowing what to expect meet in one interface. A dated source has one file a day under
an address made of the day; a listed one says itself what it has. When to ask for what, and what to
do about a file that does not come, is the same for all (bot.digests.sources.polling).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from bot.digests.contents import DigestContent
from handlers.escaping import one_line, without_keys


@dataclass(frozen=True, slots=True)
class Item:
    """A file at a source."""

    address: str
    digest_on: date | None = None
    """The day that the source says it is of."""
    version: str = ""
    """What changes when the file does, as its listing tells; empty where it tells nothing."""
    is_living: bool = False
    """It changes for ever, as a feed does: looked at with each poll."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave along with a file, to be asked for it again only if it changed (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave."""

    url: str
    content: bytes
    validators: Validators


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file, or all that lay in an archive."""

    contents: tuple[DigestContent, ...]
    validators: Validators = Validators()


class Unfetched(Enum):
    """Why there is nothing to read, though nothing failed."""

    NOT_MODIFIED = "not modified"
    ABSENT = "absent"


class SourceFailed(Exception):
    """
    A source could not be asked; the message says what happened and what may help, and no key in an address.

    It can be stored wherever it comes from: what a server or a file said stands in it cleaned.

    `retry_after` is what its server asked for.
    """

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(without_keys(one_line(message)))
        self.retry_after = retry_after


class Source(Protocol):
    """A place that digests come from."""

    @property
    def is_dated(self) -> bool:
        """Whether files are asked for by day, and one that is missing is asked for again."""
        ...

    async def listing(self, days: Sequence[date]) -> Sequence[Item]:
        """
        What lies there: of a dated source one file for each of `days`, of another all it has on the last of them.

        Raises:
            SourceFailed: it cannot be asked now.
        """
        ...

    async def fetch(
        self, item: Item, validators: Validators, following: Sequence[Item] = ()
    ) -> Fetched | Unfetched:
        """
        Get one file, unless it is as it was when it came with `validators`.

        `following` will be asked for next, in this order; who gives many at once may get them along.

        Raises:
            SourceFailed: it cannot be asked now.
        """
        ...
