"""
The papers that are most like one: those that hold most of what its title and keywords tell.

A word weighs by how rare it is, so "model" says little and a keyword much; keywords count in both
languages, with what the lexicon calls them. Its abstract is not looked at: it would find papers
of the same style, not of the same subject.
"""

import asyncio
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tantivy

from storage.identifiers import PaperId
from storage.records import Paper
from storage.search.analysis import MARK, analyse, analyse_phrase
from storage.search.candidates import ids_of
from storage.search.compiling import Strength, any_matches, in_a_row
from storage.search.fields import stream_field
from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon
from storage.search.query import parse
from storage.search.ranking import Hit, SearchResult, number_of
from storage.search.translating import additions_for

MOST_SIMILAR = 50
_MOST_TERMS = 24
_MOST_KEYWORDS = 24
_FEW, _ONE_IN = 20, 8
"""A word that stands in more papers than these, and in more than one of eight, tells nothing."""
_FEWEST_TERMS, _MOST_PLACES = 8, 12_000
"""So many words are looked for in any case, more while all of them stand in at most so many papers."""
_MOST_CHARACTERS = 300
_MOST_WORDS = 6
"""Of a keyword; what is longer is a sentence."""
_KEYWORD_WEIGHT = 1.5
_ADDED_WEIGHT = 0.7
"""What a translation of a keyword weighs beside the keyword itself."""
_BODY_WEIGHT = 0.3
"""What counts of a word in the rest of a paper, where long texts hold many by chance."""
_LEAST_SHARE = 0.25
"""Of the score of the most similar one; what has less shares a word, not a subject."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Papers like another, best first, and the query that marks in them what they share."""

    query_text: str
    result: SearchResult


@dataclass(frozen=True, slots=True)
class _Telling:
    """Words in a row that tell what a paper is about."""

    words: tuple[str, ...]
    text: str
    weight: float


async def similar_papers(index: SearchIndex, paper: Paper, lexicon: Lexicon) -> Similar:
    """
    At most fifty papers like `paper`, without itself; it runs in a thread of its own.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(similar_papers_now, index, paper, lexicon)


def similar_papers_now(index: SearchIndex, paper: Paper, lexicon: Lexicon) -> Similar:
    """`similar_papers` in the calling thread."""
    with index.searching() as searcher:
        counted = [(one, _count(searcher, one)) for one in _telling(paper, lexicon)]
        known = [(one, count, _information(searcher, one, count)) for one, count in counted]
        weighed = sorted((each for each in known if each[2]), key=lambda each: -each[2])
        chosen = list(_within_reach(weighed[:_MOST_TERMS]))
        hits = _hits(searcher, chosen, paper) if chosen else ()
    query_text = " | ".join(f'"{one.text}"' for one in chosen)
    return Similar(query_text, SearchResult(hits, len(hits), 0))


def _hits(searcher: tantivy.Searcher, chosen: list[_Telling], paper: Paper) -> tuple[Hit, ...]:
    query = any_matches([scored for one in chosen for scored in _scored(one)])
    found = searcher.search(query, MOST_SIMILAR + 1, count=False).hits
    papers = zip(ids_of(searcher, found), found, strict=True)
    others = [(number, float(score)) for number, (score, _) in papers if number != paper.id]
    least = others[0][1] * _LEAST_SHARE if others else 0.0
    return tuple(
        Hit(PaperId(number), Strength.WORD, score)
        for number, score in others[:MOST_SIMILAR]
        if score >= least
    )


def _scored(one: _Telling) -> Iterator[tantivy.Query]:
    for scope, weight in (("about", 1.0), ("", _BODY_WEIGHT)):
        row = in_a_row(stream_field("words", scope), list(one.words))
        yield tantivy.Query.boost_query(row, weight * one.weight)


def _telling(paper: Paper, lexicon: Lexicon) -> Iterator[_Telling]:
    """What tells the subject, each once: keywords as they are, then all by their words, not single letters."""
    seen: set[tuple[str, ...]] = set()
    for one in (*_keywords(paper, lexicon), *_single_words(paper)):
        if one.words not in seen:
            seen.add(one.words)
            yield one


def _keywords(paper: Paper, lexicon: Lexicon) -> Iterator[_Telling]:
    for keyword in _keywords_of(paper):
        yield from _row(keyword, _KEYWORD_WEIGHT)
        for added in additions_for(parse(keyword), lexicon):
            yield from _row(added.text, _ADDED_WEIGHT * added.confidence)


def _single_words(paper: Paper) -> Iterator[_Telling]:
    titles = analyse((paper.title[:_MOST_CHARACTERS], paper.title_zh[:_MOST_CHARACTERS])).words
    keywords = (word for keyword in _keywords_of(paper) for word in analyse_phrase(keyword).words)
    return (_Telling((word,), word, 1.0) for word in (*titles, *keywords) if len(word) > 1)


def _keywords_of(paper: Paper) -> Sequence[str]:
    every = (*paper.keywords_zh, *paper.keywords, *paper.areas)[:_MOST_KEYWORDS]
    return [keyword[:_MOST_CHARACTERS] for keyword in every]


def _row(text: str, weight: float) -> Iterator[_Telling]:
    words = tuple(analyse_phrase(text).words)
    if 0 < len(words) <= _MOST_WORDS and MARK not in words:
        yield _Telling(words, " ".join(text.replace('"', " ").split()), weight)


def _within_reach(weighed: Sequence[tuple[_Telling, int, float]]) -> Iterator[_Telling]:
    """
    The most telling ones, as long as all of them stand in so many papers.

    Reading where a common word stands takes the time; after rarer ones it hardly changes the order.
    """
    left = _MOST_PLACES
    for number, (one, count, _) in enumerate(weighed):
        if number >= _FEWEST_TERMS and count > left:
            continue
        left -= count
        yield one


def _count(searcher: tantivy.Searcher, one: _Telling) -> int:
    """In how many papers it stands; for a single word the engine knows, but for papers just removed."""
    held = min(searcher.doc_freq("words", word) for word in one.words)
    if held <= 1 or len(one.words) == 1:
        return int(held)
    return number_of(searcher, in_a_row("words", list(one.words)))


def _information(searcher: tantivy.Searcher, one: _Telling, count: int) -> float:
    """How much a paper says by holding it; nothing where no other does, or one of eight."""
    if count <= 1 or count > max(_FEW, searcher.num_docs // _ONE_IN):
        return 0.0
    return one.weight * math.log1p((searcher.num_docs - count + 0.5) / (count + 0.5))
