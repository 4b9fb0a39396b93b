"""What is installed from a wheel is the whole program, data files included."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGES = ("bot", "handlers", "storage")
_BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a wheel, built from a copy and without a network."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(built)], cwd=source, check=True, capture_output=True, timeout=90
    )
    (path,) = built.glob("*.whl")
    return path


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Words, samples, the page, the Bot API table and migrations arrive with the code."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    here = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - packed == set()


def test_wheel_holds_nothing_but_the_packages(wheel: Path) -> None:
    """Tests and deploy files stay out of other people's environments."""
    with zipfile.ZipFile(wheel) as archive:
        roots = {name.partition("/")[0] for name in archive.namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == set(PACKAGES)


def test_installed_program_answers(wheel: Path, tmp_path: Path) -> None:
    """The unpacked wheel alone, away from the repository, knows its commands."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHENBAO_")}
    answer = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(tmp_path / "site"), "COLUMNS": "100"},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "ingest" in answer.stdout
