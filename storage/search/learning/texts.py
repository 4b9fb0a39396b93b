"""What is learned from, and what learning gives; how the words of a text are written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from storage.search import analysis
from storage.search.analysis import analyse_phrase, pieces_of
from storage.search.folding import fold
from storage.search.latin import tokens_of
from storage.search.lexicon import Provenance

_RULES = "1"
"""Grows with every change of what is learned from the same papers."""


def rules() -> str:
    """What else than the papers decides what is learned."""
    return f"{_RULES}.{analysis.version()}"


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """The texts of one paper in both languages; any may be empty."""

    title: str
    title_zh: str
    abstract: str
    abstract_zh: str
    more_zh: Sequence[str] = ()
    """Further Chinese texts, which are no translations."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Two names that stand for each other; both directions."""

    term: str
    """Chinese, or the full name where both are English."""
    text: str
    confidence: float
    """From 0 to 1."""
    provenance: Provenance
    seen: int
    """Papers that say so."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """How each word of the analysis is written in the texts that it comes from."""

    _counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def take_in(self, text: str) -> None:
        """Count the Latin words of a text."""
        for word, is_han in pieces_of(fold(text)):
            tokens = () if is_han else tokens_of(word)[0]
            written = word.split("-") if len(tokens) > 1 else [word]
            if len(tokens) == len(written):
                for token, one in zip(tokens, written, strict=True):
                    self._counts[token][one] += 1

    def text_of(self, words: Sequence[str]) -> str:
        """The words as people write them; their analysis is the same, or the text is empty."""
        candidates = (" ".join(map(self._usual, words)), " ".join(words))
        return next((text for text in candidates if analyse_phrase(text).words == list(words)), "")

    def _usual(self, word: str) -> str:
        counts = self._counts.get(word, Counter[str]())
        plain = Counter({one: count for one, count in counts.items() if one.islower()})
        if plain[word]:
            return word
        most = chain(plain.most_common(1), counts.most_common(1))
        return next((one for one, _ in most), word)


def chinese_text(words: Sequence[str]) -> str:
    """A Chinese term of these words."""
    return "".join(words)
