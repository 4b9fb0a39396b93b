"""Backups of a filled database, and what is in them."""

import zipfile
from pathlib import Path

from odd_databases import content_of

from storage.database import Database


def quiet(_name: str, _rows: int) -> None:
    """Nobody wants to hear of progress."""


def plain(content: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """All but what a restore renews: the identity, and processes that send."""
    return {name: rows for name, rows in content.items() if name not in {"instance", "senders"}}


async def opened_content(url: str) -> dict[str, list[list[object]]]:
    """All that stands in the database at `url`."""
    database = Database(url)
    try:
        return await content_of(database)
    finally:
        await database.close()


def rewritten(source: Path, target: Path, **members: bytes) -> None:
    """A copy of a backup with other members; an empty one is left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = members.get(Path(name).stem, old.read(name))
            if content:
                new.writestr(name, content)
