"""Checks for `chenbao doctor` of whether digests come at all, and what was written down for them to come from."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.checks import Check, ok, warn
from bot.settings import Settings
from bot.source_settings import default_source
from bot.terminal import some_of
from storage.database import Session
from storage.digests import counts, last_arrival
from storage.named_sources import all_sources
from storage.sources import habits

_QUIET = timedelta(days=7)
"""Past which it is odd that no news came."""
_FEED = "name sources in chenbao.toml, or put digest files into the inbox"


def written_down(settings: Settings) -> Iterator[Check]:
    """The sources that the first run will ask."""
    sources = settings.sources
    if sources is None:
        sources = (default_source(),) if settings.telegram_token else ()
    if sources:
        names = [f"{source.name} ({source.kind})" for source in sources]
        yield ok("sources", f"{some_of(names)}; asked once the bot runs")


async def arrivals(session: Session, settings: Settings, now: datetime) -> Check:
    """Which publishers are late; where no news came, what else did, and what is asked."""
    known = await habits(session, now)
    late = [f"{one.source} since {one.late_since:%Y-%m-%d %H:%M} UTC" for one in known if one.late_since]
    if late:
        return warn("sources", f"late: {', '.join(late)}", "see why no digest comes into the inbox")
    if known:
        return ok("sources", ", ".join(f"{one.source} last for {one.last_good_on}" for one in known))
    return await _without_news(session, await _asked(session, settings), now)


async def _without_news(session: Session, asked: Sequence[str], now: datetime) -> Check:
    there, last = await counts(session), await last_arrival(session)
    named = f"; asked while the bot runs: {some_of(asked)}" if asked else ""
    remedy = "`chenbao sources` shows how each fares" if asked else _FEED
    if last is None:
        return warn("sources", f"no digest has come yet{named}", remedy)
    told = (
        f"no news came in the last 30 days; papers that can be searched: {there.papers}; "
        f"the last digest came {last:%Y-%m-%d %H:%M} UTC{named}"
    )
    return ok("sources", told) if asked and last > now - _QUIET else warn("sources", told, remedy)


async def _asked(session: Session, settings: Settings) -> list[str]:
    """The names in the database, and those that are folders or were written down since."""
    polled = [state.named.name for state in await all_sources(session) if state.is_enabled]
    return list(dict.fromkeys([*polled, *(source.name for source in settings.sources or ())]))
