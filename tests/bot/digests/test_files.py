"""Finding and reading files: regular ones, within bounds, and never through a link."""

import os
import socket
from pathlib import Path

import pytest
from digest_files import names, write

from bot.digests.files import FileRefused, find_files, location_of, read_file

LIMIT = 1_000


def test_folders_are_searched_for_digest_files_in_order(tmp_path: Path) -> None:
    """Markdown, text and JSON at any depth; hidden, unfinished and quarantined files are none."""
    for name in ("b.md", "a.TXT", "2026/c.json", "notes.pdf", ".hidden.md", "half.md.part", "~$x.md"):
        write(tmp_path, name, b"x")
    for name in ("quarantine/bad.md", ".git/readme.md", "d.md~"):
        write(tmp_path, name, b"x")
    assert names(find_files([str(tmp_path)]).files) == ["a.TXT", "b.md", "c.json"]


def test_depth_is_bounded(tmp_path: Path) -> None:
    """A folder that was copied into itself keeps nobody from the files above."""
    for levels, name in ((100, "in.md"), (101, "out.md")):
        write(tmp_path, "/".join(["a"] * levels + [name]), b"x")
    assert names(find_files([str(tmp_path)]).files) == ["in.md"]


def test_named_files_and_patterns_are_taken_once(tmp_path: Path) -> None:
    """Whatever their suffix, in the order asked for."""
    write(tmp_path, "x/a.md", b"x")
    write(tmp_path, "x/b.md", b"x")
    write(tmp_path, "odd.digest", b"x")
    asked = [str(tmp_path / "odd.digest"), str(tmp_path / "x" / "b.md"), str(tmp_path / "**" / "*.md")]
    assert names(find_files(asked).files) == ["odd.digest", "b.md", "a.md"]


def test_pattern_of_folders_takes_what_lies_in_them(tmp_path: Path) -> None:
    """As the shell would give them."""
    write(tmp_path, "2025/a.md", b"x")
    write(tmp_path, "2026/b.md", b"x")
    assert names(find_files([str(tmp_path / "20*")]).files) == ["a.md", "b.md"]


def test_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    """Brackets are common in downloads."""
    assert names(find_files([str(write(tmp_path, "a[1].md", b"x"))]).files) == ["a[1].md"]


def test_what_leads_to_no_file_is_told(tmp_path: Path) -> None:
    """Each asked path with its own reason."""
    (tmp_path / "empty").mkdir()
    asked = [str(tmp_path / "nowhere"), str(tmp_path / "*.md"), str(tmp_path / "empty")]
    assert find_files(asked).missing == (
        (asked[0], f"there is no file or folder {asked[0]}"),
        (asked[1], f"nothing matches {asked[1]}"),
        (
            asked[2],
            f"no digest file (.atom, .csv, .json, .jsonl, .md, .rss, .tsv, .txt, .xml) or archive in the folder {asked[2]}",
        ),
    )


def test_links_below_a_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither to files nor to folders, so that a loop does no harm either."""
    write(tmp_path, "in/a.md", b"x")
    write(tmp_path, "out/b.md", b"x")
    (tmp_path / "in" / "b.md").symlink_to(tmp_path / "out" / "b.md")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert names(find_files([str(tmp_path / "in")]).files) == ["a.md"]


def test_file_is_read_whole(tmp_path: Path) -> None:
    """Up to the limit, that included."""
    assert read_file(write(tmp_path, "a.md", b"x" * LIMIT), LIMIT) == b"x" * LIMIT


def test_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    """By its size, before anything of it is read."""
    path = tmp_path / "a.md"
    with path.open("wb") as sparse:
        sparse.truncate(50 * 1024**2)
    with pytest.raises(FileRefused, match=r"^file of 50.0 MB is over the limit of 20 MB; split it"):
        read_file(path, 20 * 1024**2)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """It may have been moved between looking and reading."""
    with pytest.raises(FileRefused, match="gone"):
        read_file(tmp_path / "a.md", LIMIT)


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe nobody writes to, a folder, a device, a link."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(write(tmp_path, "a.md", b"x"))
    for name, reason in (("pipe", "regular"), ("folder", "regular|directory"), ("link", "symbolic link")):
        with pytest.raises(FileRefused, match=reason):
            read_file(tmp_path / name, LIMIT)
    with pytest.raises(FileRefused, match="regular"):
        read_file(Path("/dev/zero"), LIMIT)


def test_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one fails in a way of its own."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
        with pytest.raises(FileRefused, match="cannot be read"):
            read_file(Path("socket"), LIMIT)


def test_location_is_absolute_and_storable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file has one, wherever the command was started, and odd bytes in its name are escaped."""
    monkeypatch.chdir(tmp_path)
    assert location_of(Path("x/../a.md")) == str(tmp_path / "a.md")
    assert location_of(tmp_path / os.fsdecode(b"\xff.md")) == str(tmp_path / "\\xff.md")
