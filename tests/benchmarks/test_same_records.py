"""
A year of digests by every kind of source: the same records to the last field, at what cost.

Kinds may differ in three things, none of which a year of dated files shows: whether a file came as
archive or as news; the day of one whose text and name have none, which only a dated source knows;
which of two digests of one format and day that contradict each other was taken last and wins.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path

import pytest
from benchmarks.made_digests import year_of_digests
from benchmarks.test_backfill import serving
from conftest import ROOT, shared_files
from databases import postgresql_url
from digest_files import write
from digest_places import PLACES, Files, carried, day_of, told_apart
from recording import all_papers

from storage.database import Database
from storage.records import Paper

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

SCRIPT = Path(__file__).with_name("measured_source.py")


def year() -> Files:
    """The real digests of 2024 where a developer has them, else as many written by us."""
    paths = shared_files("corpus/weekly/2024/*.md", "corpus/hf-daily-papers/*.json")
    real = {"/".join(path.parts[-3:]): path.read_bytes() for path in paths}
    return real or year_of_digests()


def records(url: str) -> dict[str, Paper]:
    async def read() -> dict[str, Paper]:
        database = Database(url)
        papers = await all_papers(database)
        await database.close()
        return told_apart(papers)

    return asyncio.run(read())


def differences(found: dict[str, Paper], expected: dict[str, Paper]) -> Iterator[str]:
    """Each paper that only one has, and each field in which one differs."""
    for key in found.keys() ^ expected.keys():
        yield f"{key}: only one has it"
    for key in found.keys() & expected.keys():
        for field in fields(Paper):
            if getattr(found[key], field.name) != getattr(expected[key], field.name):
                yield f"{key}: {field.name}"


def measured(url: str, kind: str, options: str, files: Files) -> dict[str, float]:
    days = [day_of(name) for name in files]
    result = subprocess.run(
        [sys.executable, str(SCRIPT), url, kind, options, str(min(days)), str(max(days))],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(result.stdout))


def test_a_year_by_every_kind_of_source(tmp_path: Path, postgresql_server: str) -> None:
    """Prints a table; what grows from a watched folder grows from all others, on both databases."""
    files = year()
    print(
        f"\n{'kind':22} {'files':>6} {'seconds':>8} {'processor':>10} {'papers':>7} {'differences':>12} {'MB':>6}"
    )
    told: list[str] = []
    expected: dict[str, dict[str, Paper]] = {}

    def show(label: str, url: str, kind: str, options: str, carries: Files) -> None:
        figures = measured(url, kind, options, carries)
        sort = "lists" if carries != files else "all"
        found = records(url)
        differing = list(differences(found, expected.setdefault(sort, found)))
        told.extend(f"{label}: {each}" for each in differing)
        print(
            f"{label:22} {len(carries):6} {figures['seconds']:8.1f} {figures['processor_seconds']:10.1f}"
            f" {len(found):7} {len(differing):12} {figures['peak_megabytes']:6.0f}"
        )

    lists = carried("daily-papers", files)
    for label, some in {"folder": files, "folder, lists alone": lists}.items():
        for name, content in some.items():
            write(tmp_path / label, name, content)
        show(label, f"sqlite:///{tmp_path / label}.db", "folder", str(tmp_path / label), some)
    for kind, place in PLACES.items():
        some = carried(kind, files)
        urls = [f"sqlite:///{tmp_path / kind}.db"]
        with serving({}) as server, postgresql_url(postgresql_server) as postgresql:
            options = json.dumps([(one.name, one.kind, one.options) for one in place(server, some)])
            for url in chain(urls, [postgresql] if kind == "index" else []):
                label = f"{kind}, PostgreSQL" if url == postgresql else kind
                show(label, url, kind, options, some)
    assert told == []
