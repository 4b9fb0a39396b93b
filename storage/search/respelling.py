"""What was probably meant by the misspelt words of a query; only what papers hold is offered."""

from dataclasses import replace
from itertools import islice

from storage.search.asked import Asked, texts_in
from storage.search.spelling import chinese_corrections, chinese_runs, corrections, latin_words, with_word
from storage.search.syntax import Leaf, Phrase, Term

_SUSPECT_PAPERS = 20
"""A word or bigram that so few papers hold may be a mistake."""
_MOST_RESPELT = 4
"""Leaves of a query whose spelling is looked into."""
_MOST_OPTIONS = 2
_MOST_CHINESE_TRIED = 8
_MUCH_RARER = 20
"""A second guess that is so many times rarer than the first is none."""


def respellings(asked: Asked) -> dict[Leaf, list[Leaf]]:
    """Leaves that hardly any paper holds, each with what may have been meant, likeliest first."""
    suspects = (leaf for leaf in texts_in(asked.root) if asked.papers_at_most(leaf) <= _SUSPECT_PAPERS)
    looked_at = {leaf: _respelt_leaf(leaf, asked) for leaf in islice(suspects, _MOST_RESPELT)}
    return {leaf: found for leaf, found in looked_at.items() if found}


def _respelt_leaf(leaf: Term | Phrase, asked: Asked) -> list[Leaf]:
    best, options = leaf.text, [leaf.text]
    for word in latin_words(leaf.text):
        found = corrections(asked.searcher, word, leaf.scope, _MOST_OPTIONS)
        if found:
            options = [with_word(best, word, other) for other in found]
            best = options[0]
    if chinese := chinese_runs(best):
        options = [other for text in options for other in _respelt_chinese(text, chinese[0], leaf, asked)]
    texts = list(dict.fromkeys(text for text in options if text != leaf.text))
    leaves = [replace(leaf, text=text) for text in texts[:_MOST_OPTIONS]]
    return [one for one in leaves if asked.papers(one)]


def _respelt_chinese(text: str, run: str, leaf: Term | Phrase, asked: Asked) -> list[str]:
    """`text`, or what papers hold instead of it, most frequent first."""
    if asked.papers(replace(leaf, text=text)):
        return [text]
    others = [
        text.replace(run, other) for other in chinese_corrections(run, asked.lexicon, _MOST_CHINESE_TRIED)
    ]
    counts = {other: asked.papers(replace(leaf, text=other)) for other in others}
    found = [other for other in others if counts[other]]
    # A character too many or too few is a rarer mistake than a wrong one.
    found = [other for other in found if len(other) == len(text)] or found
    found.sort(key=lambda other: -counts[other])
    return [other for other in found if counts[other] * _MUCH_RARER >= counts[found[0]]] or [text]
