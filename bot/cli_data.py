"""The arguments of `chenbao doctor`, `backup`, `restore` and `move`."""

# ruff: noqa: PLC0415 - see bot.cli
from pathlib import Path
from typing import Annotated

import typer

AsJSON = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Give up the data that is in the database now.")]


def add_to(app: typer.Typer) -> None:
    """Let `app` know the commands."""
    for command in (doctor, backup, restore, move):
        app.command()(command)


def doctor(*, as_json: AsJSON = False) -> None:
    """Look for all that can keep digests from arriving; each line names the trouble and the remedy."""
    from bot import doctor as checks
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: checks.doctor(settings, as_json=as_json)))


def backup(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="A file, or a folder; else DATA/backups.")
    ] = None,
    *,
    as_json: AsJSON = False,
) -> None:
    """Write all data into one file while the bot runs; it fits SQLite and PostgreSQL."""
    from bot import backup_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: backup_commands.backup(settings, path, as_json=as_json)))


def restore(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="What `chenbao backup` wrote.")],
    *,
    replaces: Replace = False,
    as_json: AsJSON = False,
) -> None:
    """Put a backup into the database, whole or not at all; the bot must be stopped."""
    from bot import backup_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(
            lambda settings: backup_commands.restore(settings, path, replaces=replaces, as_json=as_json)
        )
    )


def move(
    url: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help="The new database; its password may stand in ~/.pgpass."),
    ] = None,
    *,
    replaces: Replace = False,
    undoes: Annotated[
        bool, typer.Option("--undo", help="Use the database of the settings again, in its old state.")
    ] = False,
) -> None:
    """Bring all data to another database, SQLite or PostgreSQL; a killed move goes on. Stop the bot first."""
    from bot import backup_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(lambda settings: backup_commands.move(settings, url, replaces=replaces, undoes=undoes))
    )
