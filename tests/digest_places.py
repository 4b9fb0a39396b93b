"""The same digests laid out as every kind of source has them, each with what the operator would write down."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from digest_server import DigestServer, git_hash

from bot.digests.formats.dates import date_in_name, week_end_in_name
from storage.identifiers import PaperId
from storage.named_sources import NamedSource
from storage.records import Paper, RemovedPaper

_NO_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
Files = dict[str, bytes]
"""Path below the source to content."""
Place = Callable[[DigestServer, Files], list[NamedSource]]


def source(kind: str, name: str = "one", **options: Any) -> NamedSource:
    return NamedSource(name, kind, {**options, "allow_private": True})


def day_of(name: str) -> date:
    """The day that a name carries, of a week its last."""
    day = date_in_name(name) or week_end_in_name(name)
    assert day, name
    return day


def as_files(server: DigestServer, files: Files) -> None:
    server.files |= {f"/files/{name}": content for name, content in files.items()}


def as_page(server: DigestServer, files: Files) -> list[NamedSource]:
    as_files(server, files)
    links = "".join(f'<li><a href="files/{name}">{name}</a></li>' for name in files)
    server.files["/index.html"] = f"<html><body><ul>{links}</ul></body></html>".encode()
    return [source("index", url=f"{server.url}/index.html", match="*")]


def as_feed(server: DigestServer, files: Files) -> list[NamedSource]:
    as_files(server, files)
    items = "".join(f"<item><title>{name}</title><link>/files/{name}</link></item>" for name in files)
    server.files["/feed"] = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    return [source("feed", url=f"{server.url}/feed", match="*")]


def as_repository(server: DigestServer, files: Files) -> list[NamedSource]:
    entries = [
        {"path": f"files/{name}", "sha": git_hash(content), "type": "blob", "mode": "100644"}
        for name, content in files.items()
    ]
    server.files["/repos/a/b/git/trees/main?recursive=1"] = json.dumps({"tree": entries}).encode()
    server.files |= {f"/a/b/main/files/{name}": content for name, content in files.items()}
    hosts = {"api_url": server.url, "raw_url": server.url}
    return [source("github", repository="a/b", ref="main", path="files", match="*", **hosts)]


def as_zip(server: DigestServer, files: Files) -> list[NamedSource]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"files/{name}", content)
    server.files["/all.zip"] = packed.getvalue()
    return [source("page", url=f"{server.url}/all.zip")]


def as_tar(server: DigestServer, files: Files) -> list[NamedSource]:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(f"files/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    server.files["/all.tar.gz"] = packed.getvalue()
    return [source("page", url=f"{server.url}/all.tar.gz")]


def as_dated_pages(server: DigestServer, files: Files) -> list[NamedSource]:
    """A source for each sort of file, for an address that holds a day leads to one file of it."""
    named = []
    for suffix, names in groupby(sorted(files, key=suffix_of), suffix_of):
        server.files |= {f"/{suffix}/{day_of(name)}.{suffix}": files[name] for name in names}
        named.append(source("page", suffix, url=f"{server.url}/{suffix}/{{date:%Y-%m-%d}}.{suffix}"))
    return named


def as_daily_papers(server: DigestServer, files: Files) -> list[NamedSource]:
    """Only lists of that API; of the others it knows nothing."""
    lists = {name: content for name, content in files.items() if suffix_of(name) == "json"}
    server.files |= {f"/api?date={day_of(name)}": content for name, content in lists.items()}
    return [source("daily-papers", url=server.url + "/api?date={date:%Y-%m-%d}")]


PLACES: dict[str, Place] = {
    "dated page": as_dated_pages,
    "daily-papers": as_daily_papers,
    "index": as_page,
    "feed": as_feed,
    "github": as_repository,
    "zip": as_zip,
    "tar": as_tar,
}
"""Every kind of source in the web; a folder is no place on a server."""
DATED = ("dated page", "daily-papers")
"""Kinds that are asked by day, so the past comes when it is asked for."""


def carried(kind: str, files: Files) -> Files:
    """Those of `files` that a kind of source can have."""
    return {name: one for name, one in files.items() if kind != "daily-papers" or suffix_of(name) == "json"}


def suffix_of(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".")


def told_apart(papers: list[Paper | RemovedPaper]) -> dict[str, Paper]:
    """Papers by what they are, without our own numbers and moments."""
    living = [each for each in papers if isinstance(each, Paper)]
    told = {
        str(each.arxiv_id or each.title): replace(each, id=PaperId(0), revision=0, revised_at=_NO_MOMENT)
        for each in living
    }
    assert len(told) == len(papers)
    return told
