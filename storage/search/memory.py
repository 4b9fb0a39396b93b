"""
Given papers as sets, for matching new papers with saved searches by the million.

They are a small index of the same fields as the one on disk. Each word, phrase or value is
looked up in it once, however many saved searches hold it; the rest is arithmetic on sets.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeGuard, TypeVar

import tantivy

from storage.identifiers import PaperId
from storage.records import Paper
from storage.search import fields
from storage.search.compiling import in_a_row
from storage.search.engine import engine_failures
from storage.search.fields import stream_field
from storage.search.query import Query
from storage.search.set_programs import Atom, Operator, Program, Row, Step, Value, program_of, run
from storage.search.syntax import Scope

Key = TypeVar("Key")
Made = TypeVar("Made")

_WRITER_HEAP_BYTES = 15_000_000
_TITLE_SCORE = 2.0
_ABOUT_SCORE = 1.0
_HALF_SATURATED = 1.2
"""Mentions that give half of what any number of mentions can give, as in BM25."""
_SCORE = itemgetter(2)


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """A saved search ready to be put to sets of papers."""

    program: Program | None
    """None for an empty query, which matches nothing."""


def compile_topic(query: Query) -> CompiledTopic:
    """The form of a saved search that can be matched; keep it as long as the topic lives."""
    return CompiledTopic(program_of(query.root) if query.root else None)


class _Remembered(dict[Key, Made]):
    """Values that are made when they are first asked for."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Made:
        self[key] = value = self._make(key)
        return value


class PaperSet:
    """Papers that can be matched; fixed once made, for one thread."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        papers = list(papers)
        self._ids = [paper.id for paper in papers]
        self._texts = [fields.stream_texts(paper) for paper in papers]
        self._places = {paper_id: place for place, paper_id in enumerate(self._ids)}
        self._everything = (1 << len(papers)) - 1
        self._searcher = _indexed(map(fields.document, papers, self._texts))
        self._tokens = _Remembered(self._papers_by_token)
        self._padded = _Remembered(self._padded_texts)
        self._found = _Remembered(self._papers_of)
        self._about = _Remembered(self._papers_about)
        self._in_title = _Remembered(self._papers_titled)
        self._atom_scores = _Remembered(self._scores_of_atom)

    def __len__(self) -> int:
        return len(self._ids)

    def matching_ids(self, topic: CompiledTopic) -> list[PaperId]:
        """The papers that match in whole words, in the order given."""
        program = topic.program
        found = run(program, self._found, self._everything) if program else 0
        return [self._ids[place] for place in _places(found)]

    def matching(self, query: Query | CompiledTopic) -> list[tuple[PaperId, bool, float]]:
        """
        The papers that match in whole words, best first: id, whether it is about it, score.

        A paper is about a query that its title, keywords and summary match by themselves. A
        score is between 0 and 4 and does not depend on what other papers there are, so that
        those of one day compare with those of another.

        Raises:
            IndexBroken: the engine failed.
        """
        program = (compile_topic(query) if isinstance(query, Query) else query).program
        found = run(program, self._found, self._everything) if program else 0
        if program is None or not found:
            return []
        about = run(program, self._about, found, self._found)
        places = list(_places(found))
        matches = [
            (self._ids[place], bool(about >> place & 1), score)
            for place, score in zip(places, self._scores(program, places), strict=True)
        ]
        return sorted(matches, key=_SCORE, reverse=True)

    def _scores(self, program: Program, places: list[int]) -> list[float]:
        """How much each paper says of it: of alternatives the best, of several words their mean."""
        if not isinstance(program, Step):
            scores = self._atom_scores[program]
            return [scores.get(place, 0.0) for place in places]
        columns = [self._member_scores(part, places) for part in program.parts if _has_words(part)]
        if not columns or program.operator is Operator.NONE:
            return [0.0] * len(places)
        if len(columns) == 1:
            return columns[0]
        if program.operator is Operator.ANY:
            return list(map(max, *columns))
        return [sum(scores) / len(columns) for scores in zip(*columns, strict=True)]

    def _member_scores(self, part: Program, places: list[int]) -> list[float]:
        scores = self._scores(part, places)
        if not isinstance(part, Step):
            return scores
        matching = run(part, self._found, self._everything)
        return [score if matching >> place & 1 else 0.0 for place, score in zip(places, scores, strict=True)]

    def _scores_of_atom(self, atom: Atom) -> dict[int, float]:
        if isinstance(atom, Value):
            return {}
        titled, about = self._in_title[atom], self._about[atom]
        row, texts = f" {' '.join(atom.tokens)} ", self._padded[atom.field]
        mentions = {place: texts[place].count(row) for place in _places(self._found[atom])}
        return {
            place: count / (count + _HALF_SATURATED)
            + (_TITLE_SCORE if titled >> place & 1 else 0.0)
            + (_ABOUT_SCORE if about >> place & 1 else 0.0)
            for place, count in mentions.items()
        }

    def _padded_texts(self, field: str) -> list[str]:
        return [f" {texts[field]} " for texts in self._texts]

    def _papers_of(self, atom: Atom) -> int:
        if isinstance(atom, Value):
            return self._searched(atom.query)
        return self._papers_in(atom, atom.scope, among=self._everything)

    def _papers_about(self, atom: Atom) -> int:
        among = self._found[atom]
        return self._papers_in(atom, "about", among) if _is_anywhere(atom) else among

    def _papers_titled(self, atom: Atom) -> int:
        among = self._about[atom]
        return self._papers_in(atom, Scope.TITLE, among) if _is_anywhere(atom) else among

    def _papers_in(self, row: Row, scope: str, among: int) -> int:
        """The engine is asked only about rows of several tokens that all stand in the field somewhere."""
        by_token = self._tokens[stream_field(row.stream, scope)]
        found = among if row.tokens else 0
        for token in row.tokens:
            found &= by_token.get(token, 0)
        if not found or len(row.tokens) == 1:
            return found
        return self._searched(in_a_row(stream_field(row.stream, scope), list(row.tokens)))

    def _papers_by_token(self, field: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, texts in enumerate(self._texts):
            bit = 1 << place
            for token in set(texts[field].split(" ")):
                found[token] = found.get(token, 0) | bit
        return found

    def _searched(self, query: tantivy.Query) -> int:
        if not self._ids:
            return 0
        with engine_failures("Papers could not be matched"):
            hits = self._searcher.search(query, len(self._ids), count=False).hits
            numbers = self._searcher.fast_field_values("paper_id", [address for _, address in hits])
        return sum(1 << self._places[PaperId(int(number or 0))] for number in numbers)


def _indexed(documents: Iterable[tantivy.Document]) -> tantivy.Searcher:
    with engine_failures("Papers could not be indexed in memory"):
        index = tantivy.Index(fields.schema())
        writer = index.writer(_WRITER_HEAP_BYTES, 1)
        for document in documents:
            writer.add_document(document)
        writer.commit()
        index.reload()
        return index.searcher()


def _places(papers: int) -> Iterator[int]:
    while papers:
        lowest = papers & -papers
        yield lowest.bit_length() - 1
        papers ^= lowest


def _has_words(program: Program) -> bool:
    if isinstance(program, Step):
        return program.operator is not Operator.NONE
    return isinstance(program, Row)


def _is_anywhere(atom: Atom) -> TypeGuard[Row]:
    return isinstance(atom, Row) and atom.scope == Scope.ANYWHERE
