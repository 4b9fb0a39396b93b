"""
`chenbao doctor`: everything that can keep digests from arriving, each in a line with its remedy.

It changes nothing, prints no secret, and works beside the running bot.
"""

import shutil
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.text import Text

from bot.checks import Check, Health, fail, ok, warn
from bot.digest_checks import arrivals, written_down
from bot.digests.files import QUARANTINE, files_below
from bot.naming_sources import source_opener
from bot.opening import index_folder
from bot.reaching import reach
from bot.settings import Settings
from bot.source_checks import source_checks
from bot.source_folders import folder_checks, folders_named
from bot.terminal import EXIT_INCOMPLETE, output, print_json
from storage.clock import SystemClock
from storage.database import Database, Session
from storage.database_clock import database_now
from storage.delivery_reports import totals
from storage.errors import DatabaseMoved, StorageError
from storage.health import damage, last_update_at, probe_writing, schema_state, senders_seen
from storage.holding import count_of_bots
from storage.instance import current_revision, instance_of
from storage.relocation import refuse_relocated
from storage.search.index import SearchIndex
from storage.senders import SEEN_FOR
from storage.sending_pauses import sending_state

_STYLES = {Health.OK: "green", Health.WARN: "yellow", Health.FAIL: "red"}
_MEGABYTE = 1_000_000
_DISK_WARN_BYTES, _DISK_FAIL_BYTES = 1_000 * _MEGABYTE, 100 * _MEGABYTE
_LOG_WARN_BYTES = 256 * _MEGABYTE


async def doctor(settings: Settings, *, as_json: bool) -> int:
    """Run all checks; the exit code is 0 only if none failed."""
    checks = []
    async for check in all_checks(settings, datetime.now(UTC)):
        checks.append(check)
        if not as_json:
            remedy = f"; {check.remedy}" if check.remedy else ""
            line = Text(f"{check.health:5}", style=_STYLES[check.health])
            output().print(line.append(f"{check.name}: {check.told}{remedy}", style=""), soft_wrap=True)
    if as_json:
        print_json(
            [
                {"check": one.name, "health": one.health, "told": one.told, "remedy": one.remedy or None}
                for one in checks
            ]
        )
    return EXIT_INCOMPLETE if any(one.health is Health.FAIL for one in checks) else 0


async def all_checks(settings: Settings, now: datetime) -> AsyncGenerator[Check]:
    """One after the other, so that what takes long shows what was found before."""
    yield ok("settings", f"data in {settings.data_dir}, API {settings.telegram_api_url}")
    if settings.telegram_token is None:
        yield warn(
            "token", "none: the bot runs in its sandbox, without Telegram",
            "for Telegram set CHENBAO_TELEGRAM_TOKEN",
        )  # fmt: skip
    else:
        token = settings.telegram_token.get_secret_value()
        async for check in reach(settings.telegram_api_url, token, settings.telegram_proxy):
            yield check
    yield _disk(settings.data_dir)
    yield _inbox(settings.inbox, now)
    for check in folder_checks(settings):
        yield check
    async for check in _database(settings, now):
        yield check


def _disk(folder: Path) -> Check:
    while not folder.exists():
        folder = folder.absolute().parent
    free = shutil.disk_usage(folder).free
    told = f"{free // _MEGABYTE} MB free in {folder}"
    if free < _DISK_FAIL_BYTES:
        return fail("disk", told, "make room: nothing can be recorded without")
    if free < _DISK_WARN_BYTES:
        return warn("disk", told, "make room soon")
    return ok("disk", told)


def _inbox(folder: Path, now: datetime) -> Check:
    try:
        files = list(files_below(folder)) if folder.exists() else None
        quarantined = len([*(folder / QUARANTINE).glob("*.reason.txt")])
        newest = max((entry.stat().st_mtime for entry in files or ()), default=None)
    except OSError as error:
        return fail("inbox", f"{folder}: {error.strerror}", "let the bot's user read and write it")
    if files is None:
        return warn(
            "inbox", f"{folder} does not exist", "the bot makes it at its start; or set CHENBAO_INBOX"
        )
    last = f", the newest {_ago(now - datetime.fromtimestamp(newest, UTC))}" if newest else ""
    told = f"{len(files)} files in {folder}{last}"
    if quarantined:
        return warn(
            "inbox", f"{told}; {quarantined} in quarantine",
            f"read why beside them in {folder / QUARANTINE}, and put them back mended",
        )  # fmt: skip
    return ok("inbox", told)


