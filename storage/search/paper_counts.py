"""How many papers hold a word, and how much a paper tells by holding it."""

import math
from functools import cache

import tantivy


class PaperCounts:
    """The counts of one state of the index, each asked for once."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._papers = searcher.num_docs
        self.holding = cache(searcher.doc_freq)
        """Papers that hold a token in a field; removed ones are still counted until segments merge."""

    def information(self, field: str, token: str) -> float:
        """The engine's inverse document frequency; 0 for a token that no paper has."""
        count = self.holding(field, token)
        others = max(self._papers - count, 0)
        return math.log1p((others + 0.5) / (count + 0.5)) if count else 0.0
