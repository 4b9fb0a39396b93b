"""The arguments of `chenbao deliveries`."""

# ruff: noqa: PLC0415 - see bot.cli
from datetime import datetime
from typing import Annotated

import typer

from bot.cli_data import AsJSON
from storage.delivery_fates import Fate

app = typer.Typer(
    help="What became of digests and notices: list, explain, retry, drop, resume.", no_args_is_help=True
)
ID = Annotated[str, typer.Argument(metavar="ID", help="As `deliveries list` shows it: 12, or n34.")]


@app.command("list")
def list_deliveries(
    *,
    state: Annotated[
        list[Fate] | None, typer.Option("--state", help="Only these; may be given several times.")
    ] = None,
    chat: Annotated[
        int | None, typer.Option("--chat", metavar="ID", help="Only of this chat, by Telegram's id.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From this local date on.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most to print.")] = 30,
    as_json: AsJSON = False,
) -> None:
    """Show the newest, and how many messages wait, arrived, or are dead."""
    from bot import delivery_commands
    from bot.terminal import run_command

    first = since.date() if since else None
    raise typer.Exit(
        run_command(
            lambda settings: delivery_commands.list_deliveries(
                settings, state or [], chat, first, limit, as_json=as_json
            )
        )
    )


@app.command()
def explain(delivery: ID, *, as_json: AsJSON = False) -> None:
    """Tell what it held, the way of each part, and when it is tried next, by which clock and why."""
    from bot import delivery_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(lambda settings: delivery_commands.explain(settings, delivery, as_json=as_json))
    )


@app.command()
def retry(
    delivery: Annotated[str, typer.Argument(metavar="[ID]", help="Whose dead messages to send again.")] = "",
    *,
    dead: Annotated[bool, typer.Option("--dead", help="All dead messages of all chats.")] = False,
) -> None:
    """Send dead messages again."""
    from bot import delivery_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: delivery_commands.retry(settings, delivery, all_dead=dead)))


@app.command()
def drop(delivery: ID) -> None:
    """Give up what of it did not arrive."""
    from bot import delivery_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: delivery_commands.drop(settings, delivery)))


@app.command()
def resume() -> None:
    """Send on where sending was stopped because going on might have done harm."""
    from bot import delivery_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(delivery_commands.resume))
