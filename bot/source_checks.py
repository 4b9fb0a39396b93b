"""Checks of each source for `chenbao doctor`: whether it answers now, what is missing, what nobody could read."""

import asyncio
from collections.abc import AsyncGenerator, Collection
from datetime import datetime, timedelta

from bot.checks import Check, fail, ok, warn
from bot.digests.sources.polling import Opener
from bot.digests.sources.source import SourceFailed, Validators
from bot.source_folders import is_shown
from storage.database import Database
from storage.named_sources import all_sources
from storage.source_health import SourceHealth, source_health

_PATIENCE_SECONDS = 20
_MOST_DAYS = 3


async def source_checks(
    database: Database, opened: Opener, now: datetime, folders: Collection[str] = ()
) -> AsyncGenerator[Check]:
    """
    One line a source; each that is switched on is asked, and nothing is noted of what it says.

    `folders` are names that belong to watched folders now.
    """
    async with database.reading() as session:
        known = [state for state in await all_sources(session) if is_shown(state, folders)]
        found = [await source_health(session, state, now) for state in known]
    for health in found:
        yield await _check(health, opened, now)


async def _check(health: SourceHealth, opened: Opener, now: datetime) -> Check:
    state = health.state
    name = f"source {state.named.name}"
    if not state.is_enabled:
        return ok(name, "switched off")
    last = f"last good file {state.good_at:%Y-%m-%d %H:%M} UTC" if state.good_at else "no good file yet"
    problem = await _problem(health, opened, now)
    if problem is not None:
        since = f" since {state.failing_since:%Y-%m-%d %H:%M} UTC" if state.failing_since else ""
        times = f"; polls that failed in a row: {state.failures}{since}" if state.failures else ""
        return fail(
            name, f"{last}{times}; {problem}", "it is tried again by itself; `chenbao sources` shows it"
        )
    if health.refusal is not None:
        told = f"{last}; its newest file cannot be read: {health.refusal}"
        return warn(name, told, "`chenbao retry` reads it again, after an update")
    if health.gaps:
        days = ", ".join(str(day) for day in health.gaps[-_MOST_DAYS:])
        told = f"{last}; days that did not come: {len(health.gaps)}, lately {days}"
        first = health.gaps[0]
        return warn(name, told, f"`chenbao backfill {state.named.name} --from {first}` asks for them again")
    return ok(name, f"it answers, {last}")


async def _problem(health: SourceHealth, opened: Opener, now: datetime) -> str | None:
    """Why it cannot be asked now; None if it can."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), opened(health.state.named) as one:
            items = await one.source.listing([(now - timedelta(days=1)).date()])
            if items and one.is_unasked(items[0]):
                await one.source.fetch(items[0], Validators())
    except TimeoutError:
        return f"it did not answer within {_PATIENCE_SECONDS} seconds; see proxy and url"
    except SourceFailed as failure:
        return str(failure)
    return None
