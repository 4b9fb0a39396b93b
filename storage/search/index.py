"""
The search index on disk: derived from the database, following it revision by revision.

It never holds the truth. Whatever is wrong with it (foreign, older, damaged, gone) ends in
a new generation built from the database, while the old one answers if it can be read. One
process writes, whoever holds the lock; all others read and see its commits.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Self

import tantivy
from filelock import FileLock, Timeout

from storage.errors import IndexBroken
from storage.records import Paper, RemovedPaper
from storage.search import fields, generations
from storage.search.engine import engine_failures
from storage.search.generations import Manifest
from storage.search.numbers import Numbers
from storage.search.reading import IndexReader

PapersAfter = Callable[[int, int], Awaitable[Sequence[Paper | RemovedPaper]]]
"""Papers changed after a revision, ascending by revision, at most so many."""

_BATCH_PAPERS = 500
_WRITER_HEAP_BYTES = 32_000_000
"""The engine wants at least 15 MB for its one thread; more helps only rebuilding."""


class SearchIndex:
    """An open index; `close` gives the lock back."""

    def __init__(self, directory: Path, identity: str, lock: FileLock | None) -> None:
        self._directory = directory
        self._identity = identity
        self._lock = lock
        self._reader = IndexReader(directory, identity)
        self._writer: tantivy.IndexWriter | None = None
        self._following = asyncio.Lock()
        # A cancelled caller leaves its thread running: the writer has a guard of its own.
        self._writing = threading.Lock()

    @classmethod
    def open(cls, directory: Path, identity: str, *, writable: bool) -> Self:
        """
        Open the index in `directory` for the database with this identity.

        An index that is missing or of no use answers nothing until `follow` has built it.
        With `writable` this process writes whenever no other does.

        Raises:
            IndexBroken: the directory cannot be made or written, or is none.
        """
        if where := next((one for one in (directory, *directory.parents) if one.is_file()), None):
            raise IndexBroken(
                f"{where} is a file where the search index needs a folder; move it away:"
                " the index is built again from the database"
            )
        lock = FileLock(directory / "writer.lock", timeout=0, thread_local=False) if writable else None
        index = cls(directory, identity, lock)
        with engine_failures(f"The search index in {directory} could not be opened"):
            directory.mkdir(parents=True, exist_ok=True)
            index._take_lock()
        return index

    @property
    def is_writer(self) -> bool:
        """Whether this process is the one that writes."""
        return self._lock is not None and self._lock.is_locked

    @property
    def must_rebuild(self) -> bool:
        """Whether the next `follow` builds a new generation."""
        return self._reader.must_rebuild

    @property
    def revision(self) -> int:
        """The revision of the database that the index has come to; 0 for none."""
        return self._reader.revision

    def searching(self) -> AbstractContextManager[tantivy.Searcher]:
        """
        The newest committed state, for a few calls in one thread.

        Raises:
            IndexBroken: a file turned out to be unreadable; the next `follow` rebuilds.
        """
        return self._reader.searching()

    async def follow(self, papers_after: PapersAfter) -> int:
        """
        Take over all changes since the last time; gives their number.

        An index that cannot be continued is rebuilt. Gives 0 while another process writes.

        Raises:
            IndexBroken: writing failed; the next call builds a new generation.
        """
        async with self._following:
            if not self._take_lock():
                return 0
            with self._damage_reported():
                continued = await asyncio.to_thread(self._continue)
                if continued is None:
                    return await self._rebuild(papers_after, None)
                return await self._advance(*continued, papers_after)

    async def rebuild(self, papers_after: PapersAfter, progress: Callable[[int], None] | None = None) -> int:
        """
        Build a new generation while the present one answers, then switch; gives its number of papers.

        `progress` hears after every batch how many papers are done.

        Raises:
            IndexBroken: another process writes, or writing failed.
        """
        async with self._following:
            if not self._take_lock():
                raise IndexBroken(
                    f"another process, most likely the running bot, writes the index in {self._directory}; "
                    "stop it, run `chenbao reindex`, and start it again"
                )
            with self._damage_reported():
                return await self._rebuild(papers_after, progress)

    def close(self) -> None:
        """Finish what the engine has begun and give the lock back; what is committed stays."""
        with self._writing:
            if self._writer is not None:
                # Dropping it is not enough: a thread may hold it, and with it the engine's own lock.
                with suppress(IndexBroken), engine_failures("The search index could not be closed"):
                    self._writer.wait_merging_threads()
            self._writer = None
            if self._lock is not None:
                self._lock.release(force=True)

    def _take_lock(self) -> bool:
        if self._lock is None:
            return False
        if not self._lock.is_locked:
            try:
                self._lock.acquire()
            except Timeout:
                return False
        return True

    async def _rebuild(self, papers_after: PapersAfter, progress: Callable[[int], None] | None) -> int:
        generation, writer = await asyncio.to_thread(self._begin_generation)
        count, added, revision = 0, Numbers(), 0
        while batch := await papers_after(revision, _BATCH_PAPERS):
            # Nobody reads the new generation yet: one commit at the end makes fewer and larger files.
            await asyncio.to_thread(self._write, writer, batch, added)
            revision = batch[-1].revision
            count += len(batch)
            if progress:
                progress(count)
        await asyncio.to_thread(self._use_generation, generation, writer)
        return count

    async def _advance(self, writer: tantivy.IndexWriter, revision: int, papers_after: PapersAfter) -> int:
        count = 0
        while batch := await papers_after(revision, _BATCH_PAPERS):
            await asyncio.to_thread(self._write, writer, batch)
            revision = batch[-1].revision
            count += len(batch)
        return count

    def _begin_generation(self) -> tuple[int, tantivy.IndexWriter]:
        with self._writing, engine_failures("A new search index could not be begun"):
            self._writer = None
            in_use = generations.read_manifest(self._directory)
            generation, folder = generations.make_generation(
                self._directory, in_use.generation if in_use else 0
            )
            index = tantivy.Index(fields.schema(), str(folder), reuse=False)
            return generation, index.writer(_WRITER_HEAP_BYTES, 1)

    def _use_generation(self, generation: int, writer: tantivy.IndexWriter) -> None:
        with self._writing, engine_failures("A new search index could not be put to use"):
            writer.commit()
            generations.write_manifest(self._directory, Manifest(generation, self._identity))
            self._writer = writer
            generations.remove_generations(self._directory, but=generation)

    def _continue(self) -> tuple[tantivy.IndexWriter, int] | None:
        """The writer of the generation in use and the revision to go on from; None if it must be rebuilt."""
        manifest = generations.read_manifest(self._directory)
        if manifest is None or self.must_rebuild:
            return None
        with self._writing, engine_failures("The search index could not be opened for writing"):
            if self._writer is None:
                folder = generations.generation_path(self._directory, manifest.generation)
                self._writer = tantivy.Index.open(str(folder)).writer(_WRITER_HEAP_BYTES, 1)
            return self._writer, self.revision

    def _write(
        self,
        writer: tantivy.IndexWriter,
        batch: Sequence[Paper | RemovedPaper],
        added: Numbers | None = None,
    ) -> None:
        """Replace the papers of `batch` and commit; `added` says which a new generation holds so far."""
        documents = [_document(paper) for paper in batch]
        with self._writing, engine_failures("The search index could not be written"):
            for paper, document in zip(batch, documents, strict=True):
                if added is None or not added.add(paper.id):
                    writer.delete_documents_by_term("paper_id", paper.id)
                writer.add_document(document)
            if added is None:
                writer.commit()

    @contextmanager
    def _damage_reported(self) -> Iterator[None]:
        try:
            yield
        except IndexBroken:
            self._writer = None
            self._reader.report_damage()
            raise


def _document(paper: Paper | RemovedPaper) -> tantivy.Document:
    if isinstance(paper, RemovedPaper):
        return fields.tombstone(paper.id, paper.revision)
    return fields.document(paper)
