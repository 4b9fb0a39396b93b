"""
The sample papers, read from the TOML files beside this module.

A paper carries the fields that its formats need and no others. What a field means to a
format stands in that format's renderer; here is only what the papers say.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """What the samples say about one paper; empty where no sample says it."""

    arxiv_id: str
    title: str

    title_zh: str = ""
    abstract_zh: str = ""

    areas: tuple[str, ...] = ()
    tldr_zh: str = ""
    guide: str = ""
    innovations: str = ""
    results: str = ""

    keywords_zh: tuple[str, ...] = ()
    problem: str = ""
    method: str = ""
    findings: str = ""
    takeaway: str = ""

    abstract: str = ""
    tldr: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    organization: str = ""
    published_on: date | None = None
    upvotes: int = 0
    code_url: str = ""
    project_url: str = ""


@cache
def sample_papers() -> dict[str, SamplePaper]:
    """Give every sample paper by its arXiv identifier."""
    themes = sorted(file.name for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    papers = [_paper(entry) for theme in themes for entry in _entries(theme)]
    return {paper.arxiv_id: paper for paper in papers}


def _entries(theme: str) -> list[dict[str, object]]:
    text = resources.files(__name__).joinpath(theme).read_text(encoding="utf-8")
    entries: list[dict[str, object]] = tomllib.loads(text)["paper"]
    return entries


def _paper(entry: dict[str, object]) -> SamplePaper:
    fields = {name: _field(value) for name, value in entry.items()}
    return SamplePaper(**fields)  # type: ignore[arg-type]  # a wrong field fails the tests


def _field(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return value.strip() if isinstance(value, str) else value
