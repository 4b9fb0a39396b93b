"""
Words that no paper holds, and the words that were probably meant.

Latin words are compared with the words of the index itself, Chinese ones with the terms of
the lexicon and the glossary. Whether the papers hold a correction together with the rest of
a query is not asked here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from string import ascii_lowercase

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.search.analysis import pieces_of
from storage.search.fields import stream_field
from storage.search.glossary import glossary
from storage.search.latin import HAN, tokens_of
from storage.search.lexicon import Lexicon
from storage.search.stemming import singular
from storage.search.syntax import Scope

_SHORTEST = 4
"""Letters of a word that is corrected."""
_SHORTEST_FAR = 7
"""Letters of a word that is corrected in two places."""
_LONGEST = 30
_RARE = 3
"""Papers may make a mistake, too: so rare a word is corrected to one that is a hundred times as frequent."""
_MUCH_MORE = 100
_COMMON_PREFIX = 2
_MOST_WORDS_COMPARED = 5_000
_MOST_WORDS = 8
"""Words of one term or phrase that are looked into."""

_SHORTEST_CHINESE = 3
_LONGEST_CHINESE = 8
_LONGEST_RUN = 40

_CHINESE = re.compile(f"[{HAN}]+")


def corrections(searcher: tantivy.Searcher, name: str, scope: Scope, limit: int) -> list[str]:
    """Words that `name`, a folded Latin word that hardly any paper holds, may stand for; likeliest first."""
    if not (
        _SHORTEST <= sum(map(str.isalpha, name)) <= _LONGEST and len(name) <= _LONGEST and name.isascii()
    ):
        return []
    field = stream_field("words", scope if scope is Scope.AUTHOR else Scope.ANYWHERE)
    held = _papers(searcher, field, name)
    if held > _RARE:
        return []
    least = max(held * _MUCH_MORE, 1)
    counts = {word: _papers(searcher, field, word) for word in _one_off(name)}
    found = sorted((word for word in counts if counts[word] >= least), key=lambda word: -counts[word])
    if not found and name.isalpha() and len(name) >= _SHORTEST_FAR:
        found = _two_off(searcher, field, name, least)
        counts = {word: _papers(searcher, field, word) for word in found}
    found = [word for word in found if counts[word] * _MUCH_MORE >= counts[found[0]]]
    # A word and its plural are one.
    return list({_token(word): word for word in reversed(found)}.values())[::-1][:limit]


def chinese_corrections(run: str, lexicon: Lexicon, limit: int) -> list[str]:
    """`run`, Chinese characters, with a term in it corrected in one character; longest terms first."""
    if not _SHORTEST_CHINESE <= len(run) <= _LONGEST_RUN:
        return []
    terms = _terms_by_half(lexicon)
    found: dict[str, int] = {}
    for start in range(len(run)):
        for end in range(start + _SHORTEST_CHINESE - 1, min(start + _LONGEST_CHINESE + 1, len(run)) + 1):
            for term in _one_character_off(run[start:end], terms):
                found.setdefault(run[:start] + term + run[end:], len(term))
    likely = sorted(found, key=lambda text: (abs(len(text) - len(run)), -found[text]))
    return [text for text in likely if text != run][:limit]


def _papers(searcher: tantivy.Searcher, field: str, word: str) -> int:
    return searcher.doc_freq(field, _token(word))


def _token(word: str) -> str:
    tokens = tokens_of(word)[0]
    return tokens[0] if len(tokens) == 1 else ""


def _one_off(name: str) -> Iterator[str]:
    """What one letter more, less, another or two swapped make of `name`; digits and hyphens stay."""
    for place in range(len(name) + 1):
        before, after = name[:place], name[place:]
        for letter in ascii_lowercase:
            yield before + letter + after
        if not after[:1].isalpha():
            continue
        yield before + after[1:]
        for letter in ascii_lowercase:
            yield before + letter + after[1:]
        if after[1:2].isalpha():
            yield before + after[1] + after[0] + after[2:]


def _two_off(searcher: tantivy.Searcher, field: str, name: str, least: int) -> list[str]:
    """Words of the index that begin alike and differ in two places; most frequent first."""
    swapped = name[1] + name[0]
    terms = {
        token: papers
        for prefix in {name[:_COMMON_PREFIX], swapped}
        for token, papers in searcher.terms_with_prefix(field, prefix, limit=_MOST_WORDS_COMPARED)
        if papers >= least and token.isascii() and token.isalpha()
    }
    near = process.extract(_token(name), terms.keys(), scorer=OSA.distance, score_cutoff=2, limit=20)
    return [_spelled_out(token) for token, _, _ in sorted(near, key=lambda one: (one[1], -terms[one[0]]))]


def _spelled_out(token: str) -> str:
    """A word with this token: singulars in -e may have lost it."""
    return token if singular(token) == token else f"{token}e"


_Halves = dict[tuple[int, str, bool], list[str]]
"""Terms by their length, one half, and whether it is the first."""


@lru_cache(maxsize=1)
def _terms_by_half(lexicon: Lexicon) -> _Halves:
    known = {"".join(words) for words in lexicon.terms}
    known |= {"".join(name) for term in glossary().terms for name in term.chinese}
    found: _Halves = defaultdict(list)
    for term in sorted(known):
        if _SHORTEST_CHINESE <= len(term) <= _LONGEST_CHINESE and _CHINESE.fullmatch(term):
            half = len(term) // 2
            found[len(term), term[:half], True].append(term)
            found[len(term), term[half:], False].append(term)
    return dict(found)


def _one_character_off(text: str, terms: _Halves) -> Iterator[str]:
    """One mistake leaves one half of a term whole; a term itself is no mistake."""
    half = len(text) // 2
    if text in terms.get((len(text), text[:half], True), ()):
        return
    for length in (len(text) - 1, len(text), len(text) + 1):
        half = length // 2
        sought = ((length, text[:half], True), (length, text[len(text) - (length - half) :], False))
        candidates: Sequence[str] = [term for key in sought for term in terms.get(key, ())]
        yield from (term for term in candidates if OSA.distance(text, term, score_cutoff=1) == 1)


def latin_words(text: str) -> list[str]:
    """The first Latin words of a term's folded text that can be misspelt; names with digits are whole."""
    names = dict.fromkeys(piece for piece, is_han in pieces_of(text) if not is_han)
    words = (word for name in names for word in ([name] if len(tokens_of(name)[0]) == 1 else name.split("-")))
    return list(dict.fromkeys(islice(words, _MOST_WORDS)))


def with_word(text: str, word: str, other: str) -> str:
    """`text` with `other` wherever the Latin word `word` stands in it."""
    return re.sub(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", other, text)


def chinese_runs(text: str) -> list[str]:
    """The Chinese runs of a term's folded text."""
    return [piece for piece, is_han in pieces_of(text) if is_han]
