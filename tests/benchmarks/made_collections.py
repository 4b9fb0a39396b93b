"""
Large collections for benchmarks: real papers first, then papers mixed from their sentences.

A mixed paper takes title, keywords, authors and day of one real paper, picked at random, and each
sentence of its abstracts from that paper (half of them) or one of two others, as many in each
language as the first has. Vocabulary and lengths are therefore real, while words stand
together more evenly than in real papers. The same seed gives the same papers; they stream, so
that a million needs no memory. Without the real corpus our own samples are mixed.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, pairwise

from conftest import ROOT
from made_papers import papers_of, real_papers

from storage.identifiers import PaperId
from storage.records import Paper
from storage.search.analysis import analyse_phrase
from storage.search.glossary import glossary
from storage.search.latin import HAN
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.segmenter import cut

_WORD = re.compile(r"[a-z][a-z-]{3,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_FIRST_DAY = date(2023, 5, 4)
_DAYS = 1000


@cache
def base_papers() -> tuple[Paper, ...]:
    """The corpus beside the repository, else our samples; numbered from 1."""
    real = real_papers("corpus/weekly/**/*.md", "corpus/hf-daily-papers/*.json")
    return tuple(real or papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*"))))


def mixed_papers(count: int) -> Iterator[Paper]:
    """`count` papers with ids and revisions from 1, the real ones first."""
    return map(mixed_paper, range(1, count + 1))


def mixed_paper(number: int) -> Paper:
    """The paper with that id; the same in every run."""
    rng, real = random.Random(number), base_papers()
    first, *others = (rng.randrange(len(real)) for _ in range(3))
    if number <= len(real):
        first, others = number - 1, []
    sources = [_sentences_of_paper(place) for place in (first, *others)]
    return replace(
        real[first],
        id=PaperId(number),
        revision=number,
        arxiv_id=f"{number // 100_000 + 2000}.{number % 100_000:05}",
        first_digest_on=_FIRST_DAY + timedelta(days=rng.randrange(_DAYS)),
        abstract=_mixed(rng, [english for english, _ in sources], " "),
        abstract_zh=_mixed(rng, [chinese for _, chinese in sources], ""),
    )


def saved_searches(count: int, seed: int = 20251003) -> list[str]:
    """
    `count` distinct queries such as people save, in all parts of the language.

    One to three terms (60, 30 and 10 of a hundred), seven in ten English; the popular ones
    most (the n-th term 1 / n ** 0.9 times as often as the first). A quarter of the terms is widened by one or two others, a tenth a phrase, a tenth in
    a field; every tenth query excludes a term, every twentieth names a value.
    """
    rng = random.Random(seed)
    english, chinese = ((words, _popularity(words)) for words in _vocabulary(rng))
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(_saved_search(rng, english, chinese))
    return list(found)


def words_together(size: int, count: int, seed: int = 7) -> list[str]:
    """Queries of `size` different words that stand in one real paper's title and English abstract."""
    rng = random.Random(seed)
    queries = []
    for paper in rng.choices([paper for paper in base_papers() if paper.abstract], k=count):
        words = list(dict.fromkeys(_WORD.findall(f"{paper.title} {paper.abstract}".lower())))
        queries.append(" ".join(rng.sample(words, min(size, len(words)))))
    return queries


def two_variants_a_word(queries: Sequence[str], seed: int = 7) -> Lexicon:
    """A lexicon that translates each word of `queries` by two Chinese words of the papers' titles."""
    rng, (_, chinese) = random.Random(seed), _vocabulary(random.Random(seed))
    return Lexicon(
        Translation(tuple(analyse_phrase(word).words), variant, 0.9 - place / 10, Provenance.GLOSSARY)
        for word in sorted({word for query in queries for word in query.split()})
        for place, variant in enumerate(rng.sample(chinese, 2))
    )


@cache
def _sentences_of_paper(place: int) -> tuple[list[str], list[str]]:
    paper = base_papers()[place]
    return _sentences(paper.abstract), _sentences(paper.abstract_zh)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def _mixed(rng: random.Random, sources: Sequence[Sequence[str]], joiner: str) -> str:
    first, *others = sources
    others = [other for other in others if other]
    if not others:
        return joiner.join(first)
    return joiner.join(
        sentence if rng.random() < 0.5 else rng.choice(rng.choice(others)) for sentence in first
    )


_Weighted = tuple[Sequence[str], Sequence[float]]


def _saved_search(rng: random.Random, english: _Weighted, chinese: _Weighted) -> str:
    def word() -> str:
        words, weights = english if rng.random() < 0.7 else chinese
        return rng.choices(words, cum_weights=weights)[0]

    def term() -> str:
        kind = rng.random()
        if kind < 0.25:
            return "(" + " | ".join(word() for _ in range(rng.choice((2, 3)))) + ")"
        if kind < 0.35:
            return f'"{word()}"'
        return f"{rng.choice(('title', 'keyword'))}:{word()}" if kind < 0.45 else word()

    terms = [term() for _ in range(rng.choices((1, 2, 3), (60, 30, 10))[0])]
    if rng.random() < 0.1:
        terms.append(f"-{word()}")
    if rng.random() < 0.05:
        terms.append(rng.choice(("has:code", "has:zh", "upvotes:>20", "source:api", "after:2024-06")))
    return " ".join(terms)


def _vocabulary(rng: random.Random) -> tuple[list[str], list[str]]:
    """English and Chinese terms: keywords of the papers and of the glossary, words of titles."""
    english = {keyword.lower() for paper in base_papers() for keyword in paper.keywords}
    english |= {word.lower() for paper in base_papers() for word in re.findall(r"[A-Za-z-]{4,}", paper.title)}
    english |= {name for term in glossary().terms for name in term.english}
    chinese = {"".join(name) for term in glossary().terms for name in term.chinese}
    for paper in base_papers():
        for run in re.findall(f"[{HAN}]{{2,}}", paper.title_zh):
            words = cut(run)
            chinese |= {*words, *map("".join, pairwise(words))}
    ordered = sorted(english), sorted(chinese)
    for words in ordered:
        rng.shuffle(words)
    return ordered


def _popularity(words: Sequence[str]) -> list[float]:
    """Cumulative weights: the n-th word is asked for 1 / n ** 0.9 times as often as the first."""
    return list(accumulate(1 / rank**0.9 for rank in range(1, len(words) + 1)))
