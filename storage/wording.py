"""
What a topic looks for: its reader's own words, and those that were added to them.

The added words are kept as the reader saw them, struck out ones too, so that no later change of
the lexicon touches a topic that somebody follows.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.search.additions import Addition
from storage.search.lexicon import Provenance
from storage.search.query import Query, parse
from storage.search.widening import widened


@dataclass(frozen=True, slots=True)
class AddedWords:
    """Words that widen a topic, unless its reader struck them out."""

    addition: Addition
    is_struck: bool = False

    @property
    def checksum(self) -> int:
        """A number below 2**32 that names the words in a button, whatever else is added."""
        return zlib.crc32(self.addition.text.encode())


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a topic."""

    text: str
    """The reader's own query, canonical."""
    added: tuple[AddedWords, ...] = ()

    @property
    def kept(self) -> tuple[Addition, ...]:
        """The additions that are not struck out."""
        return tuple(one.addition for one in self.added if not one.is_struck)

    @property
    def query(self) -> Query:
        """What is looked for: the own words or those added for them."""
        return widened(parse(self.text), self.kept)

    def toggled(self, checksum: int) -> "Wording":
        """The wording with words that were added struck out, or put back, wherever they stand."""
        are_struck = any(one.is_struck for one in self.added if one.checksum == checksum)
        added = tuple(
            replace(one, is_struck=not are_struck) if one.checksum == checksum else one for one in self.added
        )
        return replace(self, added=added)

    def with_added(self, words: Iterable[AddedWords]) -> "Wording":
        """The wording with further words added."""
        return replace(self, added=(*self.added, *words))

    def lacking(self, additions: Iterable[Addition]) -> tuple[AddedWords, ...]:
        """What of `additions` it neither has nor had."""
        known = {(one.addition.terms, one.addition.text) for one in self.added}
        return tuple(AddedWords(one) for one in additions if (one.terms, one.text) not in known)


def worded(query: Query, additions: Iterable[Addition] = ()) -> Wording:
    """The wording of a query with all its additions kept."""
    return Wording(query.canonical, tuple(map(AddedWords, additions)))


def added_document(added: Sequence[AddedWords]) -> list[dict[str, Any]]:
    """Additions as JSON values."""
    return [
        {
            "terms": list(one.addition.terms),
            "text": one.addition.text,
            "confidence": one.addition.confidence,
            "provenance": one.addition.provenance,
            "is_struck": one.is_struck,
        }
        for one in added
    ]


def added_from(document: Iterable[dict[str, Any]]) -> tuple[AddedWords, ...]:
    """The additions that `added_document` wrote down."""
    return tuple(
        AddedWords(
            Addition(
                tuple(one["terms"]), one["text"], float(one["confidence"]), Provenance(one["provenance"])
            ),
            is_struck=one.get("is_struck", False),
        )
        for one in document
    )
