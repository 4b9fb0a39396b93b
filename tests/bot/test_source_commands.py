"""What the commands about sources tell an operator at the terminal."""

import json
from pathlib import Path

from command_line import Chenbao

from bot.digests.reports import FileReport, FileStatus, refused_lines
from bot.run_command import welcome

REPORTS = """\
[[sources]]
kind = "page"
name = "reports"
url = "http://127.1:9/{date:%Y-%m-%d}.md"
"""


def doctor_says(chenbao: Chenbao) -> dict[str, str]:
    """What it says of each check."""
    return {each["check"]: each["told"] for each in json.loads(chenbao("doctor", "--json").stdout)}


def test_sources_that_are_written_down_are_listed_before_the_bot_ran(
    chenbao: Chenbao, tmp_path: Path
) -> None:
    """What stands in the file is there at once, in one line that fits a narrow terminal."""
    (tmp_path / "chenbao.toml").write_text(REPORTS)
    assert doctor_says(chenbao)["sources"] == "reports (page); asked once the bot runs"
    listed = chenbao("sources")
    assert doctor_says(chenbao)["sources"] == "no digest has come yet; asked while the bot runs: reports"
    [line] = [line for line in listed.output.splitlines() if line.startswith("reports")]
    assert line.split()[:3] == ["reports", "page", "never"]
    assert max(map(len, listed.output.splitlines())) <= 80


def test_folders_are_listed_as_what_they_are(chenbao: Chenbao, tmp_path: Path) -> None:
    """Watched, with what is wrong below; a name that was of another kind has one row."""
    (tmp_path / "chenbao.toml").write_text(REPORTS)
    chenbao("sources")
    (tmp_path / "chenbao.toml").write_text('[[sources]]\nkind = "folder"\nname = "reports"\npath = "in"\n')
    listed = chenbao("sources").output
    rows = [line.split() for line in listed.splitlines() if line.startswith("reports ")]
    assert rows == [["reports", "folder", "watched"]]
    assert f"reports: there is no folder {tmp_path / 'in'}" in listed
    (tmp_path / "in").mkdir()
    [one] = json.loads(chenbao("sources", "--json").stdout)
    assert (one["kind"], one["problem"]) == ("folder", f"no file lies in {tmp_path / 'in'}")
    assert doctor_says(chenbao)["source reports"] == f"no file lies in {tmp_path / 'in'}"


def test_a_backfill_that_fails_says_why_and_how_to_go_on(chenbao: Chenbao, tmp_path: Path) -> None:
    """The remedy stands there, and that the same command can be called again."""
    (tmp_path / "chenbao.toml").write_text(REPORTS)
    failed = chenbao("backfill", "reports", "--from", "2026-03-01", "--to", "2026-03-03")
    assert failed.exit_code == 1
    assert "write allow_private = true for this source" in " ".join(failed.output.split())
    assert "The same command goes on from here." in failed.output


def test_a_reason_that_many_files_share_is_told_once() -> None:
    """With how many and the first places; neither places nor reasons are without end."""
    refused = [FileReport("odd.md", FileStatus.REFUSED, "empty")]
    refused += [FileReport(f"{number}.md", FileStatus.REFUSED, "a web page") for number in range(9)]
    told = refused_lines(refused)
    assert told == [
        "9 files: a web page", "  0.md", "  1.md", "  2.md", "  and 6 more, listed with --json", "odd.md: empty",
    ]  # fmt: skip
    many = refused_lines([FileReport("a.md", FileStatus.REFUSED, str(number)) for number in range(99)])
    assert (len(many), many[-1]) == (21, "and 79 more for 79 other reasons, listed with --json")


def test_sandbox_says_what_leaves_this_machine() -> None:
    """Nothing, or questions to sources, which are named."""
    assert "nothing leaves this machine.\n" in welcome("http://127.0.0.1", ())
    told = welcome("http://127.0.0.1", [f"s{number}" for number in range(7)])
    assert "leaves this machine but questions to these sources: s0, s1, s2, s3, s4 and 2 more.\n" in told
