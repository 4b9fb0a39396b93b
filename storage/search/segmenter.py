"""
Chinese words: jieba's cut with our glossary in its dictionary, without its guessing of new words.

The segmenter knows the glossary's compounds whole, so that no neighbour tears them, and we
cut them into their smallest words. jieba's own compounds (化学反应) are cut further into the
words that it knows, so that 化学 is found in them. rjieba gives the same cut about twenty times faster and
does the work; jieba stays the reference and stands in where rjieba cannot be imported. Both
get Han runs only: on Latin text they differ.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from threading import Lock
from typing import Any

from storage.search.glossary import glossary

_BETWEEN_RUNS = "\n"
"""Both segmenters cut before and behind it and give it as a word."""
_KNOWN_BLOCK = re.compile(rf"[\u4e00-\u9fd5{_BETWEEN_RUNS}]+|.", re.DOTALL)
"""Runs that both segmenters have a dictionary for; any rarer character is a word of its own."""

_MAKING = Lock()
_SHORTEST_PART = 2
_SHORTEST_COMPOUND = 4


@dataclass(frozen=True, slots=True)
class Segmenter:
    """One dictionary, and the cut of a run by it."""

    cut_run: Callable[[str], list[str]]
    has_word: Callable[[str], bool]
    known_cuts: Mapping[str, Sequence[str]]
    """Words whose smallest words are given; a smallest word stands for itself."""
    _parts: dict[str, Sequence[str]] = field(default_factory=dict)

    def cut(self, run: str) -> list[str]:
        """The words of a run of Han characters, one after the other, none overlapping."""
        return self.cut_all([run])[0]

    def cut_all(self, runs: Sequence[str]) -> list[list[str]]:
        """The words of each run; far quicker than one run at a time."""
        if not runs:
            return []
        blocks = _KNOWN_BLOCK.findall(_BETWEEN_RUNS.join(runs))
        known = self.known_cuts
        words: list[str] = []
        cuts = [words]
        for word in chain.from_iterable(map(self.cut_run, blocks)):
            if word == _BETWEEN_RUNS:
                words = []
                cuts.append(words)
            elif len(word) < _SHORTEST_COMPOUND and word not in known:
                words.append(word)
            else:
                words += self._parts_of(word)
        return cuts

    def _parts_of(self, word: str) -> Sequence[str]:
        if word not in self._parts:
            self._parts[word] = self._divided(word)
        return self._parts[word]

    def _divided(self, word: str) -> Sequence[str]:
        if known := self.known_cuts.get(word):
            return known
        if len(word) < _SHORTEST_COMPOUND:
            return (word,)
        for size in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, rest = word[:size], word[size:]
            if self.has_word(first) and self.has_word(rest):
                return [*self._divided(first), *self._divided(rest)]
        return (word,)


def with_rjieba(cuts: Mapping[str, Sequence[str]]) -> Segmenter:
    """
    The cut by rjieba, with the words of `cuts` added to its dictionary.

    It is the dictionary of this process: rjieba makes one on import, a second takes 25 MB more.
    """
    import rjieba  # noqa: PLC0415  (loads 35 MB)

    segmenter: Any = rjieba
    for word in cuts:
        if segmenter.cut(word, False) != [word]:
            segmenter.add_word(word, None, None)
    return Segmenter(lambda run: segmenter.cut(run, False), segmenter.has_word, cuts)


def with_jieba(cuts: Mapping[str, Sequence[str]]) -> Segmenter:
    """The cut by jieba, with the words of `cuts` added to its dictionary."""
    import jieba  # noqa: PLC0415  (loads 70 MB)

    jieba.setLogLevel("WARNING")
    segmenter: Any = jieba.Tokenizer()
    for word in cuts:
        # Adding what is known already would count it twice and shift every other cut.
        if segmenter.lcut(word, HMM=False) != [word]:
            segmenter.add_word(word)
    return Segmenter(
        lambda run: segmenter.lcut(run, HMM=False),
        lambda word: bool(segmenter.FREQ.get(word)),
        cuts,
    )


def cut(run: str) -> list[str]:
    """The words of a run of Han characters, by the segmenter of this program."""
    return _segmenter().cut(run)


def cut_all(runs: Sequence[str]) -> list[list[str]]:
    """The words of each of several runs of Han characters."""
    return _segmenter().cut_all(runs)


def _segmenter() -> Segmenter:
    # rjieba refuses a word for its dictionary while another thread cuts by it.
    with _MAKING:
        return _made()


@cache
def _made() -> Segmenter:
    cuts = glossary().cuts
    try:
        return with_rjieba(cuts)
    except ImportError:
        return with_jieba(cuts)
