"""
What a reader sees of a query in the papers found: marked words, a telling sentence, and why it came.

It marks what the engine matches, by the same analysis, and nothing else: 化学 is not marked
in 强化学习 unless the paper was found by its characters alone.
"""

from collections.abc import Sequence

from storage.records import Paper
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.excerpts import Excerpt, cut_around
from storage.search.finding import Found, WordFinder
from storage.search.query import Query
from storage.search.syntax import Scope
from storage.search.wanted import Wanted, wanted_words
from storage.sentences import sentence_ranges

_WANTED_IN = {
    Scope.ANYWHERE: (Scope.ANYWHERE,),
    Scope.TITLE: (Scope.ANYWHERE, Scope.TITLE),
    Scope.KEYWORD: (Scope.ANYWHERE, Scope.KEYWORD),
    Scope.AREA: (Scope.ANYWHERE, Scope.KEYWORD, Scope.AREA),
    Scope.ORG: (Scope.ANYWHERE, Scope.ORG),
    Scope.AUTHOR: (Scope.AUTHOR,),
}
"""The scopes of terms that are looked for in a text of a scope; a topic means no person's name."""

_Finder = tuple[tuple[Wanted, ...], WordFinder]

_OWN_WEIGHT = 2
"""What a word of the query counts in the choice of a sentence where an added one counts one."""


class Highlighter:
    """
    Marks one query in texts; make one for each page and use it for all of its papers.

    Additions must be those by which `query` was widened. Exclusions mark nothing.
    """

    def __init__(self, query: Query, additions: Sequence[Addition] = ()) -> None:
        self._query = query
        self._additions = additions
        self._words: dict[Strength, tuple[Wanted, ...]] = {}
        self._finders: dict[tuple[frozenset[Scope], Strength], _Finder] = {}
        self._chosen: dict[tuple[Scope, Strength], _Finder] = {}

    def spans(
        self, text: str, scope: Scope = Scope.ANYWHERE, strength: Strength = Strength.WORD
    ) -> list[tuple[int, int]]:
        """
        The code points of `text` that match: ascending, none overlapping or touching.

        `scope` tells which part of a paper the text is; ANYWHERE is summary or body, where
        terms of a field mark nothing. `strength` is how the paper was found: LITERAL marks
        characters within words too, NEAREST single words of phrases. Added words of several
        are marked where they stand in a row, else where all of them stand.
        """
        return list(self._finder(scope, strength)[1].find(text).ranges)

    def excerpt(
        self, texts: Sequence[str], limit_width: int, strength: Strength = Strength.WORD
    ) -> Excerpt | None:
        """
        The sentence of all `texts` that holds most of the query; None where none holds any.

        Own words count more than added ones; among equals the first sentence of the first
        text is taken. It is cut to `limit_width`, counted as Latin letters, Chinese
        characters being two wide.
        """
        wanted, finder = self._finder(Scope.ANYWHERE, strength)
        own = sum(1 << number for number, one in enumerate(wanted) if one.is_own)
        best: tuple[int, str, Found] | None = None
        for most, sentence in _promising(texts, own, finder):
            if best and most <= best[0]:
                break
            found = finder.find_in_sentence(sentence)
            score = _weight(own, found.words)
            if score and (best is None or score > best[0]):
                best = score, sentence, found
        return cut_around(best[1], best[2].ranges, limit_width) if best else None

    def words_in(self, paper: Paper, strength: Strength = Strength.WORD) -> tuple[str, ...]:
        """
        The query's own words, then added ones, that `paper` holds, as typed: why it came.

        Fields are looked at as matching does: a word without a field is found anywhere but
        among the authors.
        """
        found: dict[Wanted, None] = {}
        for scope, texts in _texts(paper):
            wanted, finder = self._finder(scope, strength)
            for text in texts:
                words = finder.find(text).words
                found.update((one, None) for number, one in enumerate(wanted) if words >> number & 1)
        order = [one.text for one in self._wanted(strength) if one in found]
        return tuple(
            word
            for word in dict.fromkeys(order)
            if not any(word in other and word != other for other in order)
        )

    def _finder(self, scope: Scope, strength: Strength) -> _Finder:
        if (scope, strength) not in self._chosen:
            self._chosen[scope, strength] = self._finder_of(scope, strength)
        return self._chosen[scope, strength]

    def _finder_of(self, scope: Scope, strength: Strength) -> _Finder:
        """Texts of two scopes share a finder where the query names neither."""
        scopes = set(_WANTED_IN[scope])
        if scope is Scope.AUTHOR and strength is not Strength.WORD:
            scopes.add(Scope.ANYWHERE)  # /search finds persons by their characters
        wanted = tuple(one for one in self._wanted(strength) if one.scope in scopes)
        key = frozenset(one.scope for one in wanted), strength
        if key not in self._finders:
            self._finders[key] = wanted, WordFinder(wanted)
        return self._finders[key]

    def _wanted(self, strength: Strength) -> tuple[Wanted, ...]:
        if strength not in self._words:
            self._words[strength] = wanted_words(self._query, self._additions, strength)
        return self._words[strength]


def _promising(texts: Sequence[str], own: int, finder: WordFinder) -> list[tuple[int, str]]:
    """Sentences with the most that they could hold, best first, earlier ones before later ones."""
    found: list[tuple[int, str]] = []
    for text in texts:
        if not finder.sieve.candidates(text):
            continue
        sentences = [text[start:end] for start, end in sentence_ranges(text)]
        candidates = finder.sieve.candidates_of_pieces(sentences)
        weights = (_weight(own, words) for words in candidates)
        found += [pair for pair in zip(weights, sentences, strict=True) if pair[0]]
    return sorted(found, key=lambda pair: -pair[0])


def _weight(own: int, words: int) -> int:
    return (words & own).bit_count() * (_OWN_WEIGHT - 1) + words.bit_count()


def _texts(paper: Paper) -> list[tuple[Scope, tuple[str, ...]]]:
    """The texts that the index holds of a paper, each as one document text."""
    sections = (text for section in paper.sections for text in (section.heading, section.markdown))
    return [
        (Scope.TITLE, (paper.title, paper.title_zh)),
        (Scope.KEYWORD, (*paper.keywords, *paper.keywords_zh)),
        (Scope.AREA, paper.areas),
        (Scope.AUTHOR, paper.authors),
        (Scope.ORG, (paper.organization,)),
        (Scope.ANYWHERE, (paper.tldr, paper.tldr_zh, paper.abstract, paper.abstract_zh, *sections)),
    ]
