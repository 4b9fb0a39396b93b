"""
`chenbao`: the commands and their arguments. What they do stands in the modules they call.

Those are imported when a command runs, so that none waits for the libraries of another.
"""

# ruff: noqa: PLC0415 - see above
from pathlib import Path
from typing import Annotated

import typer

from bot import cli_chats, cli_data, cli_deliveries, cli_sources
from bot.cli_data import AsJSON

app = typer.Typer(
    name="chenbao",
    help="Chenbao 晨报 brings AI papers to Telegram every morning.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run() -> None:
    """Run the bot: on Telegram with a token, else in the sandbox, which needs nothing."""
    from bot import run_command

    raise typer.Exit(run_command.run_until_stopped())


@app.command()
def sandbox() -> None:
    """Serve the sandbox alone: the Bot API on this machine, with a page to chat in."""
    from bot import run_command

    raise typer.Exit(run_command.serve_sandbox())


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or glob patterns.")],
    *,
    as_json: AsJSON = False,
) -> None:
    """Take digest files in; the exit code is 0 only if every entry of every file was taken."""
    from bot import digest_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: digest_commands.ingest(settings, paths, as_json=as_json)))


@app.command()
def search(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY", help="As in /search; - reads one query a line.")
    ],
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most papers to print.")] = 10,
    as_json: AsJSON = False,
    widens: Annotated[
        bool, typer.Option("--widen/--no-widen", help="Search with the words of the other language, too.")
    ] = True,
) -> None:
    """Find papers, best first; `search -` answers each line of standard input with one line of JSON."""
    from bot import search_commands
    from bot.terminal import run_command

    text = " ".join(query)
    raise typer.Exit(
        run_command(
            lambda settings: search_commands.search(settings, text, limit, as_json=as_json, widens=widens)
        )
    )


@app.command()
def show(
    arxiv_id: Annotated[
        str, typer.Argument(metavar="ARXIV_ID", help="As in 2507.19849, or a DOI, or a link to either.")
    ],
    *,
    history: Annotated[
        bool, typer.Option("--history", help="Every digest that spoke of it: when it came, what it said.")
    ] = False,
    as_json: AsJSON = False,
) -> None:
    """Print all that is known of one paper."""
    from bot import search_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(
            lambda settings: search_commands.show(settings, arxiv_id, as_json=as_json, with_history=history)
        )
    )


@app.command()
def formats(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A digest file; it is only read.")],
) -> None:
    """Tell what each format sees in a file, entry by entry."""
    from bot import digest_commands

    raise typer.Exit(digest_commands.formats(file))


@app.command()
def reindex() -> None:
    """Build the search index anew from the database, while the old one answers."""
    from bot import search_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(search_commands.reindex))


@app.command()
def learn(*, as_json: AsJSON = False) -> None:
    """Learn translations from the papers in both languages now; `run` does so daily by itself."""
    from bot import glossary_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: glossary_commands.learn(settings, as_json=as_json)))


glossary_app = typer.Typer(
    help="By what queries are widened across languages: list, add, remove, export.", no_args_is_help=True
)
app.add_typer(glossary_app, name="glossary")


@glossary_app.command("list")
def list_terms(
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="Only terms with this in a name.")] = "",
    *,
    limit: Annotated[int, typer.Option(min=1, help="Most terms to print.")] = 50,
    as_json: AsJSON = False,
) -> None:
    """Show terms with where they come from and how sure they are: own ones, the program's, learned ones."""
    from bot import glossary_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(lambda settings: glossary_commands.list_terms(settings, word, limit, as_json=as_json))
    )


@glossary_app.command()
def add(
    chinese: Annotated[str, typer.Argument(metavar="CHINESE", help='Names; several by "|".')] = "",
    english: Annotated[str, typer.Argument(metavar="ENGLISH", help='Full names; several by "|".')] = "",
    abbreviations: Annotated[
        str, typer.Argument(metavar="[SHORT]", help='Abbreviations; several by "|".')
    ] = "",
    *,
    ambiguous: Annotated[
        bool, typer.Option("--ambiguous", help="A name has a second sense: never widen topics by it.")
    ] = False,
    general: Annotated[
        bool, typer.Option("--general", help="An everyday word: widen searches by it, never topics.")
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="Add all terms of a file, as `glossary export` writes it.")
    ] = None,
) -> None:
    """Add a term of your own, or a file of them; a running bot knows it within seconds."""
    from bot import glossary_commands
    from bot.terminal import run_command

    term = glossary_commands.term_of(
        chinese, english, abbreviations, is_ambiguous=ambiguous, is_general=general
    )
    raise typer.Exit(run_command(lambda settings: glossary_commands.add(settings, term, file)))


@glossary_app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="In either language, or an abbreviation.")],
    other: Annotated[
        str, typer.Argument(metavar="[OTHER]", help="Only that NAME and OTHER mean each other.")
    ] = "",
) -> None:
    """Strike out a name, whoever brought it; no learning and no update brings it back."""
    from bot import glossary_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: glossary_commands.remove(settings, name, other)))


@glossary_app.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Standard output if not given.")
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="The program's terms too; taken back, they count as your own.")
    ] = False,
    learned: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="CONFIDENCE", help="Learned terms too, from this confidence on."),
    ] = None,
) -> None:
    """Write your own terms as a file that `glossary add --file` takes back."""
    from bot import glossary_commands
    from bot.terminal import run_command

    raise typer.Exit(
        run_command(lambda settings: glossary_commands.export(settings, learned, file, takes_all=everything))
    )


@app.command("acts")
def list_acts(
    *,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most to print.")] = 30,
    as_json: AsJSON = False,
) -> None:
    """Show what operators did, in chat and on the command line, newest first."""
    from bot import act_commands
    from bot.terminal import run_command

    raise typer.Exit(run_command(lambda settings: act_commands.list_acts(settings, limit, as_json=as_json)))


cli_data.add_to(app)
cli_sources.add_to(app)
app.add_typer(cli_deliveries.app, name="deliveries")
app.add_typer(cli_chats.app, name="chats")


def main() -> None:
    """Run the command line; the process ends with the command's exit code."""
    app()
