"""Whichever way the same digests come, the same records grow from them."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import shared_files
from databases import copied
from digest_files import ARPO, ATTENTION, WEEK, api, summary, weekly
from digest_server import DigestServer, digest_server
from moving_clock import MovingClock
from recording import all_papers

from bot.digests.contents import DigestContent
from bot.digests.ingest import IngestRules, ingest_contents
from bot.digests.sources.opening import SourceOpener
from bot.digests.sources.pace import Pace
from bot.digests.sources.polling import Poller
from bot.digests.sources.visiting import Visitor
from storage.database import Database
from storage.identifiers import PaperId
from storage.records import Paper, RemovedPaper
from storage.source_polls import NamedSource, agree_with_file

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = {
    WEEK: weekly(ARPO, ATTENTION),
    "2026-02-27.json": api(ATTENTION[:2], upvotes=7),
    "2026-02-28.md": summary("2026-02-28", (*ARPO[:2], "讲智能体强化学习")),
}
Files = dict[str, bytes]


def real_files() -> Files:
    """A few weeks of real digests, where a developer has them."""
    paths = shared_files("corpus/weekly/2024/06*.md", "corpus/hf-daily-papers/2024-06-0*.json")
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}


def as_page(server: DigestServer, files: Files) -> dict[str, Any]:
    links = "".join(f'<li><a href="files/{name}">{name}</a></li>' for name in files)
    server.files["/index.html"] = f"<html><body><ul>{links}</ul></body></html>".encode()
    return {"kind": "index", "url": f"{server.url}/index.html", "match": "*"}


def as_feed(server: DigestServer, files: Files) -> dict[str, Any]:
    items = "".join(f"<item><title>{name}</title><link>/files/{name}</link></item>" for name in files)
    server.files["/feed"] = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    return {"kind": "feed", "url": f"{server.url}/feed", "match": "*"}


def as_repository(server: DigestServer, files: Files) -> dict[str, Any]:
    entries = [
        {"path": f"files/{name}", "sha": f"{number:040}", "type": "blob", "mode": "100644"}
        for number, name in enumerate(files)
    ]
    server.files["/repos/a/b/git/trees/main?recursive=1"] = json.dumps({"tree": entries}).encode()
    server.files |= {f"/a/b/main/files/{name}": content for name, content in files.items()}
    hosts = {"api_url": server.url, "raw_url": server.url}
    return {"kind": "github", "repository": "a/b", "ref": "main", "path": "files", "match": "*", **hosts}


def as_zip(server: DigestServer, files: Files) -> dict[str, Any]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"files/{name}", content)
    server.files["/all.zip"] = packed.getvalue()
    return {"kind": "page", "url": f"{server.url}/all.zip"}


def as_tar(server: DigestServer, files: Files) -> dict[str, Any]:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(f"files/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    server.files["/all.tar.gz"] = packed.getvalue()
    return {"kind": "page", "url": f"{server.url}/all.tar.gz"}


async def nothing_lacks(_: int) -> Sequence[str]:
    return ()


def told_apart(papers: Sequence[Paper | RemovedPaper]) -> dict[str, Paper]:
    """Papers by what they are, without our own numbers."""
    living = [each for each in papers if isinstance(each, Paper)]
    return {
        str(each.arxiv_id or each.title): replace(each, id=PaperId(0), revision=0, revised_at=NOON)
        for each in living
    }


@pytest.mark.parametrize("files", [OWN, real_files() or OWN], ids=["own", "real"])
@pytest.mark.parametrize("source", [as_page, as_feed, as_repository, as_zip, as_tar])
async def test_every_kind_of_source_brings_the_same_records(
    source: Callable[[DigestServer, Files], dict[str, Any]], files: Files, tmp_path: Path, migrated_file: Path
) -> None:
    """Lists, feeds, repositories and archives end in the records that the files themselves end in."""
    clock = MovingClock(NOON)
    by_hand, by_source = (Database(copied(migrated_file, tmp_path / f"{name}.db")) for name in "ab")
    contents = [DigestContent.of(f"/files/{name}", content) for name, content in files.items()]
    await ingest_contents(by_hand, contents, clock, IngestRules(is_first_filling=True))
    async with digest_server() as server:
        server.files |= {f"/files/{name}": content for name, content in files.items()}
        options = source(server, files)
        named = NamedSource("one", options.pop("kind"), {**options, "allow_private": True})
        async with by_source.transaction() as session:
            await agree_with_file(session, [named], clock.now())
        opener = SourceOpener({}, Pace(pause_seconds=0), nothing_lacks)
        await Poller(by_source, clock, opener.opened, Visitor(by_source, clock)).poll_due()
    expected, found = await all_papers(by_hand), await all_papers(by_source)
    for database in (by_hand, by_source):
        await database.close()
    assert len(expected) >= 2
    assert told_apart(found) == told_apart(expected)
