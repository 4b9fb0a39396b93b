"""
A small index in memory over given papers, for matching new papers with saved searches.

It takes the very queries that the index on disk takes: compile a query once, keep it, and
put it to as many sets as come.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import tantivy

from storage.identifiers import PaperId
from storage.records import Paper
from storage.search import fields
from storage.search.compiling import Strength, all_match, compile_node
from storage.search.engine import engine_failures
from storage.search.query import Query

_WRITER_HEAP_BYTES = 15_000_000


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """A saved search ready to be put to sets of papers."""

    matches: tantivy.Query | None
    """None for an empty query, which matches nothing."""
    is_about: tantivy.Query | None


def compile_topic(query: Query) -> CompiledTopic:
    """The engine's form of a saved search; keep it as long as the topic lives."""
    if query.root is None:
        return CompiledTopic(None, None)
    matches = compile_node(query.root, Strength.WORD)
    about = compile_node(query.root, Strength.WORD, is_about=True)
    return CompiledTopic(matches, all_match([matches, about]))


class PaperSet:
    """Papers that can be matched; fixed once made."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        documents = [fields.document(paper) for paper in papers]
        with engine_failures("Papers could not be indexed in memory"):
            index = tantivy.Index(fields.schema())
            writer = index.writer(_WRITER_HEAP_BYTES, 1)
            for document in documents:
                writer.add_document(document)
            writer.commit()
            index.reload()
            self._searcher = index.searcher()
        self._size = len(documents)

    def __len__(self) -> int:
        return self._size

    def matching(self, query: Query | CompiledTopic) -> list[tuple[PaperId, bool, float]]:
        """
        The papers that match in whole words, best first: id, whether it is about it, score.

        A paper is about a query that its title, keywords and summary match by themselves.
        """
        topic = compile_topic(query) if isinstance(query, Query) else query
        if topic.matches is None or topic.is_about is None or not self._size:
            return []
        with engine_failures("Papers could not be matched"):
            found = self._found(topic.matches)
            about = {paper_id for paper_id, _ in self._found(topic.is_about)} if found else set()
        return [(paper_id, paper_id in about, score) for paper_id, score in found]

    def _found(self, query: tantivy.Query) -> list[tuple[PaperId, float]]:
        hits = self._searcher.search(query, self._size, count=False).hits
        if not hits:
            return []
        ids = self._searcher.fast_field_values("paper_id", [address for _, address in hits])
        return [
            (PaperId(int(number or 0)), float(score)) for number, (score, _) in zip(ids, hits, strict=True)
        ]
