"""The sources that the operator named: those of the database at each start, and how they are opened."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.digests.ingest import is_unfilled
from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.digests.sources.polling import Poller
from bot.digests.sources.visiting import Visitor
from bot.settings import Settings
from bot.source_settings import DEFAULT_NAME, AnySource, FolderSource, default_source, named, secrets_of
from storage.clock import Clock
from storage.database import Database
from storage.incomplete import incomplete_arxiv_ids
from storage.named_sources import agree_with_file, all_sources, source_named

_COMPLETED = timedelta(days=60)
"""How old papers may be for arXiv to be asked about them."""
logger = logging.getLogger(__name__)


def source_opener(database: Database, settings: Settings, clock: Clock) -> SourceOpener:
    """What opens the sources of the database, with their tokens from the settings."""

    async def wanted(limit: int) -> Sequence[str]:
        async with database.reading() as session:
            return await incomplete_arxiv_ids(session, clock.now().date() - _COMPLETED, limit)

    return SourceOpener(secrets_of(settings.sources or ()), Pace(), wanted)


def poller(database: Database, settings: Settings, clock: Clock) -> Poller:
    """What polls the sources of the database."""
    visitor = Visitor(database, clock, news_days=settings.news_days)
    return Poller(database, clock, source_opener(database, settings, clock).opened, visitor)


async def name_sources(
    database: Database, settings: Settings, clock: Clock, *, has_default: bool
) -> Sequence[str]:
    """
    Make the database agree with what the operator wrote down; the names of all that is asked now.

    Where nothing is written a fresh instance polls the daily papers, if `has_default`; one that
    was fed by other means till now is left as it was, and so is what was switched in chat.
    """
    wanted = await _wanted(database, settings, has_default=has_default)
    polled = [named(source) for source in wanted if not isinstance(source, FolderSource)]
    async with database.transaction() as session:
        await agree_with_file(session, polled, clock.now())
        asked = [state.named.name for state in await all_sources(session) if state.is_enabled]
    if not asked and len(polled) == len(wanted):
        logger.warning("sources.none; only files that are put into %s arrive", settings.inbox)
    return asked


async def _wanted(database: Database, settings: Settings, *, has_default: bool) -> Sequence[AnySource]:
    if settings.sources is not None:
        return settings.sources
    async with database.reading() as session:
        default = await source_named(session, DEFAULT_NAME)
    is_managed = default is not None and not default.is_in_file
    is_wanted = has_default and not is_managed and (default is not None or await is_unfilled(database))
    return [default_source()] if is_wanted else []
