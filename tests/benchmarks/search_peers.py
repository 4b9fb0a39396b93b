"""Other engines over the same papers, as one would set them up for Chinese and English text."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

import rjieba
import tantivy

from storage.records import Paper
from storage.search.latin import HAN

Ranking = Callable[[str], list[int]]
"""The ids of the ten best papers for a text."""

_PIECE = re.compile(rf"([{HAN}]+)|([a-z0-9]+(?:[-.][a-z0-9]+)*)")


def peers(papers: Sequence[Paper]) -> Iterator[tuple[str, Ranking]]:
    """Each with its name; every one gets the same papers."""
    yield "LIKE, every word", _like(papers)
    yield "FTS5, jieba words, OR", _fts5(papers, jieba_words)
    yield "FTS5, characters and bigrams, OR", _fts5(papers, characters_and_bigrams)
    yield "tantivy, jieba words, OR", _tantivy(papers, jieba_words)
    yield "tantivy, characters and bigrams, OR", _tantivy(papers, characters_and_bigrams)


def jieba_words(text: str) -> list[str]:
    """jieba's cut for search, without punctuation."""
    return [word for word in rjieba.cut_for_search(text.lower(), hmm=False) if re.search(r"\w", word)]


def characters_and_bigrams(text: str) -> list[str]:
    """Every Chinese character and pair of neighbours; Latin words whole."""
    tokens: list[str] = []
    for run, word in _PIECE.findall(text.lower()):
        tokens += [*run, *(run[start : start + 2] for start in range(len(run) - 1))] if run else [word]
    return tokens


def _text(paper: Paper) -> str:
    return " ".join(
        (paper.title, paper.title_zh, paper.abstract, paper.abstract_zh, paper.tldr, *paper.keywords)
    )


def _fts5(papers: Sequence[Paper], tokens: Callable[[str], list[str]]) -> Ranking:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE papers USING fts5(text, tokenize=\"unicode61 tokenchars '-.'\")")
    rows = ((paper.id, " ".join(tokens(_text(paper)))) for paper in papers)
    database.executemany("INSERT INTO papers(rowid, text) VALUES (?, ?)", rows)

    def rank(text: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(text.replace('"', " "))))
        query = "SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers) LIMIT 10"
        return [number for (number,) in database.execute(query, (words,))] if words else []

    return rank


def _tantivy(papers: Sequence[Paper], tokens: Callable[[str], list[str]]) -> Ranking:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(30_000_000, 1)
    for paper in papers:
        writer.add_document(tantivy.Document(id=paper.id, text=" ".join(tokens(_text(paper)))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[int]:
        words = [
            tantivy.Query.term_query(schema, "text", word, "freq") for word in dict.fromkeys(tokens(text))
        ]
        found = searcher.search(
            tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words]), 10
        )
        addresses = [address for _, address in found.hits]
        return (
            [int(number or 0) for number in searcher.fast_field_values("id", addresses)] if addresses else []
        )

    return rank


def _like(papers: Sequence[Paper]) -> Ranking:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE papers(id INTEGER PRIMARY KEY, text TEXT)")
    database.executemany("INSERT INTO papers VALUES (?, ?)", ((paper.id, _text(paper)) for paper in papers))

    def rank(text: str) -> list[int]:
        words = list(dict.fromkeys(jieba_words(text)))[:100] or ["\x00"]
        where = " AND ".join(["text LIKE ?"] * len(words))
        patterns = [f"%{word}%" for word in words]
        return [
            number
            for (number,) in database.execute(f"SELECT id FROM papers WHERE {where} LIMIT 10", patterns)
        ]

    return rank
