"""What every format reads: the text of a digest file in numbered lines, and the name it came under."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple


class DigestError(Exception):
    """A file that cannot be read as a digest; the message names what was found and the remedy."""


class NoDigestError(DigestError):
    """A file that is plainly something else, so that no format's view of it says more."""


class Line(NamedTuple):
    """One line of a file; numbers count from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Document:
    """The decoded text of a file, with one kind of line end and without control characters."""

    text: str
    name: str = ""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, numbered; JSON is never looked at by them."""
        return tuple(Line(number, line) for number, line in enumerate(self.text.split("\n"), 1))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether a format takes a file for its own, and what it saw that decided it."""

    is_made: bool
    why: str


def paragraphs(lines: list[str]) -> str:
    """Join lines into one text: stripped of the blank ones around it, never more than one within."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).rstrip("\n")


def excerpt(text: str, limit_characters: int = 80) -> str:
    """The beginning of `text` on one line, for messages."""
    line = " ".join(text[: limit_characters * 2].split())
    return line if len(line) <= limit_characters else line[: limit_characters - 1] + "…"


def spans(starts: list[int], end: int) -> list[tuple[int, int]]:
    """Each start with the next one, the last with `end`."""
    return list(pairwise([*starts, end]))
