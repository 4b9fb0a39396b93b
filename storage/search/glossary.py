"""
Our dictionary of AI terms: Chinese, English, abbreviations, from one file that people edit.

Chinese terms are written with a slash between their smallest words (扩散/模型). The words
feed the segmenter, so that a shorter term is found within a longer one exactly where it is
one of its words; the terms tell where an unspaced run of several terms is to be divided.
"""

import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

_COLUMNS = 4


class Mark(StrEnum):
    """What the last column of a term may say; several are separated by spaces."""

    AMBIGUOUS = "ambiguous"
    """A name has a second, unrelated sense: the term never widens a topic."""
    GENERAL = "general"
    """An everyday word of science: it widens searches, never a topic."""


@dataclass(frozen=True)
class Term:
    """One idea with its names, the usual one of each kind first."""

    chinese: tuple[tuple[str, ...], ...]
    """Each name as its smallest words."""
    english: tuple[str, ...]
    """Full names."""
    abbreviations: tuple[str, ...] = ()
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of the file."""

    terms: tuple[Term, ...]

    @cached_property
    def cuts(self) -> dict[str, tuple[str, ...]]:
        """
        What the segmenter is to know: words of two or more characters, each with its smallest words.

        Smallest words stand before the compounds made of them.
        """
        names = [name for term in self.terms for name in term.chinese]
        smallest = {word: (word,) for name in names for word in name if len(word) > 1}
        return {**smallest, **{"".join(name): name for name in names if len(name) > 1}}

    @cached_property
    def checksum(self) -> int:
        """Another number for other cuts."""
        return zlib.crc32("\n".join(map("/".join, self.cuts.values())).encode())

    @cached_property
    def compounds(self) -> frozenset[tuple[str, ...]]:
        """Chinese names of several words."""
        return frozenset(name for term in self.terms for name in term.chinese if len(name) > 1)

    @cached_property
    def longest(self) -> int:
        """The number of words in the longest compound."""
        return max((len(name) for name in self.compounds), default=1)


@cache
def glossary() -> Glossary:
    """The glossary that comes with the program, read once."""
    text = files(__package__).joinpath("glossary.tsv").read_text(encoding="utf-8")
    return parse_glossary(text)


def parse_glossary(text: str) -> Glossary:
    """
    Read the glossary's file format.

    A line is a term: Chinese names, English names, abbreviations, mark, separated by tabs;
    several names by " | ". Lines that begin with # say what follows.

    Raises:
        ValueError: a line has other than four columns or an unknown mark; the message has its number.
    """
    numbered = enumerate(text.splitlines(), start=1)
    return Glossary(tuple(_term(number, line) for number, line in numbered if line and line[0] != "#"))


def line_of(term: Term) -> str:
    """The term as a line of the file; parsing it gives the same term."""
    chinese = " | ".join("/".join(name) for name in term.chinese)
    marks = " ".join(mark for mark in Mark if mark in term.marks)
    return "\t".join((chinese, " | ".join(term.english), " | ".join(term.abbreviations), marks))


def _term(number: int, line: str) -> Term:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise ValueError(f"glossary line {number} has {len(columns)} columns instead of {_COLUMNS}: {line!r}")
    chinese, english, abbreviations, mark = columns
    return Term(
        chinese=tuple(tuple(name.split("/")) for name in _names(chinese)),
        english=tuple(_names(english)),
        abbreviations=tuple(_names(abbreviations)),
        marks=_marks(number, mark),
    )


def _marks(number: int, column: str) -> frozenset[Mark]:
    try:
        return frozenset(map(Mark, column.split()))
    except ValueError as error:
        raise ValueError(f"glossary line {number}: {error}; the marks are {', '.join(Mark)}") from error


def _names(column: str) -> list[str]:
    return [name for part in column.split("|") if (name := part.strip())]
