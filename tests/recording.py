"""Digests recorded without files, for tests of what becomes of them."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.arrivals import Arrival
from storage.database import Database
from storage.papers import papers_after
from storage.recording import IngestOutcome, record_digest
from storage.records import Digest, DigestFormat, Entry, Paper, RemovedPaper

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def entry(arxiv_id: str | None = None, title: str = "", **fields: Any) -> Entry:
    return Entry(line=fields.pop("line", 1), arxiv_id=arxiv_id, title=title, **fields)


def digest(source: DigestFormat, *entries: Entry) -> Digest:
    return Digest(source, None, entries)


async def record(session: AsyncSession, digest: Digest, **changes: Any) -> IngestOutcome:
    """Record `digest`; its hash follows its content, its location its source, unless given."""
    values: dict[str, Any] = {
        "location": f"{digest.format}.md",
        "content_hash": hashlib.sha256(repr(digest).encode()).hexdigest(),
        "is_archive": False,
        "digest_on": TODAY,
        "is_estimated": False,
    }
    now = changes.pop("now", NOON)
    return await record_digest(session, Arrival(digest, **(values | changes)), now)


async def all_papers(database: Database) -> list[Paper | RemovedPaper]:
    async with database.reading() as session:
        return await papers_after(session, 0, 10_000)
