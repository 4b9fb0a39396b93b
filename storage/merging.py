"""
The fold: what all live digests say about one paper, as one record with the origin of each field.

Pure, and a function of the set of contributions alone: the order in which files arrived never
shows, except that of two digests of one source and date the later ingestion wins. It decides
nothing about identity (storage.identity) and keeps nothing (storage.revising does).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.identifiers import DigestId
from storage.records import DigestFormat, DigestMention, Entry, Origin, Section
from storage.sentences import first_sentence

_API, _WEEKLY, _REPORT, _SUMMARY = (
    DigestFormat.API,
    DigestFormat.WEEKLY,
    DigestFormat.REPORT,
    DigestFormat.SUMMARY,
)
_ARXIV, _FEED, _CSV, _JSON, _DAILY, _MARKDOWN = (
    DigestFormat.ARXIV,
    DigestFormat.FEED,
    DigestFormat.CSV,
    DigestFormat.JSON,
    DigestFormat.DAILY,
    DigestFormat.MARKDOWN,
)
_GENERIC = (_FEED, _JSON, _CSV, _MARKDOWN)
"""Anybody's files: they fill what nobody else says."""
_ENGLISH = (_API, _ARXIV, _WEEKLY, _REPORT, _SUMMARY, _DAILY, *_GENERIC)
_CHINESE = (_WEEKLY, _REPORT, _SUMMARY, _DAILY, _API, *_GENERIC, _ARXIV)
_IN_SHORT = (_REPORT, _SUMMARY, _DAILY, _API, _WEEKLY, *_GENERIC, _ARXIV)
_METADATA = (_ARXIV, _API, *_GENERIC, _WEEKLY, _REPORT, _SUMMARY, _DAILY)
"""What arXiv knows best."""

PRECEDENCE: dict[str, tuple[DigestFormat, ...]] = {
    "title": _ENGLISH,
    "title_zh": _CHINESE,
    "abstract": _ENGLISH,
    "abstract_zh": _CHINESE,
    "tldr": _IN_SHORT,
    "tldr_zh": _IN_SHORT,
    "keywords": _ENGLISH,
    "keywords_zh": _CHINESE,
    "areas": _CHINESE,
    "authors": _ENGLISH,
    "doi": _METADATA,
    "categories": _METADATA,
    "is_withdrawn": _METADATA,
    "organization": _ENGLISH,
    "upvotes": _ENGLISH,
    "github_stars": _ENGLISH,
    "code_url": _ENGLISH,
    "project_url": _ENGLISH,
    "thumbnail_url": _ENGLISH,
    "published_on": _ENGLISH,
}
"""Field to sources, strongest first. Sections are not chosen but collected."""
_NEWEST = ("is_withdrawn",)
"""Fields that change in the world: the newest day on which anybody says something decides, then the source."""

_SECTIONS = (_REPORT, _SUMMARY, _DAILY, _WEEKLY, _API, *_GENERIC, _ARXIV)


@dataclass(frozen=True, slots=True)
class Contribution:
    """An entry and the digest that holds it."""

    entry: Entry
    source: DigestFormat
    digest_on: date
    digest_id: DigestId
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """The fold of entries is an entry again, with the origin of each field that is not empty."""

    entry: Entry
    origins: dict[str, Origin]
    digests: tuple[DigestMention, ...]
    """Earliest first."""


def merge(contributions: Iterable[Contribution], arxiv_id: str | None) -> MergedEntry:
    """Fold what digests say about the paper `arxiv_id`; there must be at least one contribution."""
    newest_first = sorted(contributions, key=_recency, reverse=True)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for field, sources in PRECEDENCE.items():
        offers = [each for each in newest_first if getattr(each.entry, field) not in ("", (), None)]
        if field in _NEWEST:
            offers = [each for each in offers if each.digest_on == offers[0].digest_on]
        if chosen := _strongest(offers, sources):
            values[field] = getattr(chosen.entry, field)
            origins[field] = _origin(chosen)
    if sections := _collected_sections(newest_first, origins):
        values["sections"] = sections
    _shorten(values, origins, "tldr", "abstract")
    _shorten(values, origins, "tldr_zh", "abstract_zh")
    return MergedEntry(Entry(line=0, arxiv_id=arxiv_id, **values), origins, _mentions(newest_first))


def _recency(contribution: Contribution) -> tuple[date, DigestId, int]:
    return contribution.digest_on, contribution.digest_id, contribution.entry.line


def _strongest(
    newest_first: Sequence[Contribution], sources: tuple[DigestFormat, ...]
) -> Contribution | None:
    for source in sources:
        for contribution in newest_first:
            if contribution.source is source:
                return contribution
    return None


def _collected_sections(
    newest_first: Sequence[Contribution], origins: dict[str, Origin]
) -> tuple[Section, ...]:
    """All sections by source; of one source and heading the newest text, at its newest place."""
    sections: dict[tuple[DigestFormat, str], Section] = {}
    for source in _SECTIONS:
        for contribution in newest_first:
            if contribution.source is source and contribution.entry.sections:
                origins.setdefault("sections", _origin(contribution))
                for section in contribution.entry.sections:
                    sections.setdefault((source, section.heading), section)
    return tuple(sections.values())


def _shorten(values: dict[str, Any], origins: dict[str, Origin], short: str, long: str) -> None:
    """Let the first sentence of the abstract stand in for a missing tldr."""
    if short not in values and long in values:
        values[short] = first_sentence(values[long])
        origins[short] = origins[long]


def _origin(contribution: Contribution) -> Origin:
    return Origin(contribution.source, contribution.digest_on)


def _mentions(contributions: Sequence[Contribution]) -> tuple[DigestMention, ...]:
    distinct = {DigestMention(each.source, each.digest_on, each.is_estimated) for each in contributions}
    return tuple(sorted(distinct, key=lambda each: (each.digest_on, each.source, each.is_estimated)))
