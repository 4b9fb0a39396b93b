"""
Other engines over a stream of papers, on disk: how quickly they find, count and rank.

All get the words that our analysis gives, so that only the engines differ; LIKE gets the text.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from storage.batches import batches
from storage.records import Paper
from storage.search.analysis import analyse_phrase
from storage.search.fields import stream_texts

Search = Callable[[str], None]
"""Finds the twenty best for a query's words, and how many there are."""

_AT_ONCE = 1000


@contextmanager
def built_peers(papers: Iterable[Paper], folder: Path, postgresql: str) -> Iterator[dict[str, Search]]:
    """Each engine by its name, with all papers in it."""
    with (
        closing(sqlite3.connect(folder / "peers.db")) as file,
        psycopg.connect(postgresql, autocommit=True) as server,
    ):
        _fill(papers, file, server)
        yield {
            "FTS5, all words": lambda text: _fts5(file, text, " AND "),
            "FTS5, any word": lambda text: _fts5(file, text, " OR "),
            "PostgreSQL tsvector, all words": lambda text: _tsvector(server, text),
            "LIKE, every word": lambda text: _like(file, text),
        }


def _fill(papers: Iterable[Paper], file: sqlite3.Connection, server: psycopg.Connection) -> None:
    file.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii')")
    file.execute("CREATE TABLE papers(id INTEGER PRIMARY KEY, text TEXT)")
    server.execute("SET max_parallel_workers_per_gather = 0")
    server.execute("CREATE TABLE papers(id integer PRIMARY KEY, words tsvector)")
    for some in batches(papers, _AT_ONCE):
        rows = [(paper.id, stream_texts(paper)["words"]) for paper in some]
        file.executemany("INSERT INTO words(rowid, text) VALUES (?, ?)", rows)
        file.executemany("INSERT INTO papers VALUES (?, ?)", [(paper.id, _text(paper)) for paper in some])
        with server.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO papers VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
                [(number, " ".join(set(words.split(" ")))) for number, words in rows],
            )
    file.commit()
    server.execute("CREATE INDEX ON papers USING gin (words)")
    server.execute("VACUUM ANALYZE papers")


def _text(paper: Paper) -> str:
    return " ".join((paper.title, paper.title_zh, paper.abstract, paper.abstract_zh, *paper.keywords))


def _fts5(file: sqlite3.Connection, text: str, joiner: str) -> None:
    match = joiner.join(f'"{word}"' for word in analyse_phrase(text).words)
    file.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT 20", (match,)
    ).fetchall()
    file.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchone()


def _tsvector(server: psycopg.Connection, text: str) -> None:
    match = " & ".join(f"'{word}'" for word in analyse_phrase(text).words)
    server.execute(
        "SELECT id, count(*) OVER () FROM papers, CAST(%s AS tsquery) AS query WHERE words @@ query"
        " ORDER BY ts_rank(words, query) DESC LIMIT 20",
        (match,),
    ).fetchall()


def _like(file: sqlite3.Connection, text: str) -> None:
    words = text.split()
    where = " AND ".join(["text LIKE ?"] * len(words))
    file.execute(f"SELECT id FROM papers WHERE {where}", [f"%{word}%" for word in words]).fetchall()
