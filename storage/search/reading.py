"""
The reading side of the index: always the newest commit, of whichever process wrote it.

Looking for a newer one costs two `stat` calls a search. What cannot be read answers nothing
instead of failing, and says that it must be built again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from storage.errors import IndexBroken
from storage.search import fields
from storage.search.engine import engine_failures
from storage.search.generations import Manifest, generation_path, manifest_path, read_manifest

_FileState = tuple[int, int, int]
_Stamp = tuple[_FileState | None, _FileState | None]


class IndexReader:
    """What the index in a directory holds now for one database; safe to use from several threads."""

    def __init__(self, directory: Path, identity: str) -> None:
        self._directory = directory
        self._identity = identity
        self._guard = threading.Lock()
        self._manifest: Manifest | None = None
        self._index = tantivy.Index(fields.schema())
        self._stamp: _Stamp | None = None
        self._revision = 0
        self._is_damaged = False

    @property
    def revision(self) -> int:
        """The largest revision in the index; 0 where there is none."""
        with self._guard:
            self._refresh()
            return self._revision

    @property
    def must_rebuild(self) -> bool:
        """Whether the generation in use is missing, foreign, older than this program or unreadable."""
        with self._guard:
            self._refresh()
            return self._is_damaged or not self._answers or not (self._manifest and self._manifest.is_current)

    @contextmanager
    def searching(self) -> Iterator[tantivy.Searcher]:
        """
        The newest commit, for a few calls in one thread.

        Raises:
            IndexBroken: a file turned out to be unreadable; from now on it must be rebuilt.
        """
        try:
            with engine_failures("The search index could not be read"):
                with self._guard:
                    self._refresh()
                    searcher = self._index.searcher()
                yield searcher
        except IndexBroken:
            self.report_damage()
            raise

    def report_damage(self) -> None:
        """Ask for a rebuild: reading or writing the generation in use failed."""
        self._is_damaged = True

    @property
    def _answers(self) -> bool:
        manifest = self._manifest
        return manifest is not None and manifest.identity == self._identity and manifest.is_readable

    def _refresh(self) -> None:
        before = self._manifest
        manifest, stamp = self._newest(before)
        if stamp == self._stamp:
            return
        self._manifest = manifest
        try:
            with engine_failures("The search index could not be opened"):
                if manifest is None or not self._answers:
                    self._index = tantivy.Index(fields.schema())
                elif manifest == before and not self._is_damaged:
                    self._index.reload()
                else:
                    self._index = self._opened(manifest)
                self._revision = _largest_revision(self._index.searcher())
            self._is_damaged = False
            self._stamp = stamp
        except IndexBroken:
            # The stamp stays old: a writer may just have replaced what we tried to open.
            self._index, self._revision = tantivy.Index(fields.schema()), 0
            self._is_damaged = True

    def _opened(self, manifest: Manifest) -> tantivy.Index:
        index = tantivy.Index.open(str(generation_path(self._directory, manifest.generation)))
        index.config_reader("manual")
        index.reload()
        return index

    def _newest(self, known: Manifest | None) -> tuple[Manifest | None, _Stamp]:
        """The manifest in force, and what changes with it and with every commit."""
        written = _stat(manifest_path(self._directory))
        is_known = self._stamp is not None and written == self._stamp[0]
        manifest = known if is_known else read_manifest(self._directory)
        generation = manifest.generation if manifest else 0
        return manifest, (written, _stat(generation_path(self._directory, generation) / "meta.json"))


def _stat(path: Path) -> _FileState | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _largest_revision(searcher: tantivy.Searcher) -> int:
    newest = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field="revision").hits
    return int(newest[0][0]) if newest else 0
