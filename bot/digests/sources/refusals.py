"""
What lies in the quarantine and why, read from the reasons beside the files; changes nothing.

No path of this machine is told: names are those inside the inbox.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.digests.files import QUARANTINE
from bot.digests.sources.quarantine import REASON_SUFFIX
from handlers.services import RefusedFile, RefusedFiles

_MOST = 20
"""The newest so many are read; the others are only counted."""
_MOST_BYTES = 16_384
_LINE = re.compile(r"  line (\d+): (.*)")


def refused_files(inboxes: Sequence[Path]) -> RefusedFiles:
    """The files in the quarantines of some inboxes, the last refused first; what cannot be read is left out."""
    found = sorted((entry for inbox in inboxes for entry in _reasons(inbox)), reverse=True)
    read = (_refused_file(path, inbox) for _, path, inbox in found[:_MOST])
    return RefusedFiles(len(found), tuple(one for one in read if one is not None))


def _reasons(inbox: Path) -> Iterator[tuple[int, str, Path]]:
    """Time of change, path and inbox of each reason; links are never followed."""
    folder = inbox / QUARANTINE
    try:
        if folder.is_symlink():
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(REASON_SUFFIX) and entry.is_file(follow_symlinks=False):
                    yield entry.stat(follow_symlinks=False).st_mtime_ns, entry.path, inbox
    except OSError:
        return


def _refused_file(path: str, inbox: Path) -> RefusedFile | None:
    try:
        with Path(path).open("rb") as file:
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
        )
    except (KeyError, ValueError):  # not one of ours, or cut off while it was written
        return None
