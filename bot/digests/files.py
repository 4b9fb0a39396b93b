"""
Digest files on this machine: which there are below a path, and their bytes.

Refuses what is no regular file and follows no symbolic link below the paths it is given.
"""

import errno
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".md", ".txt", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".rss", ".atom"})
_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
_SUFFIXES_TOLD = ", ".join(sorted(SUFFIXES))
QUARANTINE = "quarantine"
"""The folder inside an inbox where bad files lie; nobody takes digests from it."""
_DEEPEST = 100
"""Levels of folders: a copy that went into itself is as deep as names can be."""
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~")


class FileRefused(Exception):
    """A file that cannot be read; the message names what is wrong and the remedy."""


class FileGone(FileRefused):
    """A file that is not there, or not any more."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files to read, and what was asked for but leads to none, with the reason."""

    files: tuple[Path, ...]
    missing: tuple[tuple[str, str], ...]


def find_files(asked: Iterable[str]) -> FoundFiles:
    """
    Resolve files, folders (all digest files below them) and glob patterns, in order, once each.

    A file that is named itself is taken whatever its suffix.
    """
    files: dict[Path, None] = {}
    missing: list[tuple[str, str]] = []
    for one in asked:
        found, reason = _find(one)
        files.update(dict.fromkeys(found))
        if not found:
            missing.append((one, reason))
    return FoundFiles(tuple(files), tuple(missing))


def files_below(folder: Path, deepest: int = _DEEPEST) -> Iterator[os.DirEntry[str]]:
    """
    Regular files below `folder`, hidden, unfinished and quarantined ones left out, in `deepest` levels of folders.

    Raises:
        OSError: `folder` itself cannot be listed; folders in it that cannot are left out.
    """
    folders = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if is_passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False) and entry.name != QUARANTINE:
                folders += [entry.path] if deepest else []
            elif entry.is_file(follow_symlinks=False):
                yield entry
    for inner in folders:
        try:
            yield from files_below(Path(inner), deepest - 1)
        except OSError:
            continue


def is_passed_over(name: str) -> bool:
    """Whether a name says hidden, temporary, or still being written."""
    return name.startswith((".", "~$", "#")) or name.lower().endswith(_UNFINISHED)


def read_file(path: Path, limit_bytes: int) -> bytes:
    """
    The bytes of a regular file, however it is changed or swapped meanwhile.

    Raises:
        FileGone: it is not there.
        FileRefused: no regular file, a link, not readable, or larger than the limit.
    """
    # Without waiting for the other end of a pipe, and without following a link in the last place.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags), "rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FileRefused("no regular file; give a file or a folder of files")
            if status.st_size > limit_bytes:
                raise _too_large(status.st_size, limit_bytes)
            content = opened.read(limit_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileGone("the file is gone; put it back and it is read again") from error
    except OSError as error:
        raise FileRefused(_explanation(error)) from error
    if len(content) > limit_bytes:
        raise _too_large(len(content), limit_bytes)
    return content


def location_of(path: Path) -> str:
    """The absolute path as text that every database takes, odd bytes in it escaped."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow the link
    return os.fsencode(absolute).decode("utf-8", "backslashreplace")


def _find(asked: str) -> tuple[list[Path], str]:
    path = Path(asked).expanduser()
    if path.is_dir():
        try:
            found = [Path(entry.path) for entry in files_below(path) if _is_digest(entry.name)]
        except OSError as error:
            return [], f"the folder cannot be listed: {error.strerror}"
        return found, f"no digest file ({_SUFFIXES_TOLD}) or archive in the folder {asked}"
    if os.path.lexists(path):
        return [path], ""
    if glob.has_magic(asked):
        matches = sorted(glob.glob(os.fspath(path), recursive=True))  # noqa: PTH207 - patterns may be absolute
        return [file for match in matches for file in _find(match)[0]], f"nothing matches {asked}"
    return [], f"there is no file or folder {asked}"


def _is_digest(name: str) -> bool:
    lowered = name.lower()
    return Path(lowered).suffix in SUFFIXES or lowered.endswith(_ARCHIVES)


def _too_large(size_bytes: int, limit_bytes: int) -> FileRefused:
    return FileRefused(
        f"file of {size_bytes / 1024**2:.1f} MB is over the limit of {limit_bytes / 1024**2:.0f} MB; "
        "split it by day or week"
    )


def _explanation(error: OSError) -> str:
    match error.errno:
        case errno.ELOOP:
            return "a symbolic link, and links are not followed; give the file itself"
        case errno.EACCES | errno.EPERM:
            return "not readable for this user; give it read permission (chmod +r)"
        case _:
            return f"cannot be read: {error.strerror}"
