"""`chenbao search` and `show` as scripts and people use them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Chenbao, process
from conftest import ROOT
from digest_files import ARPO, ATTENTION, api, weekly, write

from bot.history_page import shown_location

pytestmark = pytest.mark.usefixtures("own_place")
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
    "doi",
    "categories",
    "is_withdrawn",
]


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


def test_history_tells_who_said_what_and_what_a_correction_changed(
    chenbao: Chenbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, any_database_url: str
) -> None:
    """In the order in which it came, with the fields that the record takes from there."""
    monkeypatch.setenv("CHENBAO_DATABASE_URL", any_database_url)
    write(tmp_path, "2026-02-27.json", api(ATTENTION[:2], upvotes=7))
    chenbao("ingest", "2026-02-27.json")
    write(tmp_path, "2026-02-27.json", api(ATTENTION[:2], upvotes=9))
    chenbao("ingest", "2026-02-27.json")
    first, second = json.loads(chenbao("show", ATTENTION[0], "--history", "--json").stdout)["history"]
    assert (first["format"], first["date"], first["gave"]) == ("api", "2026-02-27", [])
    assert first["superseded_at"] == second["came_at"]
    assert {"title", "upvotes"} <= set(second["gave"]) <= set(second["said"])
    assert (second["superseded_at"], second["changes"]) == (
        None,
        [{"field": "upvotes", "before": 7, "after": 9}],
    )
    page = chenbao("show", ATTENTION[0], "--history").stdout
    assert "changed upvotes: 7 → 9" in page


def test_paper_without_arxiv_id_is_shown_by_its_doi(chenbao: Chenbao, tmp_path: Path) -> None:
    """Or by a link to it."""
    write(tmp_path, "papers.csv", b"title,doi,date\nA Study of Galaxies,10.1000/Stars,2026-02-27\n")
    assert chenbao("ingest", "papers.csv").exit_code == 0
    shown = chenbao("show", "https://doi.org/10.1000/STARS", "--json")
    assert json.loads(shown.stdout)["doi"] == "10.1000/stars"
    assert chenbao("show", "10.1000/nothing").exit_code == 1


def test_addresses_in_a_history_keep_their_secrets() -> None:
    """What stands before the host or behind a question mark opens the door to the source."""
    assert shown_location("https://me:word@host.example/a/b.md?token=xyz") == "https://host.example/a/b.md?…"
    assert shown_location("digests/2026/a.md") == "digests/2026/a.md"
