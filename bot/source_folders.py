"""The folders among the sources: watched like the inbox, so the database knows nothing of them."""

from collections.abc import Collection, Iterator
from pathlib import Path

from bot.checks import Check, ok, warn
from bot.digests.files import files_below
from bot.settings import Settings
from bot.source_settings import FolderSource
from storage.named_sources import SourceState


def folders_named(settings: Settings) -> dict[str, Path]:
    """Where each lies, by the name of its source."""
    return {one.name: one.path for one in settings.sources or () if isinstance(one, FolderSource)}


def is_shown(state: SourceState, folders: Collection[str]) -> bool:
    """Whether it is a source still: a name may have become that of a folder, and its row stays."""
    return state.is_enabled or state.named.name not in folders


def folder_problem(folder: Path) -> str | None:
    """Why no file comes from a folder; None if there are some."""
    place = folder.absolute()
    try:
        is_empty = next(files_below(folder), None) is None
    except FileNotFoundError:
        return f"there is no folder {place}"
    except OSError as error:
        return f"{place}: {error.strerror}"
    return f"no file lies in {place}" if is_empty else None


def folder_checks(settings: Settings) -> Iterator[Check]:
    """One line a folder for `chenbao doctor`."""
    for name, folder in folders_named(settings).items():
        if problem := folder_problem(folder):
            yield warn(f"source {name}", problem, "put digest files there, or mend its path in chenbao.toml")
        else:
            yield ok(f"source {name}", f"{folder.absolute()} is watched while the bot runs")
