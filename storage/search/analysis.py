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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

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
_HAN = re.compile(f"[{latin.HAN}]")
_BREAK_AND_SPACE = re.compile(r"\n\s* ")
_LONGEST_STRIP = 30
_MOST_PHRASES = 4096
"""One search asks for each of its words a dozen times."""
_MOST_STRIPS = 100_000
"""Strips of text that are remembered, about 250 bytes each."""
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
    for text in filter(None, texts):
        streams.extend(analyse_text(text))
    return streams


def analyse_text(text: str) -> Streams:
    """The streams of one text of a document, with the parts of its names at the end."""
    streams = Streams()
    names: dict[str, latin.Parts] = {}
    folded = fold(text)
    if _is_spaced(folded):
        streams.add_both(_read_spaced(folded, names))
    else:
        _read(folded, streams, names)
    for part in chain.from_iterable(names.values()):
        streams.add_mark()
        streams.add_both(part)
    return streams


def analyse_phrase(text: str) -> Streams:
    """
    The streams that a document must hold, in a row, to contain `text`.

    The last character of a Chinese run stands alone in `grams` only where the run ends, so
    it is left out at the end of a phrase. What is given is shared: it must not be changed.
    """
    return _common_phrase(text) if len(text) <= _LONGEST_STRIP else _phrase(text)


def _phrase(text: str) -> Streams:
    streams = Streams()
    folded = fold(text)
    if len(text) > _LONGEST_STRIP and _is_spaced(folded):
        streams.add_both(_read_spaced(folded, {}))  # whole titles, one for each paper
    else:
        _read(folded, streams)
    while streams.words and streams.words[-1] == MARK:
        streams.words.pop()
        streams.grams.pop()
    if len(streams.grams) > 1 and _ENDS_IN_CHINESE.search(folded):
        streams.grams.pop()
    return streams


_common_phrase = lru_cache(_MOST_PHRASES)(_phrase)


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


class _Strip(tuple[str, ...]):  # noqa: SLOT001  (a tuple takes no others than empty ones)
    """The tokens of a strip of text that has more to it: names with parts, or a mark in front."""

    names: Mapping[str, latin.Parts]


class _Strips(dict[str, tuple[str, ...]]):
    """
    What stands between two spaces, as its tokens with the marks around and within it.

    Most strips of an English text were seen before. Once full, it only forgets to remember.
    """

    def __missing__(self, strip: str) -> tuple[str, ...]:
        tokens = _tokens_of_strip(strip)
        if len(self) < _MOST_STRIPS and len(strip) <= _LONGEST_STRIP:
            self[strip] = tokens
        return tokens


_strips = _Strips()


def _tokens_of_strip(strip: str) -> tuple[str, ...]:
    streams, names = Streams(), dict[str, latin.Parts]()
    _read(strip, streams, names)
    gaps = _PIECES.split(strip)
    before = [MARK] if _SENTENCE_END.search(f" {gaps[0]}") else []
    after = [MARK] if _SENTENCE_END.search(f"{gaps[-1]} ") else []
    tokens = (*before, *streams.words, *after)
    if not names and tokens[:1] != (MARK,):
        return tokens
    odd = _Strip(tokens)
    odd.names = names
    return odd


def _is_spaced(folded: str) -> bool:
    """Whether no word, and nothing that ends a sentence, reaches across a space."""
    return (folded.isascii() or not _HAN.search(folded)) and not _BREAK_AND_SPACE.search(folded)


def _read_spaced(folded: str, names: dict[str, latin.Parts]) -> list[str]:
    """The tokens of a text without Chinese; what `_read` gives, several times faster."""
    strips = list(map(_strips.__getitem__, folded.split(" ")))
    tokens = list(chain.from_iterable(strips))
    odd = [strip for strip in strips if isinstance(strip, _Strip)]
    for strip in odd:
        names.update(strip.names)
    if any(strip[:1] == (MARK,) for strip in odd):
        tokens = [
            one for one, before in zip(tokens, [MARK, *tokens], strict=False) if one != MARK or before != MARK
        ]
    while tokens and tokens[-1] == MARK:
        tokens.pop()
    return tokens


def _read(folded: str, streams: Streams, names: dict[str, latin.Parts] | None = None) -> None:
    """Add the tokens of `folded` to `streams`, and to `names` those that have parts."""
    # The inner loop of indexing: one split in C, one cut of all runs, then little for each piece.
    words, grams = streams.words, streams.grams
    was_han = False
    split = _PIECES.split(folded)[:-1]
    cuts = iter(segmenter.cut_all(list(filter(None, split[1::3]))))
    pieces = iter(split)
    for gap, run, name in zip(pieces, pieces, pieces, strict=True):
        is_plain = gap in ("", " ") and not (was_han and run)
        if not is_plain and _is_border(gap, was_han=was_han, is_han=bool(run)):
            streams.add_mark()
        was_han = bool(run)
        if run:
            words += next(cuts)
            grams += grams_of(run)
            continue
        tokens, parts = latin.tokens_of(name)
        words += tokens
        grams += tokens
        if parts and names is not None:
            names[name] = parts


def _is_border(gap: str, *, was_han: bool, is_han: bool) -> bool:
    if was_han and is_han:
        return True
    if (was_han or is_han) and not _JOINER.fullmatch(gap):
        return True
    return _SENTENCE_END.search(gap) is not None
