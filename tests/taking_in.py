"""Sources named and asked for all they have, as a running bot and its operator do."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from digest_places import DATED

from bot.digests.sources.backfill import backfill
from bot.digests.sources.folder import Inbox
from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.digests.sources.polling import Poller
from bot.digests.sources.visiting import Visitor
from storage.clock import Clock
from storage.database import Database
from storage.named_sources import NamedSource, agree_with_file, all_sources

NEVER_SECONDS = 4e9
"""A machine's clock so late that every file lies at rest."""


async def take_in(
    database: Database, clock: Clock, kind: str, named: Sequence[NamedSource], span: tuple[date, date]
) -> None:
    """Bring all that some sources of one kind have; dated ones are asked for the days of `span`."""
    async with database.transaction() as session:
        await agree_with_file(session, named, clock.now())
    opener = SourceOpener({}, Pace(pause_seconds=0), _nothing_lacks)
    visitor = Visitor(database, clock)
    if kind not in DATED:
        await Poller(database, clock, opener.opened, visitor).poll_due()
        return
    async with database.reading() as session:
        states = await all_sources(session)
    for state in states:
        await backfill(visitor, opener.opened, state, span)


async def take_in_folder(database: Database, clock: Clock, folder: Path) -> None:
    """Bring what lies in a watched folder."""
    await Inbox(folder, database, clock, machine_seconds=lambda: NEVER_SECONDS).scan()


async def _nothing_lacks(_: int) -> Sequence[str]:
    return ()