async def _database(settings: Settings, now: datetime) -> AsyncGenerator[Check]:
    path = Database(settings.database_url).path
    if path and not path.exists():
        yield warn("database", f"there is none at {path} yet", "the first `chenbao run` makes it")
        for check in written_down(settings):
            yield check
        return
    database = Database(settings.database_url)
    try:
        async for check in _open_database(settings, database, now):
            yield check
    except DatabaseMoved as error:
        yield fail("database", str(error), "")
    except StorageError as error:
        told, _, remedy = str(error).rpartition("; ")
        yield fail("database", told or remedy, remedy if told else "")
    finally:
        await database.close()


async def _open_database(settings: Settings, database: Database, now: datetime) -> AsyncGenerator[Check]:
    schema = await schema_state(database)
    if not schema.is_known:
        yield fail(
            "database", f"it is at migration {schema.present}, which this program does not know",
            "update the program, or restore a backup",
        )  # fmt: skip
        return
    if (found := await damage(database)) is not None:
        yield fail("database", f"{database.place}: {found}", "restore a backup with `chenbao restore`")
        return
    if schema.present != schema.wanted:
        yield warn(
            "database", f"{database.place} is at migration {schema.present}, the program at {schema.wanted}",
            "the next `chenbao run` brings it up to date",
        )  # fmt: skip
        return
    await probe_writing(database)
    async with database.reading() as session:
        await refuse_relocated(session, database.place)
        yield ok("database", f"{database.place} can be read and written, migration {schema.present}")
        if database.path:
            yield _log_beside(database.path)
        yield await _bot(session, database, now)
        yield await _index(settings, session)
        yield await arrivals(session, settings, now)
        yield await _sending(session)
        yield await _dead_letters(session)
    opener = source_opener(database, settings, SystemClock())
    async for check in source_checks(database, opener.opened, now, folders_named(settings)):
        yield check


def _log_beside(path: Path) -> Check:
    log = path.with_name(f"{path.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    told = f"{size / _MEGABYTE:.1f} MB in the log beside the file"
    if size > _LOG_WARN_BYTES:
        return warn("database log", told, "a program reads for very long; find and stop it")
    return ok("database log", told)


async def _bot(session: Session, database: Database, now: datetime) -> Check:
    count = await count_of_bots(database)
    moment = await database_now(session)
    seen = [name for name, at in await senders_seen(session) if moment - at <= SEEN_FOR]
    last = await last_update_at(session)
    heard = f", last update {_ago(now - last)}" if last else ""
    if not count:
        return warn("bot", f"none runs on this database{heard}", "start it with `chenbao run`")
    if not seen and database.is_sqlite and not (await totals(session))["queued"]:
        # Alone on its file it says that it sends only while it does.
        return ok("bot", f"{count} running, with nothing to send{heard}")
    if not seen:
        return warn("bot", f"{count} hold the database, none sends{heard}", "look into the bot's log")
    return ok("bot", f"{count} running, sending: {', '.join(seen)}{heard}")


async def _index(settings: Settings, session: Session) -> Check:
    identity = (await instance_of(session)).identity
    revision = await current_revision(session)
    folder = index_folder(settings)
    if not folder.exists():
        return warn(
            "index", f"there is none in {folder}", "it is built at the next start, or by `chenbao reindex`"
        )
    index = SearchIndex.open(folder, identity, writable=False)
    try:
        if index.must_rebuild:
            return warn(
                "index",
                f"the one in {folder} is of no use",
                "it is built anew at the next start, or by `chenbao reindex`",
            )
        if index.revision < revision:
            return warn(
                "index", f"it is {revision - index.revision} changes behind", "it follows when the bot runs"
            )
        return ok("index", f"up to date in {folder}")
    finally:
        index.close()


async def _sending(session: Session) -> Check:
    held = await sending_state(session)
    if held.stopped_reason:
        return fail(
            "sending", f"stopped: {held.stopped_reason}", "when that is mended: `chenbao deliveries resume`"
        )
    if held.paused_until:
        told = f"paused until {held.paused_until:%H:%M:%S} UTC by the database's clock: {held.pause_reason}"
        return warn("sending", told, "it goes on by itself")
    return ok("sending", "not held")


async def _dead_letters(session: Session) -> Check:
    counts = await totals(session)
    told = f"{counts['dead']} dead, {counts['queued'] + counts['deferred'] + counts['unknown']} waiting"
    if counts["dead"]:
        return warn("messages", told, "`chenbao deliveries list --state dead` shows why")
    return ok("messages", told)


def _ago(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return f"{max(seconds, 0)} seconds ago"
