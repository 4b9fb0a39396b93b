"""
Which of the wanted words stand in a text, and where, as the index would have it.

The analysis of the text decides; only texts that pass the sieve are analysed, long ones
sentence by sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.search.analysis import MARK, analyse_text
from storage.search.locating import Range, joined, merged, token_ranges
from storage.search.needles import Sieve
from storage.search.offsets import fold_with_offsets
from storage.search.phrases import PhraseSet, Place
from storage.search.wanted import Row, Wanted

_STREAMS = ("words", "grams")
_SHORT = 200
"""Characters of a text that is not worth cutting up before it is analysed."""
_SENTENCE_END = re.compile(r"[!?;。！？；]|\.(?=\s)")
"""Where the analysis always sets a mark, so that what lies before and behind can be read alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a text."""

    words: frozenset[int]
    """The numbers of the wanted words."""
    ranges: tuple[Range, ...] = ()
    """Code points of the text that they cover: in order, none touching another."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of a text with what stands in its streams."""

    text: str
    offset: int
    tokens: tuple[Sequence[str], ...]
    places: tuple[list[Place], ...]


class WordFinder:
    """Finds wanted words; each is known by its number in the order given."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        self._rows: tuple[dict[tuple[str, ...], int], ...] = ({}, {})
        for stream, tokens in (row for one in wanted for row in (*one.rows, *one.pieces)):
            rows = self._rows[_STREAMS.index(stream)]
            rows.setdefault(tokens, len(rows))
        self._phrases = tuple(map(PhraseSet, self._rows))
        self._reaches_across = any(MARK in tokens for rows in self._rows for tokens in rows)
        self.sieve = Sieve([[tokens for _, tokens in (*one.rows, *one.pieces)] for one in wanted])

    def find(self, text: str) -> Found:
        """The wanted words in `text`, which is read as one text of a document."""
        stretches = [found for piece, offset in self._pieces(text) if (found := self._read(piece, offset))]
        if not stretches:
            return Found(frozenset())
        present = tuple(
            phrases.numbers({place.state for stretch in stretches for place in stretch.places[number]})
            for number, phrases in enumerate(self._phrases)
        )
        words, shown = self._decided(present)
        ranges = [found for stretch in stretches for found in self._ranges(stretch, shown)]
        return Found(words, tuple(merged(ranges)))

    def _pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """The parts of a text in which a word can stand, and where they begin."""
        if not self.sieve.candidates(text):
            return
        if len(text) <= _SHORT or self._reaches_across:
            yield text, 0
            return
        ends = [*(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
        starts = [0, *ends[:-1]]
        pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        for piece, start, candidates in zip(
            pieces, starts, self.sieve.candidates_of_pieces(pieces), strict=True
        ):
            if candidates:
                yield piece, start

    def _read(self, text: str, offset: int) -> _Stretch | None:
        streams = analyse_text(text)
        tokens = (streams.words, streams.grams)
        places = tuple(phrases.places(row) for phrases, row in zip(self._phrases, tokens, strict=True))
        return _Stretch(text, offset, tokens, places) if any(places) else None

    def _decided(self, present: tuple[set[int], ...]) -> tuple[frozenset[int], tuple[set[int], ...]]:
        """The wanted words that are there, given the rows, and the rows to be shown for them."""
        words: set[int] = set()
        shown: tuple[set[int], ...] = (set(), set())
        for number, one in enumerate(self._wanted):
            rows = self._present(one.rows, present)
            if not rows and one.pieces:
                pieces = self._present(one.pieces, present)
                rows = pieces if len(pieces) == len(one.pieces) else []
            if rows:
                words.add(number)
            for stream, row in rows:
                shown[stream].add(row)
        return frozenset(words), shown

    def _present(self, rows: Iterable[Row], present: tuple[set[int], ...]) -> list[tuple[int, int]]:
        numbered = ((_STREAMS.index(stream), tokens) for stream, tokens in rows)
        numbers = ((stream, self._rows[stream][tokens]) for stream, tokens in numbered)
        return [(stream, row) for stream, row in numbers if row in present[stream]]

    def _ranges(self, stretch: _Stretch, shown: tuple[set[int], ...]) -> Iterator[Range]:
        folded = fold_with_offsets(stretch.text)
        for number, places in enumerate(stretch.places):
            wanted = [
                place for place in places if self._phrases[number].numbers([place.state]) & shown[number]
            ]
            if not wanted:
                continue
            ranges = token_ranges(folded.text, stretch.tokens[number], are_grams=number == 1)
            for start, end in joined(wanted, ranges):
                first, last = folded.original(start, end)
                yield first + stretch.offset, last + stretch.offset
