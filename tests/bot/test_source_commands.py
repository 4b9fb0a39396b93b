"""What the commands about sources tell an operator at the terminal."""

from pathlib import Path

from command_line import Chenbao

REPORTS = """\
[[sources]]
kind = "page"
name = "reports"
url = "http://127.1:9/{date:%Y-%m-%d}.md"
"""


def test_sources_that_are_written_down_are_listed_before_the_bot_ran(
    chenbao: Chenbao, tmp_path: Path
) -> None:
    """What stands in the file is there at once, in one line that fits a narrow terminal."""
    (tmp_path / "chenbao.toml").write_text(REPORTS)
    listed = chenbao("sources")
    [line] = [line for line in listed.output.splitlines() if line.startswith("reports")]
    assert line.split()[:3] == ["reports", "page", "never"]
    assert max(map(len, listed.output.splitlines())) <= 80


def test_a_backfill_that_fails_says_why_and_how_to_go_on(chenbao: Chenbao, tmp_path: Path) -> None:
    """The remedy stands there, and that the same command can be called again."""
    (tmp_path / "chenbao.toml").write_text(REPORTS)
    failed = chenbao("backfill", "reports", "--from", "2026-03-01", "--to", "2026-03-03")
    assert failed.exit_code == 1
    assert "write allow_private = true for this source" in " ".join(failed.output.split())
    assert "The same command goes on from here." in failed.output
