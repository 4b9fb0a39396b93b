"""
The file that a backup is: a zip of one JSON-lines file for each table, and a manifest.

    manifest.json       what it was made from, and of each table columns, rows, bytes, checksum
    tables/NAME.jsonl   a row a line, in the order of the key

It is written beside its place under another name, for its owner alone, read back whole, and only
then put in its place: a file with the name of a backup is one.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.errors import BackupUnusable
from storage.manifest import Contents, Manifest, manifest_document, manifest_from
from storage.portable.cells import line_of
from storage.portable.copying import ROWS_AT_ONCE, Cells
from storage.portable.tables import PortableTable

_MANIFEST = "manifest.json"
_FAILURES = (
    *(OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError),
    *(ValueError, KeyError, TypeError, AttributeError),
)
"""What reading a damaged or foreign file ends in."""


class ArchiveWriter:
    """A backup being written; `finish` makes it whole."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._tables: list[Contents] = []

    async def add(self, table: PortableTable, rows: AsyncIterator[list[Cells]]) -> None:
        """All rows of the next table."""
        count, size, checksum = 0, 0, hashlib.sha256()
        with self._archive.open(_member(table), "w", force_zip64=True) as file:
            async for some in rows:
                lines = b"".join(map(line_of, some))
                file.write(lines)
                checksum.update(lines)
                count, size = count + len(some), size + len(lines)
        self._tables.append(Contents(table, count, size, checksum.hexdigest()))

    def finish(self, *, made_at: str, migration: str, bot: str | None) -> Manifest:
        """Write the manifest."""
        manifest = Manifest(made_at, migration, bot, tuple(self._tables))
        self._archive.writestr(_MANIFEST, json.dumps(manifest_document(manifest), indent=1))
        return manifest


class Archive:
    """A backup that can be read."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        with self._damage_told():
            self.manifest = manifest_from(json.loads(archive.read(_MANIFEST)))

    def rows(self, contents: Contents) -> Iterator[list[Cells]]:
        """The rows of a table, some at a time."""
        with self._damage_told(), self._archive.open(_member(contents.table)) as file:
            rows: list[Cells] = []
            for line in file:
                rows.append(json.loads(line))
                if len(rows) == ROWS_AT_ONCE:
                    yield rows
                    rows = []
            yield rows

    def verify(self, told: Callable[[str, int], object] = lambda *_: None) -> None:
        """
        Read all of it.

        Raises:
            BackupUnusable: rows are missing or other than they were.
        """
        for contents in self.manifest.tables:
            checksum, rows = hashlib.sha256(), 0
            with self._damage_told(), self._archive.open(_member(contents.table)) as file:
                for line in file:
                    checksum.update(line)
                    rows += 1
            if (rows, checksum.hexdigest()) != (contents.rows, contents.checksum):
                raise BackupUnusable(
                    f"{self._path} is damaged: the table {contents.table.name} has {rows} rows of "
                    f"{contents.rows}, or other ones than were written; use another backup"
                )
            told(contents.table.name, rows)

    @contextmanager
    def _damage_told(self) -> Generator[None]:
        with _damage_told(self._path):
            yield


@contextmanager
def opened_archive(path: Path) -> Generator[Archive]:
    """
    The backup in `path`.

    Raises:
        BackupUnusable: it is missing, damaged, of a newer program, or no backup.
    """
    with _damage_told(path):
        archive = zipfile.ZipFile(path)
    with archive:
        yield Archive(archive, path)


@contextmanager
def new_archive(path: Path) -> Generator[ArchiveWriter]:
    """
    A backup that appears in `path` once the block ends without an error, and never over a file.

    Raises:
        BackupUnusable: it cannot be written there.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        if path.exists():
            raise BackupUnusable(f"{path} exists already; name another file, or remove that one")
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_left_over(path.parent)
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield ArchiveWriter(archive)
            file.flush()
            os.fsync(file.fileno())
        with opened_archive(partial) as written:
            written.verify()
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise BackupUnusable(f"{path} cannot be written: {error.strerror}; name another place") from error
    finally:
        with suppress(OSError):
            partial.unlink()


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove_left_over(folder: Path) -> None:
    """What backups that were killed have begun."""
    for partial in folder.glob(".*.partial"):
        process = partial.name.split(".")[-2]
        if process.isdecimal() and not _is_alive(int(process)):
            partial.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _damage_told(path: Path) -> Generator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BackupUnusable(f"there is no file {path}") from error
    except PermissionError as error:
        raise BackupUnusable(f"{path} may not be read; run this as its owner") from error
    except _FAILURES as error:
        raise BackupUnusable(
            f"{path} is no backup of chenbao, or damaged ({error}); use another one"
        ) from error


def _member(table: PortableTable) -> str:
    return f"tables/{table.name}.jsonl"
