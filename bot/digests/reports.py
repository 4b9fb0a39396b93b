"""What became of the files that were ingested, for people and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from storage.arrivals import Arrival
from storage.recording import IngestOutcome
from storage.records import DigestFormat, RejectedEntry

_MOST_REASONS, _MOST_PLACES = 20, 3
"""Shown of what was refused; --json has all."""


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

    @classmethod
    def of_archive(cls, path: str, parts: Sequence[Self]) -> Self:
        """The report of an archive, from those of what lies in it; each reason names its part."""
        refused = [each for each in parts if each.status is FileStatus.REFUSED]
        is_new = any(each.status is FileStatus.INGESTED for each in parts)
        taken = FileStatus.INGESTED if is_new else FileStatus.KNOWN
        return cls(
            path=path,
            status=FileStatus.REFUSED if len(refused) == len(parts) else taken,
            reason=_named(refused[0], refused[0].reason) if len(refused) == len(parts) else "",
            entries=sum(each.entries for each in parts),
            new=sum(each.new for each in parts),
            changed=sum(each.changed for each in parts),
            unchanged=sum(each.unchanged for each in parts),
            removed=sum(each.removed for each in parts),
            rejected=tuple(
                replace(entry, reason=_named(each, entry.reason))
                for each in parts
                for entry in each.rejected or _as_rejected(each)
            ),
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


def _named(part: FileReport, reason: str) -> str:
    return f"{part.path.partition('!/')[2]}: {reason}"


def _as_rejected(part: FileReport) -> list[RejectedEntry]:
    return [RejectedEntry(1, part.reason)] if part.status is FileStatus.REFUSED else []


def refused_lines(refused: Sequence[FileReport]) -> list[str]:
    """Why files were refused, for people: each reason once, with the first places; what many share comes first."""
    places: dict[str, list[str]] = {}
    for report in refused:
        places.setdefault(report.reason, []).append(report.path)
    ordered = sorted(places.items(), key=lambda one: -len(one[1]))
    lines = [line for reason, paths in ordered[:_MOST_REASONS] for line in _lines_of(reason, paths)]
    if left := [paths for _, paths in ordered[_MOST_REASONS:]]:
        lines.append(f"and {sum(map(len, left))} more for {len(left)} other reasons, listed with --json")
    return lines


def _lines_of(reason: str, paths: Sequence[str]) -> list[str]:
    if len(paths) == 1:
        return [f"{paths[0]}: {reason}"]
    lines = [f"{len(paths)} files: {reason}", *(f"  {path}" for path in paths[:_MOST_PLACES])]
    more = len(paths) - _MOST_PLACES
    return [*lines, f"  and {more} more, listed with --json"] if more > 0 else lines


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
