"""
What a paper's row says, computed from all entries that its digests ever held.

Pure: the rows are read and written by storage.revising.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from storage.documents import merged_document
from storage.identifiers import DigestId
from storage.identity import Claim, arxiv_id_of_key
from storage.locations import page_of
from storage.merging import Contribution, merge
from storage.records import DigestFormat, DigestMention, Entry


@dataclass(frozen=True, slots=True)
class HeldDigest:
    """One content of one digest file."""

    id: DigestId
    source: DigestFormat
    digest_on: date
    is_estimated: bool
    is_archive: bool
    is_live: bool
    """It is what its file holds now."""
    location: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry and the digest that holds it."""

    entry: Entry
    claim: Claim
    digest: HeldDigest


@dataclass(frozen=True, slots=True)
class PaperState:
    """The columns of a paper's row that its entries decide, by their names there."""

    key: str
    arxiv_id: str | None
    is_removed: bool
    record: dict[str, Any]
    first_digest_on: date | None
    news_at: datetime | None
    news_on: date | None
    has_chinese: bool

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The column names, in the order of the constructor."""
        return tuple(each.name for each in fields(cls))

    def values(self) -> dict[str, Any]:
        """Column names and values."""
        return {name: getattr(self, name) for name in self.columns()}


def state_of(key: str, held: Sequence[HeldEntry], before: PaperState | None) -> PaperState | None:
    """
    What the paper `key` is now; its last record, marked as removed, where no live entry is left.

    None for a paper that has no live entry and never was.
    """
    live = [each for each in held if each.digest.is_live]
    if not live:
        return before and replace(before, is_removed=True, news_at=None, news_on=None)
    arxiv_id = arxiv_id_of_key(key)
    merged = merge(map(_contribution, live), arxiv_id)
    # What was withdrawn is nobody's news; it can be found, and says so.
    news_at, news_on = (None, None) if merged.entry.is_withdrawn else _news(held)
    return PaperState(
        key=key,
        arxiv_id=arxiv_id,
        is_removed=False,
        record=merged_document(merged),
        first_digest_on=_first_on(merged.digests),
        news_at=news_at,
        news_on=news_on,
        has_chinese=_has_chinese(merged.entry),
    )


def _first_on(mentions: Sequence[DigestMention]) -> date:
    """The day of the first digest; an answer of arXiv is as old as its paper, and counts where nothing else does."""
    days = [each.digest_on for each in mentions if each.source is not DigestFormat.ARXIV]
    return min(days, default=mentions[0].digest_on)


def _news(held: Sequence[HeldEntry]) -> tuple[datetime | None, date | None]:
    """
    When the paper first was news, and the latest date on which it still is.

    Of the contents that one file held, the first with the paper decides: correcting an old
    digest makes no news of it, and correcting today's does not take the news away. A page that
    always shows the newest counts as one file: what it still shows the next day is none anew.
    """
    first: dict[str, HeldDigest] = {}
    digests = [each.digest for each in held]
    for digest in sorted(digests, key=lambda digest: digest.id):
        first.setdefault(page_of(digest.location), digest)
    news = {page: digest.ingested_at for page, digest in first.items() if not digest.is_archive}
    days = [digest.digest_on for digest in digests if digest.is_live and page_of(digest.location) in news]
    return (min(news.values()), max(days)) if days else (None, None)


def _has_chinese(entry: Entry) -> bool:
    return bool(entry.title_zh or entry.tldr_zh or entry.abstract_zh or entry.keywords_zh or entry.areas)


def _contribution(held: HeldEntry) -> Contribution:
    digest = held.digest
    return Contribution(held.entry, digest.source, digest.digest_on, digest.id, digest.is_estimated)
