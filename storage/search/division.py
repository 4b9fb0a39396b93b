"""
A Chinese run without spaces is divided into its terms.

扩散模型图像编辑 asks for two things; 课程学习 for one. A run of up to four characters is one
term; a longer one falls into the glossary's compounds and the words between them.
"""

from collections.abc import Iterator
from functools import lru_cache

from storage.search.analysis import pieces_of
from storage.search.glossary import glossary
from storage.search.segmenter import cut

LONGEST_TERM = 4
"""Characters up to which a run, or what lies between two compounds, is one term."""

_LONGEST_TAIL = 2
"""Chinese characters that a Latin word may carry in one term: LoRA微调."""
_LONGEST_COMMON, _MOST_COMMON = 30, 4096
"""Characters of a word that is worth remembering, and how many are; one search asks for each several times."""
_FUNCTION_WORDS = frozenset("的了与和及在中上对等之是于为以把被将从到用向由或而")


def divide(text: str) -> tuple[str, ...]:
    """The terms of one unspaced, folded word, in order; all must match for the word to match."""
    if text.isascii():
        return (text,)
    return _common_division(text) if len(text) <= _LONGEST_COMMON else _division(text)


def _division(text: str) -> tuple[str, ...]:
    pieces = list(pieces_of(text))
    han_characters = sum(len(piece) for piece, is_han in pieces if is_han)
    is_mixed = any(not is_han for _, is_han in pieces)
    if han_characters <= (_LONGEST_TAIL if is_mixed else LONGEST_TERM):
        return (text,)
    parts = [part for piece, is_han in pieces for part in (_terms_of_run(piece) if is_han else (piece,))]
    return tuple(dict.fromkeys(parts)) or (text,)


_common_division = lru_cache(_MOST_COMMON)(_division)


def _terms_of_run(run: str) -> Iterator[str]:
    if len(run) <= LONGEST_TERM:
        yield run
        return
    between: list[str] = []
    for words in _compounds(cut(run)):
        if len(words) == 1 and words[0] not in _FUNCTION_WORDS:
            between.append(words[0])
            continue
        yield from _loose_terms(between)
        between.clear()
        if len(words) > 1:
            yield "".join(words)
    yield from _loose_terms(between)


def _compounds(words: list[str]) -> Iterator[list[str]]:
    """`words` with the longest compounds of the glossary put together, from the left."""
    known, start = glossary(), 0
    while start < len(words):
        longest = min(known.longest, len(words) - start)
        sizes = (
            size for size in range(longest, 1, -1) if tuple(words[start : start + size]) in known.compounds
        )
        size = next(sizes, 1)
        yield words[start : start + size]
        start += size


def _loose_terms(words: list[str]) -> Iterator[str]:
    """Words between compounds: one term if short, else each alone, single characters with the next."""
    if sum(map(len, words)) <= LONGEST_TERM:
        if words:
            yield "".join(words)
        return
    prefix = ""
    for word in words:
        if len(word) == 1:
            prefix += word
        else:
            yield prefix + word
            prefix = ""
    if prefix:
        yield prefix
