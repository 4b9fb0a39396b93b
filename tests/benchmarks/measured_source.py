"""Take in all that sources of one kind have, in a process of its own, so that its peak memory is theirs; prints JSON."""

import asyncio
import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.peak_memory import peak_megabytes
from moving_clock import MovingClock
from taking_in import take_in, take_in_folder

from storage.database import Database
from storage.named_sources import NamedSource
from storage.upgrading import upgrade

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def measure(url: str, kind: str, options: str, first: str, last: str) -> dict[str, float]:
    database, clock = Database(url), MovingClock(NOON)
    await upgrade(database)
    started, busy = time.perf_counter(), time.process_time()
    if kind == "folder":
        await take_in_folder(database, clock, Path(options))
    else:
        named = [NamedSource(*each) for each in json.loads(options)]
        await take_in(database, clock, kind, named, (date.fromisoformat(first), date.fromisoformat(last)))
    measured = {
        "seconds": time.perf_counter() - started,
        "processor_seconds": time.process_time() - busy,
        "peak_megabytes": peak_megabytes(),
    }
    await database.close()
    return measured


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(*sys.argv[1:]))))
