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
_SENTENCE_END = re.compile(r"[!?;。！？；.](?:(?<!\.)|(?=\s))")
"""Where the analysis always sets a mark, so that what lies before and behind can be read alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a text."""

    words: int
    """Which wanted words: the n-th bit for the n-th."""
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
    """Finds wanted words; the n-th given is the n-th bit of an answer."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._rows: tuple[dict[tuple[str, ...], int], ...] = ({}, {})
        for stream, tokens in (row for one in wanted for row in (*one.rows, *one.pieces)):
            rows = self._rows[_STREAMS.index(stream)]
            rows.setdefault(tokens, len(rows))
        self._phrases = tuple(map(PhraseSet, self._rows))
        self._numbered = [(self._numbers(one.rows), self._numbers(one.pieces)) for one in wanted]
        self._reaches_across = any(MARK in tokens for rows in self._rows for tokens in rows)
        self.sieve = Sieve([[tokens for _, tokens in (*one.rows, *one.pieces)] for one in wanted])

    def find(self, text: str) -> Found:
        """The wanted words in `text`, which is read as one text of a document."""
        return self._found(self._pieces(text)) if self.sieve.candidates(text) else Found(0)

    def find_in_sentence(self, sentence: str) -> Found:
        """The same for a text that has passed the sieve and is not worth cutting up."""
        return self._found(((sentence, 0),))

    def _found(self, pieces: Iterable[tuple[str, int]]) -> Found:
        stretches = [found for piece, offset in pieces if (found := self._read(piece, offset))]
        if not stretches:
            return Found(0)
        present = tuple(
            phrases.numbers({place.state for stretch in stretches for place in stretch.places[number]})
            for number, phrases in enumerate(self._phrases)
        )
        words, shown = self._decided(present)
        ranges = [found for stretch in stretches for found in self._ranges(stretch, shown)]
        return Found(words, tuple(merged(ranges)))

    def _pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """The parts of a text in which a word can stand, and where they begin."""
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

    def _decided(self, present: tuple[set[int], ...]) -> tuple[int, tuple[set[int], ...]]:
        """The wanted words that are there, given the rows, and the rows to be shown for them."""
        words = 0
        shown: tuple[set[int], ...] = (set(), set())
        for number, (alternatives, pieces) in enumerate(self._numbered):
            rows = [(stream, row) for stream, row in alternatives if row in present[stream]]
            if not rows and pieces and all(row in present[stream] for stream, row in pieces):
                rows = pieces
            if rows:
                words |= 1 << number
            for stream, row in rows:
                shown[stream].add(row)
        return words, shown

    def _numbers(self, rows: Iterable[Row]) -> list[tuple[int, int]]:
        """The stream's number and the row's number in it."""
        streams = ((_STREAMS.index(stream), tokens) for stream, tokens in rows)
        return [(stream, self._rows[stream][tokens]) for stream, tokens in streams]

    def _ranges(self, stretch: _Stretch, shown: tuple[set[int], ...]) -> Iterator[Range]:
        folded = fold_with_offsets(stretch.text)
        for number, places in enumerate(stretch.places):
            wanted = [
                place for place in places if self._phrases[number].numbers([place.state]) & shown[number]
            ]
            if not wanted:
                continue
            tokens = stretch.tokens[number][: wanted[-1].end]
            ranges = token_ranges(folded.text, tokens, are_grams=number == 1)
            for start, end in joined(wanted, ranges):
                first, last = folded.original(start, end)
                yield first + stretch.offset, last + stretch.offset
