"""
A database of many mixed papers, for benchmarks of the whole bot: as ingesting would leave it, written at once.

Most real papers of the collection have no keywords; here each has those of one that does.
"""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.made_collections import base_papers, mixed_papers
from made_papers import real_papers
from sqlalchemy import insert, update

from storage.database import Database, Session
from storage.documents import merged_document
from storage.instance import instance_of
from storage.learning import refresh_lexicon
from storage.merging import MergedEntry
from storage.records import DigestFormat, DigestMention, Entry, Paper
from storage.schema import InstanceRow, LearningRow, PaperRow
from storage.upgrading import upgrade

_ROWS_AT_ONCE = 1_000


async def make_library(file: Path, count: int, news: int) -> None:
    """A new SQLite database with `count` papers, of which the last `news` are of today's digest."""
    file.parent.mkdir(parents=True)
    database = Database(f"sqlite:///{file}")
    await upgrade(database)
    rows = _rows(count, news)
    async with database.transaction() as session:
        await instance_of(session)
        await _write(session, islice(rows, len(base_papers())))
    # Of the others every sentence is one of these, so learning from all of them would only take longer.
    await refresh_lexicon(database, datetime.now(UTC))
    async with database.transaction() as session:
        await _write(session, rows)
        await session.execute(update(InstanceRow).values(revision=count))
        await session.execute(update(LearningRow).values(revision=count))
    await database.close()


async def _write(session: Session, rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        await session.execute(insert(PaperRow), some)


def _rows(count: int, news: int) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    tagged = [one for one in real_papers("digests/*") or base_papers() if one.keywords or one.keywords_zh]
    for number, paper in enumerate(mixed_papers(count), start=1):
        is_news = number > count - news
        entry = _entry(paper, random.Random(number).choice(tagged))
        digest_on = now.date() if is_news else paper.first_digest_on
        assert digest_on is not None
        mention = DigestMention(DigestFormat.WEEKLY, digest_on, is_estimated=False)
        yield {
            "id": number,
            "key": f"arxiv:{paper.arxiv_id}",
            "arxiv_id": paper.arxiv_id,
            "record": merged_document(MergedEntry(entry, {}, (mention,))),
            "first_digest_on": digest_on,
            "news_at": now if is_news else None,
            "news_on": digest_on if is_news else None,
            "has_chinese": bool(paper.title_zh or paper.abstract_zh),
            "revision": number,
            "revised_at": now,
        }


def _entry(paper: Paper, tagged: Paper) -> Entry:
    names = [one.name for one in fields(Entry) if one.name != "line"]
    entry = Entry(line=1, **{name: getattr(paper, name) for name in names})
    return replace(entry, keywords=tagged.keywords, keywords_zh=tagged.keywords_zh)
