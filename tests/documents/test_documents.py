"""The documents say what the program does: commands, queries, settings, links."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from typer.main import get_command

from bot.cli import app
from bot.settings import PREFIX, Settings
from handlers.commands import COMMANDS
from handlers.words import words_in
from storage.records import DigestFormat, Language
from storage.search.query import parse
from storage.search.syntax import Scope
from storage.search.values import VALUE_FIELDS

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
READMES = pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=["en", "zh"])
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("deploy/*.md"), *ROOT.glob("docs/*.md")])
EVERY_DOCUMENT = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def rows(path: Path, first_cell: str) -> list[list[str]]:
    """The cells of all table rows whose first cell matches the pattern."""
    lines = re.findall(r"^\|(.*)\|$", path.read_text(encoding="utf-8"), re.MULTILINE)
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]
    return [row for row in cells if re.match(first_cell, row[0])]


def shell_blocks(path: Path) -> list[str]:
    """What a reader is asked to type, comments and indentation left out."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return ["\n".join(line.partition("#")[0].strip() for line in block.splitlines()) for block in blocks]


def cli_commands() -> set[str]:
    """The names of the program's commands."""
    return set(getattr(get_command(app), "commands", {}))


@READMES
def test_readme_has_every_command_with_its_word(path: Path) -> None:
    """The table in each README is the table of the program."""
    table = {(name.removeprefix("/"), word) for name, word, *_ in rows(path, r"/\w+$")}
    words = words_in(Language.ZH_HANS)
    assert table == {(command.name, command.word(words)) for command in COMMANDS}


@READMES
def test_readme_describes_commands_as_the_bot_does_in_reach(path: Path) -> None:
    """Commands for admins are said to be theirs."""
    admins = "admins" if path == ENGLISH else "管理员"
    told = {name.removeprefix("/") for name, _, _, where in rows(path, r"/\w+$") if admins in where}
    assert told == {command.name for command in COMMANDS if command.is_change}


@READMES
def test_readme_has_every_command_of_the_command_line(path: Path) -> None:
    """And no other."""
    told = {re.match(r"`chenbao (\w+)", row[0])[1] for row in rows(path, r"`chenbao \w")}  # type: ignore[index]
    assert told == cli_commands()


@EVERY_DOCUMENT
def test_documents_call_commands_that_exist(path: Path) -> None:
    """`chenbao …` in prose, tables and blocks is a command of the program."""
    text = path.read_text(encoding="utf-8")
    called = re.findall(r"(?:`|bin/|bot )chenbao ([a-z]+)", text)
    assert set(called) - cli_commands() == set()


@EVERY_DOCUMENT
def test_documents_name_settings_that_exist(path: Path) -> None:
    """A renamed setting cannot live on in a document."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"\bCHENBAO_[A-Z_]+\b", path.read_text(encoding="utf-8"))) - known == set()


@EVERY_DOCUMENT
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    """Files that documents point at exist."""
    prose = re.sub(r"`[^`\n]+`", "", path.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", prose)
    assert [target for target in targets if not (path.parent / target).exists()] == []


@READMES
def test_examples_of_the_query_language_are_understood_whole(path: Path) -> None:
    """No part of any example is left out as unreadable."""
    cells = [row[0] for row in rows(path, "`(?!chenbao )")]
    examples = [example for cell in cells for example in re.findall(r"`([^`]+)`", cell)]
    assert len(examples) >= 9
    assert {
        example: ignored for example in examples if (ignored := parse(example, date(2025, 10, 3)).ignored)
    } == {}


@READMES
def test_readme_names_every_field_and_source(path: Path) -> None:
    """What can be searched alone is told."""
    text = path.read_text(encoding="utf-8")
    fields = [*filter(None, Scope), *VALUE_FIELDS]
    assert [field for field in fields if f"{field}:" not in text] == []
    assert [source for source in DigestFormat if f"`{source}`" not in text] == []


def test_both_readmes_ask_for_the_same_commands() -> None:
    """A reader of either can type the same and see the same."""
    assert shell_blocks(CHINESE) == shell_blocks(ENGLISH)


def test_both_readmes_have_the_same_parts() -> None:
    """Headings, tables and questions stand in the same number and order."""
    shapes = [
        [
            (len(mark.strip()), mark.strip()[:1])
            for mark in re.findall(r"^(#+ |\|---|\*\*)", path.read_text(encoding="utf-8"), re.MULTILINE)
        ]
        for path in (ENGLISH, CHINESE)
    ]
    assert shapes[1] == shapes[0]


@pytest.mark.parametrize("language", list(Language))
def test_examples_in_the_bots_own_help_are_understood_whole(language: Language) -> None:
    """What /help shows can be typed."""
    examples = re.findall(r"<code>(.*?)</code>", words_in(language)("help-examples"))
    queries = [
        re.sub(r"^(/\w+|[^\s\w]*[订搜][阅索]) ", "", example).replace("&quot;", '"') for example in examples
    ]
    assert {query: ignored for query in queries if (ignored := parse(query, date(2025, 10, 3)).ignored)} == {}
