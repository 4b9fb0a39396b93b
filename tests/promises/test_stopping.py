"""Promise 15: a bot that is asked to stop leaves everything in order, soon."""

import time
from pathlib import Path

from processes import Started
from sqlalchemy import select
from town import town
from waiting import eventually

from storage.database import Session
from storage.schema import MessageRow


def test_promise_15_a_stop_ends_within_its_time_and_gives_back_what_it_holds(tmp_path: Path) -> None:
    """In the middle of a morning, with slow answers: no lease stays, and nobody misses or gets a copy."""
    with town(tmp_path, readers=12, kind=Started) as built:
        built.sandbox.fault("delay", method="sendMessage", delay_seconds=2, times=None)
        mark = built.next_morning()
        eventually(lambda: any(built.post(mark).copies.values()))
        began = time.monotonic()
        assert built.bot.stop() == 0
        assert time.monotonic() - began < 20

        async def leases(session: Session) -> list[str | None]:
            leased = MessageRow.leased_by.is_not(None)
            return list(await session.scalars(select(MessageRow.leased_by).where(leased)))

        assert built.in_database(leases) == []
        built.bot.start()  # and the sandbox with it, which forgets its faults
        eventually(built.is_quiet)
        assert set(built.post(mark).copies.values()) == {1}
