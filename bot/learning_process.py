"""
Learning in a process of its own: `python -m bot.learning_process`, as `bot.learning` starts it.

It is told on standard input which database, because a URL may hold a password and a command
line can be read by all; it says on standard output what it learned. Whenever it is killed, the
database is as before or as after.
"""

import asyncio
import json
import os
import sys
from datetime import datetime

from storage.database import Database
from storage.learning import refresh_lexicon

_NICENESS = 15
"""Readers' answers go first where there is one processor."""


async def _learn(database_url: str, now: datetime) -> dict[str, int]:
    database = Database(database_url)
    try:
        refreshed = await refresh_lexicon(database, now)
    finally:
        await database.close()
    learned = len(refreshed.lesson.learned) if refreshed.lesson else 0
    return {"papers": refreshed.learned_from.pair_count, "learned": learned}


def main() -> None:
    """Learn once, as told on standard input."""
    os.nice(_NICENESS)
    told = json.load(sys.stdin)
    result = asyncio.run(_learn(told["database_url"], datetime.fromisoformat(told["now"])))
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
