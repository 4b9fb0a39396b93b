"""Which sample papers stand in which digest of which day, as `days.toml` has it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.sandbox.samples.papers import SamplePaper, sample_papers

SAMPLE_DAYS = 6


@dataclass(frozen=True, slots=True)
class Day:
    """The papers of one day's digests, each in the order of its file."""

    weekly: tuple[SamplePaper, ...]
    weekly_heading: str
    """What opens a title of the weekly translation: `##`, in some weeks `#`."""
    report: tuple[SamplePaper, ...]
    summary: tuple[SamplePaper, ...]
    api: tuple[SamplePaper, ...]


@cache
def sample_days() -> tuple[Day, ...]:
    """Give the sample days in order."""
    text = resources.files(__package__).joinpath("days.toml").read_text(encoding="utf-8")
    return tuple(_day(entry) for entry in tomllib.loads(text)["day"])


def _day(entry: dict[str, Any]) -> Day:
    return Day(
        weekly=_papers(entry.get("weekly", ())),
        weekly_heading=entry.get("weekly_heading", "##"),
        report=_papers(entry.get("report", ())),
        summary=_papers(entry.get("summary", ())),
        api=_papers(entry.get("api", ())),
    )


def _papers(arxiv_ids: Iterable[str]) -> tuple[SamplePaper, ...]:
    return tuple(sample_papers()[arxiv_id] for arxiv_id in arxiv_ids)
