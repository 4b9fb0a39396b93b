"""How fast digest files become papers that can be found: parsing, merging, storing and indexing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SHARED
from digest_files import api, weekly, write

LEAST_ENTRIES_PER_SECOND = 400
FILES, PAPERS_A_FILE = 180, 14


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """The real digests of 2024 where a developer has them, else as many written by us."""
    real = [SHARED / "corpus" / name for name in ("weekly", "hf-daily-papers")]
    return [str(path) for path in real] if real[0].exists() else [str(written_by_us(tmp_path / "digests"))]


def written_by_us(folder: Path) -> Path:
    """Each paper in English and, for every fourth day, in Chinese."""
    for number in range(FILES):
        day = f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}"
        papers = [
            (f"24{number // 28 + 1:02}.{number * 20 + each:05}", f"A Study of Agents {number}, Part {each}")
            for each in range(PAPERS_A_FILE)
        ]
        write(folder, f"{day}.json", api(*papers, summary="Agents are studied at length. " * 40))
        if number % 4 == 0:
            chinese = [(arxiv_id, title, f"智能体研究之{number}") for arxiv_id, title in papers]
            write(folder, f"weekly/{day}.md", weekly(*chinese))
    return folder


@pytest.mark.benchmark
def test_ingest_of_a_year_reaches_its_speed(tmp_path: Path, any_database_url: str, paths: list[str]) -> None:
    """From files to an index that answers, at least 400 entries a second."""
    script = Path(__file__).with_name("measured_ingest.py")
    result = subprocess.run(
        [sys.executable, str(script), any_database_url, str(tmp_path / "index"), *paths],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    measured = json.loads(result.stdout)
    print(f"\n{any_database_url.partition(':')[0]}")
    for name, value in measured.items():
        print(f"  {name:20} {value:10,.1f}" if isinstance(value, float) else f"  {name:20} {value:8,}")
    assert measured["entries_per_second"] > LEAST_ENTRIES_PER_SECOND
