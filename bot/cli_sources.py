"""The arguments of `chenbao sources`, `backfill`, `reparse` and `retry`."""

# ruff: noqa: PLC0415 - see bot.cli
from datetime import datetime
from typing import Annotated

import typer

AsJSON = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]


def add_to(app: typer.Typer) -> None:
    """Let `app` know the commands."""
    for command in (sources, backfill, reparse, retry):
        app.command()(command)


def sources(*, as_json: AsJSON = False) -> None:
    """List where digests come from, and how each source fares."""
    from bot import source_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: source_commands.sources(settings, as_json=as_json)))


def backfill(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The name of a source.")],
    *,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; else today.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Fetch the past of a source, as archive: searched, never pushed. A killed backfill goes on."""
    from bot import source_commands
    from bot.terminal import run_command

    days = first.date(), last.date() if last else None
    raise typer.Exit(
        run_command(lambda settings: source_commands.past(settings, source, *days, as_json=as_json))
    )


def reparse(*, as_json: AsJSON = False) -> None:
    """Read digests again as they came, after this program learned to read them better."""
    from bot import source_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: source_commands.reparse(settings, as_json=as_json)))


def retry(*, as_json: AsJSON = False) -> None:
    """Read again what was refused: what was fetched, and what lies in the quarantine of the inbox."""
    from bot import source_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: source_commands.retry(settings, as_json=as_json)))
