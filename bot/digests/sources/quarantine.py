"""Bad files step aside: moved into a folder of their own, each with its reason beside it."""

import errno
import itertools
import os
from datetime import datetime
from pathlib import Path

from bot.digests.files import QUARANTINE
from bot.digests.reports import FileReport

REASON_SUFFIX = ".reason.txt"
_LONGEST_NAME_BYTES = 230
"""File systems take 255, and the reason's name is longer than the file's."""


def quarantine(inbox: Path, path: Path, report: FileReport, now: datetime) -> Path:
    """
    Move `path` from the inbox into its quarantine, never over another file; gives the new place.

    Raises:
        OSError: it cannot be moved; it stays where it is.
    """
    folder = inbox / QUARANTINE
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "the quarantine is a symbolic link", os.fspath(folder))
    place = _free_place(folder, path.name)
    try:
        path.replace(place)
    except OSError:
        place.unlink()
        raise
    write_reason(place, path.relative_to(inbox), report, now)
    return place


def write_reason(place: Path, name: Path, report: FileReport, now: datetime) -> None:
    """Write why the file that lay at `name` in the inbox cannot be read, beside its place in the quarantine."""
    place.with_name(place.name + REASON_SUFFIX).write_text(
        _reason(name, report, now), encoding="utf-8", errors="backslashreplace"
    )


def put_back(inbox: Path, place: Path, name: str) -> None:
    """
    Move a file from the quarantine to where it lay in the inbox, never over another one.

    Raises:
        OSError: it cannot be moved; it stays where it is.
    """
    folder = (inbox / name).parent
    is_inside = folder.is_dir() and folder.resolve().is_relative_to(inbox.resolve())
    place.replace(_free_place(folder if is_inside else inbox, Path(name).name))
    place.with_name(place.name + REASON_SUFFIX).unlink(missing_ok=True)


def _free_place(folder: Path, name: str) -> Path:
    """An empty file of our own making under `name` or the next free number, to be replaced."""
    while len(os.fsencode(name)) > _LONGEST_NAME_BYTES:
        name = name[1:]
    for number in itertools.count(1):
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a Path would need the name to be valid
        place = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if os.path.lexists(place.with_name(place.name + REASON_SUFFIX)):
            continue
        try:
            place.touch(exist_ok=False)
        except FileExistsError:
            continue
        return place
    raise AssertionError  # numbers do not end


def _reason(name: Path, report: FileReport, now: datetime) -> str:
    lines = [f"File: {name}", f"Time: {now:%Y-%m-%d %H:%M:%S} UTC", f"Reason: {report.reason}"]
    lines += [f"  line {each.line}: {each.reason}" for each in report.rejected]
    lines.append("Remedy: mend the file and put it back into the inbox, where it is read again.")
    return "\n".join(lines) + "\n"
