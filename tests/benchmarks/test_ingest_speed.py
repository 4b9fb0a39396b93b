"""How fast digest files become papers that can be found: parsing, merging, storing and indexing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.made_digests import year_of_digests
from conftest import ROOT, SHARED
from digest_files import write

LEAST_ENTRIES_PER_SECOND = 400


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """The real digests of 2024 where a developer has them, else as many written by us."""
    real = [SHARED / "corpus" / name for name in ("weekly", "hf-daily-papers")]
    return [str(path) for path in real] if real[0].exists() else [str(written_by_us(tmp_path / "digests"))]


def written_by_us(folder: Path) -> Path:
    for name, content in year_of_digests().items():
        write(folder, name, content)
    return folder


@pytest.mark.benchmark
def test_ingest_of_a_year_reaches_its_speed(tmp_path: Path, any_database_url: str, paths: list[str]) -> None:
    """From files to an index that answers, at least 400 entries a second."""
    script = Path(__file__).with_name("measured_ingest.py")
    result = subprocess.run(
        [sys.executable, str(script), any_database_url, str(tmp_path / "index"), *paths],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    measured = json.loads(result.stdout)
    print(f"\n{any_database_url.partition(':')[0]}")
    for name, value in measured.items():
        print(f"  {name:20} {value:10,.1f}" if isinstance(value, float) else f"  {name:20} {value:8,}")
    assert measured["entries_per_second"] > LEAST_ENTRIES_PER_SECOND
