"""`chenbao backup`, `restore` and `move`: the data as a whole, out, in, and to another database."""

from datetime import datetime
from pathlib import Path

from bot.opening import index_folder, opened_database
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, EXIT_MISUSE, messages, output, print_json, progress_bar
from storage.backup import back_up
from storage.backup import restore as restore_backup
from storage.clock import SystemClock
from storage.database import Database
from storage.manifest import Manifest
from storage.moving import move as move_data
from storage.moving import undo_move

_MEGABYTE = 1_000_000


async def backup(settings: Settings, path: Path | None, *, as_json: bool) -> int:
    """Write a backup to a file, or under a name of its own into a folder."""
    now = SystemClock().now()
    place = _place(settings, path, now)
    if path is not None and not place.parent.is_dir():
        messages().print(f"there is no folder {place.parent}; make it, or name another place", style="red")
        return EXIT_INCOMPLETE
    async with opened_database(settings) as database:
        with progress_bar("backing up") as advance:
            manifest = await back_up(database, place, now, lambda name, done: advance(done, None, name))
    size_bytes = place.stat().st_size
    if as_json:
        print_json(_told(manifest) | {"path": str(place), "bytes": size_bytes})
    else:
        output().print(f"{place}: {_counts(manifest)}, {size_bytes / _MEGABYTE:.1f} MB", soft_wrap=True)
    return 0


async def restore(settings: Settings, path: Path, *, replaces: bool, as_json: bool) -> int:
    """Put a backup into the database of the settings."""
    with progress_bar("restoring") as advance:
        manifest = await restore_backup(
            path,
            settings.database_url,
            replaces=replaces,
            told=lambda name, done: advance(done, None, name),
        )
    if as_json:
        print_json(_told(manifest) | {"path": str(path)})
        return 0
    output().print(f"{path} of {manifest.made_at[:19]} restored: {_counts(manifest)}", soft_wrap=True)
    output().print(
        f"The index in {index_folder(settings)} is built anew at the next start. What was sent since "
        "is not known any more: papers of those days may come once more.",
        soft_wrap=True,
    )
    return 0


async def move(settings: Settings, url: str | None, *, replaces: bool, undoes: bool) -> int:
    """Bring all data to the database at `url`, or give a move up."""
    if (url is None) is not undoes:
        messages().print("say either --to with the new database, or --undo", style="red")
        return EXIT_MISUSE
    origin = Database(settings.database_url)
    try:
        if url is None:
            return await _undo(origin)
        return await _move(origin, url, replaces=replaces)
    finally:
        await origin.close()


async def _move(origin: Database, url: str, *, replaces: bool) -> int:
    target = Database(url)
    try:
        with progress_bar("moving") as advance:
            moved = await move_data(
                origin, target, replaces=replaces, told=lambda name, done: advance(done, None, name)
            )
    finally:
        await target.close()
    went_on = "went on with an interrupted move; " if moved.was_resumed else ""
    console = output()
    console.print(
        f"{went_on}{sum(moved.rows.values())} rows in {len(moved.rows)} tables moved and compared",
        soft_wrap=True,
    )
    console.print(
        f"Now set CHENBAO_DATABASE_URL to the address that you named ({target.place}). {origin.place} is left "
        "as it is; nothing runs on it any more.",
        soft_wrap=True,
    )
    return 0


async def _undo(database: Database) -> int:
    if not await undo_move(database):
        messages().print(f"{database.place} was not moved away; there is nothing to undo", style="red")
        return EXIT_INCOMPLETE
    output().print(f"{database.place} can be used again, as it was when it was left", soft_wrap=True)
    return 0


def _place(settings: Settings, path: Path | None, now: datetime) -> Path:
    place = path or settings.data_dir / "backups"
    return place / f"chenbao-{now:%Y-%m-%d-%H%M%S}.zip" if path is None or path.is_dir() else place


def _told(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "migration": manifest.migration,
        "bot": manifest.bot,
        "rows": {each.table.name: each.rows for each in manifest.tables},
    }


def _counts(manifest: Manifest) -> str:
    rows = {each.table.name: each.rows for each in manifest.tables}
    shown = ", ".join(f"{rows.get(name, 0)} {name}" for name in ("papers", "chats", "topics", "deliveries"))
    return f"{shown}, {manifest.rows} rows in all"
