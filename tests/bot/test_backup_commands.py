"""`chenbao backup`, `restore` and `move` as an operator types them."""

import json
import zipfile
from pathlib import Path

import pytest
from command_line import Chenbao
from digest_files import ARPO, ATTENTION, weekly, write
from filelock import FileLock

pytestmark = pytest.mark.usefixtures("own_place")
TOKEN = "123456:a-token-that-is-a-secret-of-the-operator"


@pytest.fixture(autouse=True)
def papers(own_place: None, chenbao: Chenbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two papers in the database of a bot with a token."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", TOKEN)
    write(tmp_path, "2026/0223-0227.md", weekly(ATTENTION, ARPO))
    assert chenbao("ingest", "2026").exit_code == 0


def test_backup_and_restore_bring_papers_back(chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of the restored database is built anew by itself."""
    done = chenbao("backup", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["rows"]["papers"]) == (0, 2)
    assert Path(told["path"]).parent == Path("data/backups")
    monkeypatch.setenv("CHENBAO_DATABASE_URL", "sqlite:///data/other.db")
    assert chenbao("restore", told["path"]).exit_code == 0
    assert [one["arxiv_id"] for one in json.loads(chenbao("search", "attention", "--json").stdout)] == [
        ATTENTION[0]
    ]


def test_backup_holds_no_secret(chenbao: Chenbao) -> None:
    """Whoever finds it cannot speak as the bot."""
    chenbao("backup", "a.zip")
    with zipfile.ZipFile("a.zip") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert TOKEN.partition(":")[2].encode() not in content


def test_backup_goes_into_a_folder_under_a_name_of_its_own(chenbao: Chenbao, tmp_path: Path) -> None:
    """And never over a file that is there."""
    (tmp_path / "kept").mkdir()
    assert chenbao("backup", "kept").exit_code == 0
    (made,) = (tmp_path / "kept").iterdir()
    assert (made.name.startswith("chenbao-20"), made.suffix) == (True, ".zip")
    refused = chenbao("backup", str(made))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "exists already" in refused.stderr


def test_backup_makes_no_folder_for_a_name_that_was_mistyped(chenbao: Chenbao, tmp_path: Path) -> None:
    """A disk that is not mounted must not be taken for one that is."""
    refused = chenbao("backup", "disk/a.zip")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "there is no folder disk; make it, or name another place" in refused.stderr
    assert not (tmp_path / "disk").exists()


def test_backup_works_beside_a_running_bot_and_restore_does_not(chenbao: Chenbao) -> None:
    """The bot holds its database; nothing is touched under it."""
    with FileLock("data/chenbao.db.run.lock", thread_local=False):
        assert chenbao("backup", "a.zip").exit_code == 0
        for asked in (
            ["restore", "a.zip", "--replace"],
            ["move", "--to", "sqlite:///data/b.db"],
            ["move", "--undo"],
        ):
            refused = chenbao(*asked)
            assert (refused.exit_code, refused.stdout) == (1, "")
            assert "stop it first" in refused.stderr
    assert chenbao("restore", "a.zip").exit_code == 1
    assert chenbao("restore", "a.zip", "--replace").exit_code == 0


def test_moved_database_tells_every_command_where_the_data_is(
    chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the new one answers as the old one did."""
    done = chenbao("move", "--to", "sqlite:///data/new.db")
    assert done.exit_code == 0
    assert "set CHENBAO_DATABASE_URL" in done.stdout
    for asked in (["search", "x"], ["ingest", "2026"], ["backup"], ["learn"], ["run"]):
        refused = chenbao(*asked)
        assert (refused.exit_code, refused.stdout) == (4 if asked == ["run"] else 1, "")
        assert "moved to data/new.db" in refused.stderr
    monkeypatch.setenv("CHENBAO_DATABASE_URL", "sqlite:///data/new.db")
    assert chenbao("show", ATTENTION[0], "--json").exit_code == 0


def test_move_wants_to_know_where_to(chenbao: Chenbao) -> None:
    """Neither or both of its options say nothing."""
    assert chenbao("move").exit_code == 2
    assert chenbao("move", "--to", "sqlite:///data/new.db", "--undo").exit_code == 2
    assert chenbao("move", "--to", "mysql://x/y").exit_code == 1
    nothing = chenbao("move", "--undo")
    assert (nothing.exit_code, "nothing to undo" in nothing.stderr) == (1, True)
