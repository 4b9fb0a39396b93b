"""
Text becomes two streams of tokens, one token a position: `words` and `grams`.

In `words` a Chinese run is its words, in `grams` the bigram that begins at each of its
characters and the last character alone; Latin words are the same in both. A mark stands
between sentences and wherever the text separates two Chinese runs, so that no phrase
reaches across. The shorter names within a name (Bench in BiasFreeBench) follow at the end
of a text, each behind a mark: there they are found without tearing phrases apart.

Documents and queries come through here alike; a change of any token is a new version, by
RULES or by the glossary itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from storage.search import latin, segmenter
from storage.search.folding import fold
from storage.search.glossary import glossary

RULES = "1"
"""Grows with every change of the code that gives a token another form."""

MARK = "¶"
"""The token between sentences; no text gives it."""

_PIECES = re.compile(rf"([{latin.HAN}]+)|({latin.WORD})")
_SENTENCE_END = re.compile(r"[!?;。]|\.[^\w\s]{0,3}\s|\n\s*[\n*#>\d-]")
_JOINER = re.compile(r"[\s\-_/*`~^·&+]*+")
"""What may stand between a Chinese run and a Latin word of one term: LoRA-微调."""
_ENDS_IN_CHINESE = re.compile(rf"[{latin.HAN}][\W_]*\Z")


@dataclass(slots=True)
class Streams:
    """Tokens by position; both streams of one text have the same marks."""

    words: list[str] = field(default_factory=list)
    grams: list[str] = field(default_factory=list)

    def add_mark(self) -> None:
        """End a sentence or a field; marks never stand first or twice in a row."""
        if self.words and self.words[-1] != MARK:
            self.words.append(MARK)
            self.grams.append(MARK)

    def add_both(self, tokens: Iterable[str]) -> None:
        """Add tokens that are the same in both streams."""
        tokens = tuple(tokens)
        self.words.extend(tokens)
        self.grams.extend(tokens)

    def extend(self, other: "Streams") -> None:
        """Add the streams of a further field behind a mark."""
        if other.words:
            self.add_mark()
            self.words.extend(other.words)
            self.grams.extend(other.grams)


def version() -> str:
    """What is stored with an index: another version means that it must be built again."""
    return f"{RULES}.{glossary().checksum:08x}"


def analyse(texts: Iterable[str]) -> Streams:
    """The streams of a document's texts, in order, with a mark between any two."""
    streams = Streams()
    for text in texts:
        streams.extend(analyse_text(text))
    return streams


def analyse_text(text: str) -> Streams:
    """The streams of one text of a document, with the parts of its names at the end."""
    streams = Streams()
    names: dict[str, None] = {}
    _read(fold(text), streams, names.setdefault)
    for name in names:
        for part in latin.parts_of(name):
            streams.add_mark()
            streams.add_both(part)
    return streams


def analyse_phrase(text: str) -> Streams:
    """
    The streams that a document must hold, in a row, to contain `text`.

    The last character of a Chinese run stands alone in `grams` only where the run ends, so
    it is left out at the end of a phrase.
    """
    streams = Streams()
    folded = fold(text)
    _read(folded, streams)
    while streams.words and streams.words[-1] == MARK:
        streams.words.pop()
        streams.grams.pop()
    if len(streams.grams) > 1 and _ENDS_IN_CHINESE.search(folded):
        streams.grams.pop()
    return streams


def holds_words(text: str) -> bool:
    """Whether any Latin word or Chinese run is in folded `text`."""
    return _PIECES.search(text) is not None


def pieces_of(text: str) -> Iterator[tuple[str, bool]]:
    """The Latin words and Chinese runs of folded `text` in order; True for a Chinese run."""
    for piece in _PIECES.finditer(text):
        yield piece.group(), piece.lastindex == 1


def grams_of(run: str) -> list[str]:
    """The bigram beginning at each character of a Chinese run, the last character alone."""
    return [run[start : start + 2] for start in range(len(run))]


def _read(folded: str, streams: Streams, on_name: Callable[[str], object] | None = None) -> None:
    # The inner loop of indexing: one split in C, then as little as can be for each piece.
    words, grams = streams.words, streams.grams
    was_han = False
    pieces = iter(_PIECES.split(folded)[:-1])
    for gap, run, name in zip(pieces, pieces, pieces, strict=True):
        is_plain = gap in ("", " ") and not (was_han and run)
        if not is_plain and _is_border(gap, was_han=was_han, is_han=bool(run)):
            streams.add_mark()
        was_han = bool(run)
        if run:
            words += segmenter.cut(run)
            grams += grams_of(run)
            continue
        tokens, has_parts = latin.tokens_of(name)
        words += tokens
        grams += tokens
        if has_parts and on_name:
            on_name(name)


def _is_border(gap: str, *, was_han: bool, is_han: bool) -> bool:
    if was_han and is_han:
        return True
    if (was_han or is_han) and not _JOINER.fullmatch(gap):
        return True
    return _SENTENCE_END.search(gap) is not None
