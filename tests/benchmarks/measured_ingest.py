"""Ingest and index files in a process of their own, so that its peak memory is theirs; prints JSON."""

import asyncio
import json
import sys
import time
from pathlib import Path

from benchmarks.peak_memory import peak_megabytes

from bot.digests.ingest_files import ingest_paths
from bot.opening import changes_of
from storage.clock import SystemClock
from storage.database import Database
from storage.digests import counts
from storage.instance import instance_of
from storage.search.index import SearchIndex
from storage.upgrading import upgrade


async def measure(url: str, folder: Path, paths: list[str]) -> dict[str, object]:
    database = Database(url)
    await upgrade(database)
    started, busy = time.perf_counter(), time.process_time()
    summary = await ingest_paths(database, paths, SystemClock())
    stored = time.perf_counter()
    async with database.transaction() as session:
        identity = (await instance_of(session)).identity
    index = SearchIndex.open(folder, identity, writable=True)
    await index.follow(changes_of(database))
    indexed = time.perf_counter()
    index.close()
    async with database.reading() as session:
        papers = (await counts(session)).papers
    await database.close()
    return {
        "files": len(summary.files),
        "entries": summary.total("entries"),
        "papers": papers,
        "rejected": sum(len(each.rejected) for each in summary.files),
        "ingest_seconds": stored - started,
        "index_seconds": indexed - stored,
        "processor_seconds": time.process_time() - busy,
        "entries_per_second": summary.total("entries") / (indexed - started),
        "peak_megabytes": peak_megabytes(),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))))
