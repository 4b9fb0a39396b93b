"""An inbox with a machine's clock of the test's own, and files in it that look old."""

import os
from datetime import UTC, datetime
from pathlib import Path

from digest_files import write

from storage.database import Database
from storage.digests import counts

LONG_AGO = 1_000_000_000


class Now:
    """The application's clock and, apart from it, the machine's."""

    def __init__(self) -> None:
        self.machine_seconds = float(LONG_AGO + 60)

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 8, tzinfo=UTC)

    def seconds(self) -> float:
        return self.machine_seconds


def put(folder: Path, name: str, content: bytes, *, changed_at: float = LONG_AGO) -> Path:
    path = write(folder, name, content)
    os.utime(path, (changed_at, changed_at))
    return path


async def paper_count(database: Database) -> int:
    async with database.reading() as session:
        return (await counts(session)).papers
