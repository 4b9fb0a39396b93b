"""The arguments of `chenbao chats`."""

# ruff: noqa: PLC0415 - see bot.cli
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_data import AsJSON

app = typer.Typer(
    help="One chat's data as a file, back, and gone: export, import, forget; and who may use the bot: ban, allow, clear.",
    no_args_is_help=True,
)

ChatNumber = Annotated[int, typer.Argument(metavar="CHAT_ID", help="Telegram's number; groups have a minus.")]


@app.command(context_settings={"ignore_unknown_options": True})
def export(
    chat_id: ChatNumber,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Standard output if not given.")
    ] = None,
) -> None:
    """Write all that is held about a chat as JSON, as /export does."""
    from bot import chat_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: chat_commands.export(settings, chat_id, file)))


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What /export or `chats export` wrote.")],
    *,
    chat_id: Annotated[
        int | None, typer.Option("--chat", metavar="ID", help="Into this chat, not the one it is of.")
    ] = None,
    replaces: Annotated[
        bool, typer.Option("--replace", help="Take the settings, too, where the chat has its own.")
    ] = False,
    as_json: AsJSON = False,
) -> None:
    """Add the topics and saved papers of an exported chat; what the chat follows stays."""
    from bot import chat_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(
            lambda settings: chat_commands.take_in(
                settings, file, chat_id, replaces=replaces, as_json=as_json
            )
        )
    )


@app.command(context_settings={"ignore_unknown_options": True})
def forget(
    chat_id: ChatNumber,
    *,
    is_sure: Annotated[
        bool, typer.Option("--yes", help="Delete it; without it is only told what there is.")
    ] = False,
) -> None:
    """Delete all that is held about a chat, as /forget does for its reader."""
    from bot import chat_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: chat_commands.forget(settings, chat_id, is_sure=is_sure)))


@app.command(context_settings={"ignore_unknown_options": True})
def ban(chat_id: ChatNumber) -> None:
    """Answer a person or chat no more, and bring it nothing; what it has stays."""
    from bot import access_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: access_commands.ban_chat(settings, chat_id)))


@app.command(context_settings={"ignore_unknown_options": True})
def allow(chat_id: ChatNumber) -> None:
    """Let a person or chat in, where the bot is private; a ban ends with it."""
    from bot import access_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: access_commands.allow_chat(settings, chat_id)))


@app.command(context_settings={"ignore_unknown_options": True})
def clear(chat_id: ChatNumber) -> None:
    """Take a ban away, or a place on the list of those let in."""
    from bot import access_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: access_commands.clear_chat(settings, chat_id)))
