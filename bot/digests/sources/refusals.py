"""
What lies in the quarantine and why, read from the reasons beside the files; changes nothing.

A reason whose file is gone is passed over: somebody mended the file, or gave it up.

No path of this machine is told: names are those inside the inbox.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.digests.files import QUARANTINE, location_of
from bot.digests.sources.quarantine import REASON_SUFFIX
from handlers.services import RefusedFile, RefusedFiles
from storage.raw_files import key_of

_MOST = 20
"""The newest so many are read; the others are only counted."""
_MOST_BYTES = 16_384
_LINE = re.compile(r"  line (\d+): (.*)")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file in the quarantine of an inbox."""

    path: Path
    inbox: Path
    name: str
    """Where it lay in the inbox."""

    @property
    def key(self) -> str:
        """By which a button means it."""
        return _key_of_file(self.path)

    @property
    def location(self) -> str:
        """Under which it is known."""
        return location_of(self.inbox / self.name)


def refused_files(inboxes: Sequence[Path]) -> RefusedFiles:
    """The files in the quarantines of some inboxes, the last refused first; what cannot be read is left out."""
    found = _newest_first(inboxes)
    read = (_refused_file(path, inbox) for path, inbox in found[:_MOST])
    return RefusedFiles(len(found), tuple(one for one in read if one is not None))


def quarantined(inboxes: Sequence[Path]) -> list[Quarantined]:
    """All of these files, the last refused first."""
    found = []
    for path, inbox in _newest_first(inboxes):
        refused = _refused_file(path, inbox)
        if refused is not None:
            found.append(Quarantined(_file_of(path), inbox, refused.name))
    return found


def _newest_first(inboxes: Sequence[Path]) -> list[tuple[Path, Path]]:
    """The reasons of some inboxes, each with its inbox."""
    found = sorted((entry for inbox in inboxes for entry in _reasons(inbox)), reverse=True)
    return [(Path(path), inbox) for _, path, inbox in found]


def _reasons(inbox: Path) -> Iterator[tuple[int, str, Path]]:
    """Time of change, path and inbox of each reason whose file is still there; links are never followed."""
    folder = inbox / QUARANTINE
    try:
        if folder.is_symlink():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                is_reason = entry.name.endswith(REASON_SUFFIX) and entry.is_file(follow_symlinks=False)
                if is_reason and os.path.lexists(_file_of(Path(entry.path))):
                    yield entry.stat(follow_symlinks=False).st_mtime_ns, entry.path, inbox
    except OSError:
        return


def _file_of(reason: Path) -> Path:
    return reason.with_name(reason.name.removesuffix(REASON_SUFFIX))


def _key_of_file(path: Path) -> str:
    return key_of(hashlib.sha256(os.fsencode(path)).hexdigest())


def _refused_file(path: Path, inbox: Path) -> RefusedFile | None:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
    for folder in (os.fspath(inbox.absolute()), os.fspath(inbox)):
        text = text.replace(folder + os.sep, "")
    named = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line and line[0] != " ")
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    try:
        refused_at = datetime.strptime(named["Time"], "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
        return RefusedFile(
            named["File"],
            refused_at,
            named["Reason"],
            tuple((int(one[1]), one[2]) for one in lines if one is not None),
            _key_of_file(_file_of(path)),
        )
    except (KeyError, ValueError):  # not one of ours, or cut off while it was written
        return None
