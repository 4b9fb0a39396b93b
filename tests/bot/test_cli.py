"""The command line as scripts and people use it: exit codes, JSON alone on standard output, clear words."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT
from digest_files import api, summary, weekly, write
from filelock import FileLock
from typer.testing import CliRunner

from bot.cli import app

ATTENTION = ("1706.03762", "Attention Is All You Need", "注意力就是你所需要的一切")
ARPO = ("2507.19849", "Agentic Reinforced Policy Optimization", "智能体强化策略优化")
FIELDS = [
    "arxiv_id",
    "title",
    "title_zh",
    "abstract",
    "abstract_zh",
    "tldr",
    "tldr_zh",
    "keywords",
    "keywords_zh",
    "areas",
    "sections",
    "authors",
    "organization",
    "upvotes",
    "code_url",
    "project_url",
    "published_on",
    "first_digest_on",
    "digests",
]

Chenbao = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[None]:
    """A folder of the test's own; logging is put back as it was."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    for name in [name for name in os.environ if name.startswith("CHENBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def chenbao() -> Chenbao:
    """Run a command in this process."""
    runner = CliRunner()

    def run(*arguments: str, **more: str) -> Result:
        result = runner.invoke(app, arguments, **more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def process(arguments: Sequence[str], **more: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60, **more)


def test_ingest_show_and_search_agree(
    chenbao: Chenbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, any_database_url: str
) -> None:
    """What was taken in is shown and found, with the promised field names in their order."""
    monkeypatch.setenv("CHENBAO_DATABASE_URL", any_database_url)
    write(tmp_path, "digests/2026/0223-0227.md", weekly(ATTENTION, ARPO))
    write(tmp_path, "digests/2026-02-27.json", api(ATTENTION[:2], upvotes=7))
    ingested = chenbao("ingest", "digests", "--json")
    shown = chenbao("show", "1706.03762v5", "--json")
    found = chenbao("search", "注意力", "--json")
    assert (ingested.exit_code, shown.exit_code, found.exit_code) == (0, 0, 0)
    assert json.loads(ingested.stdout)["papers"]["new"] == 2
    paper = json.loads(shown.stdout)
    assert list(paper) == FIELDS
    assert (paper["title"], paper["title_zh"], paper["upvotes"]) == (ATTENTION[1], ATTENTION[2], 7)
    assert (paper["published_on"], paper["first_digest_on"]) == (None, "2026-02-27")
    assert paper["digests"] == [
        {"source": "api", "date": "2026-02-27"},
        {"source": "weekly", "date": "2026-02-27"},
    ]
    assert json.loads(found.stdout) == [paper]


def test_exit_code_tells_that_not_everything_was_done(chenbao: Chenbao, tmp_path: Path) -> None:
    """A refused file, a missing one and a rejected entry each; a file known before is done."""
    good = write(tmp_path, "good.md", summary("2026-03-01", (*ATTENTION[:2], "注意力。")))
    bad = write(tmp_path, "bad.md", b"nothing")
    partly = write(tmp_path, "2026-03-01.json", b'[{"paper": {"id": "2507.19849", "title": "A"}}, "x"]')
    assert chenbao("ingest", str(good)).exit_code == 0
    assert chenbao("ingest", str(good)).exit_code == 0
    assert chenbao("ingest", str(good), str(bad)).exit_code == 1
    assert chenbao("ingest", "missing.md").exit_code == 1
    assert chenbao("ingest", str(partly)).exit_code == 1


def test_summary_names_what_was_refused_and_why(chenbao: Chenbao, tmp_path: Path) -> None:
    """In words for people."""
    write(tmp_path, "digests/a.md", summary("2026-03-01", (*ATTENTION[:2], "注意力。")))
    write(tmp_path, "digests/b.md", b"nothing")
    lines = chenbao("ingest", "digests").stdout.splitlines()
    assert lines[0] == "files: 1 ingested, 0 known before, 1 refused"
    assert lines[1] == "entries: 1; papers: 1 new, 0 changed, 0 unchanged, 0 removed"
    assert lines[2].startswith(f"refused  {tmp_path}/digests/b.md: no known digest format")


def test_brackets_in_titles_are_no_markup(chenbao: Chenbao, tmp_path: Path) -> None:
    """A title that looks like a colour is printed as it is."""
    write(tmp_path, "2026-03-01.json", api(("2507.19849", "[red]Attention[/red] :smile: is [bold]")))
    chenbao("ingest", "2026-03-01.json")
    assert "[red]Attention[/red] :smile: is [bold]" in chenbao("search", "attention").stdout
    assert "[red]Attention[/red] :smile: is [bold]" in chenbao("show", "2507.19849").stdout
    assert "[red]Attention" in chenbao("formats", "2026-03-01.json").stdout


def test_search_prints_the_best_first_and_at_most_the_limit(chenbao: Chenbao, tmp_path: Path) -> None:
    """A query of several words needs no quotes."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION, ARPO))
    chenbao("ingest", "2026")
    lines = chenbao("search", "policy", "optimization", "--limit", "1", "--no-widen").stdout.splitlines()
    assert lines[0] == "1 papers, 1 shown"
    assert lines[1].strip() == f"1. {ARPO[1]}"
    assert "2507.19849" in lines[2]


def test_search_is_widened_unless_told_otherwise(chenbao: Chenbao, tmp_path: Path) -> None:
    """It names what was added; papers that match in part stand under a line."""
    write(tmp_path, "2026-03-01.json", api(("2507.19849", "Diffusion Models for Robots")))
    chenbao("ingest", "2026-03-01.json")
    wide = chenbao("search", "扩散模型").stdout.splitlines()
    assert wide[0].startswith("扩散模型, also: diffusion model")
    assert wide[1:3] == ["1 papers, 1 shown", "  1. Diffusion Models for Robots"]
    assert chenbao("search", "扩散模型", "--no-widen").stdout.startswith("nothing found")
    assert "— match in part —" in chenbao("search", "扩散模型", "astronomy").stdout


def test_search_that_finds_nothing_says_so(chenbao: Chenbao) -> None:
    """On an empty database, with an empty query, in JSON as an empty list; all was done."""
    nothing = chenbao("search", "星系", "--no-widen")
    assert (nothing.exit_code, nothing.stdout.split(";")[0]) == (0, "nothing found")
    assert chenbao("search", "", "--json").stdout == "[]\n"


def test_search_reads_queries_from_standard_input(chenbao: Chenbao, tmp_path: Path) -> None:
    """One line of JSON for each line, also for empty ones and odd bytes."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION, ARPO))
    chenbao("ingest", "2026")
    result = process(["search", "-"], input="智能体\n\nattention\r\n".encode() + b"\xff(\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [[paper["arxiv_id"] for paper in answer] for answer in answers] == [
        ["2507.19849"],
        [],
        ["1706.03762"],
        [],
    ]
    assert result.returncode == 0


def test_json_stands_alone_on_standard_output_in_utf8(tmp_path: Path) -> None:
    """Whatever the terminal speaks, and with trouble told on standard error."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION))
    write(tmp_path, "2026/bad.md", b"nothing")
    result = process(["ingest", "2026", "--json"])
    assert (result.returncode, json.loads(result.stdout)["files"]["refused"]) == (1, 1)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "show", "1706.03762", "--json"],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert ATTENTION[2].encode() in shown.stdout
    assert shown.stderr == b""


def test_paper_that_no_digest_brought_is_no_success(chenbao: Chenbao) -> None:
    """Nothing stands on standard output; the message names the id."""
    result = chenbao("show", "2507.19849", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2507.19849" in result.stderr
    assert chenbao("show", "nonsense").exit_code == 2


def test_formats_says_what_each_format_sees(chenbao: Chenbao, tmp_path: Path) -> None:
    """Which one reads the file, what is in it, and each line that cannot be read."""
    write(tmp_path, "week.md", weekly(ATTENTION))
    write(tmp_path, "2026-03-01.json", b'[{"paper": {"id": "2507.19849", "title": "A"}}, "junk"]')
    write(tmp_path, "notes.md", b"my notes")
    good = chenbao("formats", "week.md")
    partly = chenbao("formats", "2026-03-01.json")
    bad = chenbao("formats", "notes.md")
    assert (good.exit_code, partly.exit_code, bad.exit_code) == (0, 1, 1)
    assert "1706.03762" in good.stdout
    assert "rejected line" in partly.stdout
    assert "no format reads it" in bad.stderr
    assert chenbao("formats", "missing.md").exit_code == 1


def test_reindex_builds_the_index_anew(chenbao: Chenbao, tmp_path: Path) -> None:
    """And says how much it holds."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION, ARPO))
    chenbao("ingest", "2026")
    assert chenbao("reindex").stdout == "2 papers indexed\n"
    assert "1. " + ARPO[1] in chenbao("search", "智能体").stdout


def test_commands_work_beside_a_process_that_writes_the_index(chenbao: Chenbao, tmp_path: Path) -> None:
    """Ingest leaves the index to it, search waits a moment and then answers with what there is."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION))
    chenbao("ingest", "2026")
    write(tmp_path, "later.md", summary("2026-03-01", (*ARPO[:2], "智能体。")))
    with FileLock(tmp_path / "data" / "sandbox" / "index" / "writer.lock", thread_local=False):
        assert chenbao("ingest", "later.md").exit_code == 0
        behind = chenbao("search", "attention", "--json")
        assert chenbao("reindex").exit_code == 1
    assert [paper["arxiv_id"] for paper in json.loads(behind.stdout)] == ["1706.03762"]
    assert "behind the database" in behind.stderr
    assert len(json.loads(chenbao("search", "智能体", "--json").stdout)) == 1


def test_bad_settings_are_told_at_once(chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an exit code of their own, before anything is opened."""
    monkeypatch.setenv("CHENBAO_MAXIMUM", "none")
    monkeypatch.setenv("CHENBAO_SANDBOX_PORT", "0")
    result = chenbao("search", "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "CHENBAO_MAXIMUM must be" in result.stderr
    assert "CHENBAO_SANDBOX_PORT must be" in result.stderr


def test_database_that_cannot_be_opened_is_told(chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, without a traceback."""
    monkeypatch.setenv("CHENBAO_DATABASE_URL", "sqlite:////dev/null/chenbao.db")
    result = chenbao("search", "x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "/dev/null" in result.stderr


def test_reader_that_had_enough_gets_no_traceback(tmp_path: Path) -> None:
    """As in `chenbao search … --json | head -1`."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION))
    process(["ingest", "2026"])
    command = f"{sys.executable} -m bot search - < lines | head -c 10"
    (tmp_path / "lines").write_text("attention\n" * 300)
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.stdout == b'[{"arxiv_i'
    assert result.stderr == b""
