"""What became of the files that were ingested, for people and as JSON."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from storage.arrivals import Arrival
from storage.recording import IngestOutcome
from storage.records import DigestFormat, RejectedEntry


class FileStatus(StrEnum):
    """What became of a file."""

    INGESTED = "ingested"
    KNOWN = "known"
    """Its very content was ingested before."""
    REFUSED = "refused"
    """Nothing of it was taken; the reason says why."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    path: str
    status: FileStatus
    reason: str = ""
    format: DigestFormat | None = None
    digest_on: date | None = None
    is_estimated: bool = False
    is_archive: bool = False
    entries: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: tuple[RejectedEntry, ...] = ()

    @classmethod
    def of(cls, arrival: Arrival, outcome: IngestOutcome) -> Self:
        """The report of a file that was recorded."""
        return cls(
            path=arrival.location,
            status=FileStatus.KNOWN if outcome.is_known else FileStatus.INGESTED,
            format=arrival.digest.format,
            digest_on=arrival.digest_on,
            is_estimated=arrival.is_estimated,
            is_archive=arrival.is_archive,
            entries=len(arrival.digest.entries),
            new=len(outcome.new),
            changed=len(outcome.changed),
            unchanged=len(outcome.unchanged),
            removed=len(outcome.removed),
            rejected=outcome.rejected,
        )

    def as_json(self) -> dict[str, Any]:
        """All fields; dates as ISO text."""
        return {
            "path": self.path,
            "status": self.status,
            "reason": self.reason or None,
            "format": self.format,
            "digest_on": self.digest_on.isoformat() if self.digest_on else None,
            "is_estimated": self.is_estimated,
            "is_archive": self.is_archive,
            "entries": self.entries,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "rejected": [
                {"line": each.line, "reason": each.reason, "excerpt": each.excerpt} for each in self.rejected
            ],
        }


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What became of all files, in the order in which they were taken."""

    files: tuple[FileReport, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything in every file was taken."""
        return all(each.status is not FileStatus.REFUSED and not each.rejected for each in self.files)

    def count(self, status: FileStatus) -> int:
        """How many files have that status."""
        return sum(each.status is status for each in self.files)

    def total(self, field: str) -> int:
        """The sum of a number of papers over all files: entries, new, changed, unchanged, removed."""
        return sum(getattr(each, field) for each in self.files)

    def as_json(self) -> dict[str, Any]:
        """Totals, then every file."""
        return {
            "files": {str(status): self.count(status) for status in FileStatus},
            "papers": {
                field: self.total(field) for field in ("entries", "new", "changed", "unchanged", "removed")
            },
            "rejected": sum(len(each.rejected) for each in self.files),
            "reports": [each.as_json() for each in self.files],
        }
