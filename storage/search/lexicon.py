"""
Translations by which queries are widened: where they come from, and how they are looked up.

Filled from the glossary of the program, the operator's own terms, and what was learned from
papers in both languages (`storage.lexicon`). It knows nothing of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Provenance(StrEnum):
    """Where a translation comes from, most trusted first."""

    OPERATOR = "operator"
    GLOSSARY = "glossary"
    PARENTHESES = "parentheses"
    """Digests themselves said so: 大语言模型 (Large Language Models)."""
    ALIGNMENT = "alignment"
    """Learned by word alignment over papers in both languages."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One term in the words of the other language, or an abbreviation spelled out."""

    words: tuple[str, ...]
    """The term as the analysis gives it in its stream of words."""
    text: str
    """What it is translated to, as readers see it and as a query takes it."""
    confidence: float
    """From 0 to 1."""
    provenance: Provenance
    is_ambiguous: bool = False
    """The term has a second, unrelated sense: it never widens a topic."""
    is_general: bool = False
    """An everyday word of science: it widens searches, never a topic."""


class Lexicon:
    """All translations at one moment; immutable."""

    def __init__(self, translations: Iterable[Translation] = ()) -> None:
        """Of equally sure translations the first given stays first."""
        by_words: dict[tuple[str, ...], dict[str, Translation]] = defaultdict(dict)
        for one in translations:
            known = by_words[one.words].get(one.text)
            if known is None or one.confidence > known.confidence:
                by_words[one.words][one.text] = one
        self._by_words: dict[tuple[str, ...], Sequence[Translation]] = {
            words: sorted(found.values(), key=lambda one: -one.confidence)
            for words, found in by_words.items()
        }
        self.longest = max(map(len, self._by_words), default=0)
        """The number of words in the longest term."""
        counts = Counter(word for words in self._by_words for word in set(words))
        self._by_rarest_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in self._by_words:
            if words:
                self._by_rarest_word[min(words, key=lambda word: (counts[word], word))].append(words)

    def __len__(self) -> int:
        return len(self._by_words)

    @property
    def terms(self) -> Collection[tuple[str, ...]]:
        """The words of every term, in no order."""
        return self._by_words.keys()

    def translations_of(self, words: tuple[str, ...]) -> Sequence[Translation]:
        """What the term of these words is widened by, surest first; none for an unknown term."""
        return self._by_words.get(words, ())

    def terms_within(self, words: Collection[str]) -> list[tuple[str, ...]]:
        """All terms that are made of some of `words` alone, longest first."""
        known = frozenset(words)
        rarest = (self._by_rarest_word.get(word, ()) for word in known)
        found = [term for terms in rarest for term in terms if known.issuperset(term)]
        return sorted(found, key=lambda term: (-len(term), term))
