"""The command line as scripts and people use it: exit codes, JSON alone on standard output, clear words."""

import json
from pathlib import Path

import pytest
from command_line import Chenbao, process
from digest_files import ARPO, ATTENTION, api, summary, weekly, write
from filelock import FileLock

pytestmark = pytest.mark.usefixtures("own_place")


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


def test_json_stands_alone_on_standard_output_in_utf8(tmp_path: Path) -> None:
    """Whatever the terminal speaks, and with trouble told on standard error."""
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION))
    write(tmp_path, "2026/bad.md", b"nothing")
    result = process(["ingest", "2026", "--json"])
    assert (result.returncode, json.loads(result.stdout)["files"]["refused"]) == (1, 1)
    shown = process(["show", "1706.03762", "--json"], PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
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
    assert "no known digest format" in bad.stderr
    assert "above stands what each of them sees" in bad.stderr
    missing = chenbao("formats", "missing.md")
    assert (missing.exit_code, missing.stderr) == (1, "missing.md: there is no such file\n")


def test_formats_says_what_no_digest_is(chenbao: Chenbao, tmp_path: Path) -> None:
    """A page that asks for a password and an archive are named as what they are."""
    write(tmp_path, "day.md", b"<html><head><title>Log in</title></head></html>")
    write(tmp_path, "day.zip", b"PK\x03\x04")
    said = {name: chenbao("formats", name) for name in ("day.md", "day.zip")}
    assert {result.exit_code for result in said.values()} == {1}
    assert "a web page, not a digest: titled 'Log in'" in said["day.md"].stderr
    assert "a ZIP archive" in said["day.zip"].stderr
    assert {result.stdout for result in said.values()} == {""}


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
