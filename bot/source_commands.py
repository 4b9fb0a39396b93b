"""`chenbao sources`, `backfill`, `reparse` and `retry`: where digests come from, their past, a second reading."""

from collections.abc import Sequence
from datetime import date

from bot.digests.reports import FileReport, FileStatus, refused_lines
from bot.digests.rereading import Rereader
from bot.digests.retrying import Retrier
from bot.digests.sources.backfill import Backfilled, backfill
from bot.digests.sources.source import SourceFailed
from bot.digests.sources.visiting import Visitor
from bot.naming_sources import name_sources, source_opener
from bot.opening import bring_up_to_date, opened_database, opened_index
from bot.settings import Settings
from bot.source_folders import folders_named, is_shown
from bot.source_listing import documents_of, problems_of, table_of
from bot.source_settings import watched_folders
from bot.terminal import EXIT_INCOMPLETE, messages, output, print_json, progress_bar
from storage.acts import ActKind, record_act
from storage.clock import SystemClock
from storage.database import Database
from storage.named_sources import all_sources, source_named
from storage.source_items import item_counts


async def sources(settings: Settings, *, as_json: bool) -> int:
    """List the sources, how each fares, and how many of its files came."""
    folders = folders_named(settings)
    async with opened_database(settings) as database:
        await _name_sources(settings, database)
        async with database.reading() as session:
            known = [state for state in await all_sources(session) if is_shown(state, folders)]
            found = [(state, await item_counts(session, state.id)) for state in known]
    if as_json:
        print_json(documents_of(found, folders))
    elif not found and not folders:
        output().print("no source is named; see [[sources]] in the README, or put files into the inbox")
    else:
        output().print(table_of(found, folders))
        for problem in problems_of(found, folders):
            output().print(problem, soft_wrap=True)
    return 0


async def past(settings: Settings, name: str, first: date, last: date | None, *, as_json: bool) -> int:
    """Fetch what a source has of the past, as archive; what came before is not fetched again."""
    clock = SystemClock()
    last = last or clock.now().date()
    if first > last:
        messages().print(f"--from {first} is later than --to {last}; turn them round", style="red")
        return EXIT_INCOMPLETE
    async with opened_database(settings) as database:
        await _name_sources(settings, database)
        async with database.reading() as session:
            state = await source_named(session, name)
        if state is None:
            messages().print(f"no source is named {name}; `chenbao sources` lists them", style="red")
            return EXIT_INCOMPLETE
        opener = source_opener(database, settings, clock)
        visitor = Visitor(database, clock, news_days=settings.news_days)
        with progress_bar(name) as advance:
            try:
                done = await backfill(visitor, opener.opened, state, (first, last), progress=advance)
            except SourceFailed as failure:
                pause = f", in {failure.retry_after.total_seconds():.0f} s" if failure.retry_after else ""
                messages().print(
                    f"{name}: {failure}\nThe same command goes on from here{pause}.", style="red"
                )
                return EXIT_INCOMPLETE
        async with opened_index(settings, database) as index:
            # A running bot writes the index itself, within moments; there is nothing to wait for.
            await bring_up_to_date(index, database, wait_seconds=0)
    return _told(done, as_json=as_json)


async def reparse(settings: Settings, *, as_json: bool) -> int:
    """Read all contents again as they came."""
    async with opened_database(settings) as database:
        rereader = Rereader(database, SystemClock(), news_days=settings.news_days)
        with progress_bar("reading again") as advance:
            done = await rereader.reread_all(progress=advance)
        async with opened_index(settings, database) as index:
            await bring_up_to_date(index, database, wait_seconds=0)
    figures = {"contents": done.contents, "changed": done.changed, "papers": done.papers}
    if as_json:
        print_json(figures | {"refused": [report.as_json() for report in done.refused]})
    else:
        output().print(
            f"contents: {done.contents} read again, {done.changed} read otherwise than before, "
            f"{len(done.refused)} refused; papers: {done.papers} new, changed or gone"
        )
        _tell_refused(done.refused)
    return EXIT_INCOMPLETE if done.refused else 0


async def retry(settings: Settings, *, as_json: bool) -> int:
    """Read what was refused again: what was fetched, and what lies in the quarantine of the inbox."""
    clock = SystemClock()
    inboxes = watched_folders(settings.inbox, settings.sources)
    async with opened_database(settings) as database:
        retrier = Retrier(database, clock, inboxes, news_days=settings.news_days)
        with progress_bar("reading again") as advance:
            done = await retrier.retry(progress=advance)
        async with database.transaction() as session:
            await record_act(session, ActKind.REFUSED_RETRIED, done.read + len(done.refused), clock.now())
        async with opened_index(settings, database) as index:
            await bring_up_to_date(index, database, wait_seconds=0)
    if as_json:
        figures = {"read": done.read, "papers": done.papers}
        print_json(figures | {"refused": [report.as_json() for report in done.refused]})
    else:
        output().print(
            f"refused files: {done.read} can be read now, {len(done.refused)} still refused; "
            f"papers: {done.papers} new or changed"
        )
        _tell_refused(done.refused)
    return EXIT_INCOMPLETE if done.refused else 0


async def _name_sources(settings: Settings, database: Database) -> None:
    """What the file says since the bot started last counts at once."""
    has_default = settings.telegram_token is not None
    await name_sources(database, settings, SystemClock(), has_default=has_default)


def _tell_refused(reports: Sequence[FileReport]) -> None:
    for line in refused_lines(reports):
        messages().print(line, style="red", soft_wrap=True)


def _told(done: Backfilled, *, as_json: bool) -> int:
    refused = [report for report in done.reports if report.status is FileStatus.REFUSED]
    figures = {
        "asked": done.asked,
        "found": done.found,
        "refused": len(refused),
        "papers": sum(report.new for report in done.reports),
    }
    if as_json:
        print_json(figures | {"files": [report.as_json() for report in done.reports]})
    else:
        output().print(
            f"files: {done.asked} asked for, {done.found} there, {len(refused)} refused; "
            f"papers: {figures['papers']} new"
        )
        _tell_refused(refused)
    return EXIT_INCOMPLETE if refused else 0
