"""The sources that the operator named become those of the database, at each start."""

import logging
from collections.abc import Sequence

from bot.digests.ingest import is_unfilled
from bot.settings import Settings
from bot.source_settings import DEFAULT_NAME, AnySource, FolderSource, default_source, named
from storage.clock import Clock
from storage.database import Database
from storage.source_polls import agree_with_file, are_any_enabled, source_named

logger = logging.getLogger(__name__)


async def name_sources(database: Database, settings: Settings, clock: Clock, *, has_default: bool) -> None:
    """
    Make the database agree with what the operator wrote down.

    Where nothing is written a fresh instance polls the daily papers, if `has_default`; one that
    was fed by other means till now is left as it was.
    """
    wanted = await _wanted(database, settings, has_default=has_default)
    polled = [named(source) for source in wanted if not isinstance(source, FolderSource)]
    async with database.transaction() as session:
        await agree_with_file(session, polled, clock.now())
        is_fed = await are_any_enabled(session) or len(polled) < len(wanted)
    if not is_fed:
        logger.warning("sources.none; only files that are put into %s arrive", settings.inbox)


async def _wanted(database: Database, settings: Settings, *, has_default: bool) -> Sequence[AnySource]:
    if settings.sources is not None:
        return settings.sources
    async with database.reading() as session:
        is_default_used = await source_named(session, DEFAULT_NAME) is not None
    return [default_source()] if has_default and (is_default_used or await is_unfilled(database)) else []
