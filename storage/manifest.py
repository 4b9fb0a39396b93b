"""What a backup says of itself: from when it is, and what each of its tables must be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.portable.cells import Kind
from storage.portable.tables import PortableTable

_FORMAT = "chenbao-backup"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """One table of a backup."""

    table: PortableTable
    rows: int
    size_bytes: int
    """Of its lines, before they are compressed."""
    checksum: str
    """SHA-256 of its lines."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    migration: str
    bot: str | None
    """The username of the bot that the database belongs to."""
    tables: tuple[Contents, ...]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(each.rows for each in self.tables)


def manifest_document(manifest: Manifest) -> dict[str, Any]:
    """`manifest` as JSON takes it."""
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "made_at": manifest.made_at,
        "migration": manifest.migration,
        "bot": manifest.bot,
        "tables": [
            {
                "name": each.table.name,
                "columns": [[name, str(kind)] for name, kind in each.table.columns],
                "key": list(each.table.key),
                "rows": each.rows,
                "bytes": each.size_bytes,
                "sha256": each.checksum,
            }
            for each in manifest.tables
        ],
    }


def manifest_from(document: dict[str, Any]) -> Manifest:
    """
    What `manifest_document` wrote down.

    Raises:
        ValueError: it is of another format, or of a version that this program does not read.
        LookupError, TypeError: it is none at all.
    """
    if document["format"] != _FORMAT:
        raise ValueError(f"its format is {document['format']!r}")
    if document["version"] != _VERSION:
        raise ValueError(f"its version is {document['version']}, and this program reads {_VERSION}")
    return Manifest(
        document["made_at"], document["migration"], document["bot"], _contents(document["tables"])
    )


def _contents(tables: Sequence[dict[str, Any]]) -> tuple[Contents, ...]:
    return tuple(
        Contents(
            PortableTable(
                each["name"],
                tuple((name, Kind(kind)) for name, kind in each["columns"]),
                tuple(each["key"]),
            ),
            each["rows"],
            each["bytes"],
            each["sha256"],
        )
        for each in tables
    )
