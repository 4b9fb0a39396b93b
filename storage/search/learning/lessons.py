"""
All that is learned from papers in one go, with the program's glossary as a start.

Made for a process of its own: some seconds for a thousand papers, growing with their number,
and numpy loaded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.search.glossary import Glossary, glossary
from storage.search.learning.alignment import Alignment
from storage.search.learning.bitext import BitextBuilder, Pair
from storage.search.learning.parentheses import KnownWords, Parentheses
from storage.search.learning.sentences import Sentence, aligned, sentences_of
from storage.search.learning.terms import Counted, translations_in
from storage.search.learning.texts import Learned, PaperTexts, Spellings, chinese_text
from storage.search.lexicon import Provenance
from storage.search.names import words_of

_GLOSSARY_WEIGHT = 2.0
"""How many sentences a term of the glossary is worth."""
_TRANSLATIONS_KEPT = 3
"""Of a term, in either direction."""
_LOWEST_OF_ONE_CHARACTER = 0.3
MOST_KEPT = 20_000

Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned, surest first, and from how many papers in both languages."""

    learned: tuple[Learned, ...]
    paper_count: int


class Learning:
    """Papers are taken in one by one and not kept; the lesson comes at the end."""

    def __init__(self) -> None:
        """Know the glossary, so that the alignment begins with what is sure."""
        self._parentheses, self._spellings, self._pairs = Parentheses(), Spellings(), BitextBuilder()
        self._taken = self._bilingual = 0

    def take_in(self, paper: PaperTexts) -> None:
        """Read a paper in one language or both."""
        self._taken += 1
        self._parentheses.take_in(self._taken, paper)
        both = [(paper.title_zh, paper.title), (paper.abstract_zh, paper.abstract)]
        both = [(chinese, english) for chinese, english in both if chinese and english]
        self._bilingual += bool(both)
        for chinese, english in both:
            self._spellings.take_in(english)
            for pair in _pairs_of(chinese, english, self._taken):
                self._pairs.add(pair)

    def lesson(self, tell: Tell = lambda _done, _total: None) -> Lesson:
        """What the papers teach; `tell` hears of the rounds done. Once only."""
        count = len(self._pairs)
        for pair in _glossary_pairs(glossary()):
            self._pairs.add(pair)
        bitext = self._pairs.bitext()
        alignment = Alignment(bitext)
        alignment.learn(tell)
        counted = translations_in(bitext.first(count), alignment.strong_links(count))
        explained = self._parentheses.learned(_known_words(counted, glossary()))
        learned = [*explained, *_written(_best(counted), self._spellings)]
        return Lesson(_distinct(learned), self._bilingual)


def learn(papers: Iterable[PaperTexts], tell: Tell = lambda _done, _total: None) -> Lesson:
    """What `papers` teach; they are read once."""
    learning = Learning()
    for paper in papers:
        learning.take_in(paper)
    return learning.lesson(tell)


def _pairs_of(chinese: str, english: str, paper: int) -> Iterator[Pair]:
    for one, other in aligned(sentences_of(chinese), sentences_of(english)):
        if one and other:
            yield Pair(_words(one), _words(other), paper)


def _words(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(word for sentence in sentences for word in sentence.words)


def _glossary_pairs(known: Glossary) -> Iterator[Pair]:
    """The usual names of each term, so that the alignment begins with what is sure."""
    for number, term in enumerate(known.terms, start=1):
        if term.chinese and term.english:
            yield Pair(term.chinese[0], words_of(term.english[0]), -number, _GLOSSARY_WEIGHT)


def _known_words(counted: Sequence[Counted], known: Glossary) -> KnownWords:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in counted:
        found[one.chinese].update(one.english)
    for term in known.terms:
        for name in term.chinese:
            found[name].update(word for english in term.english for word in words_of(english))
    return lambda words: found.get(words, set())


def _best(counted: Sequence[Counted]) -> Iterator[Counted]:
    """Those among the best of one of their terms; `counted` comes surest first."""
    places: dict[tuple[str, ...], int] = defaultdict(int)
    for one in counted:
        if len("".join(one.chinese)) == 1 and one.confidence < _LOWEST_OF_ONE_CHARACTER:
            continue
        if min(places[one.chinese], places[one.english]) < _TRANSLATIONS_KEPT:
            yield one
        places[one.chinese] += 1
        places[one.english] += 1


def _written(counted: Iterable[Counted], spellings: Spellings) -> Iterator[Learned]:
    for one in counted:
        if text := spellings.text_of(one.english):
            term = chinese_text(one.chinese)
            yield Learned(term, text, one.confidence, Provenance.ALIGNMENT, one.seen)


def _distinct(learned: Iterable[Learned]) -> tuple[Learned, ...]:
    """Each pair once, with its highest confidence; surest first."""
    ranked = sorted(learned, key=lambda one: (-one.confidence, -one.seen, one.term, one.text))
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Learned] = {}
    for one in ranked:
        found.setdefault((words_of(one.term), words_of(one.text)), one)
    return tuple(found.values())[:MOST_KEPT]
