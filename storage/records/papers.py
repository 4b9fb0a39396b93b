"""Digest files, what they say of papers, and the papers themselves, in both languages."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from storage.identifiers import PaperId


class DigestFormat(StrEnum):
    """The shape of a digest file, and the name of its source in queries and JSON."""

    API = "api"
    WEEKLY = "weekly"
    REPORT = "report"
    SUMMARY = "summary"
    DAILY = "daily"
    MARKDOWN = "markdown"
    FEED = "feed"
    ARXIV = "arxiv"
    CSV = "csv"
    JSON = "json"

    @property
    def is_chinese(self) -> bool:
        """Whether papers always get Chinese text from digests of this format; of others they only may."""
        return self in _CHINESE_FORMATS


_CHINESE_FORMATS = frozenset(
    {DigestFormat.WEEKLY, DigestFormat.REPORT, DigestFormat.SUMMARY, DigestFormat.DAILY}
)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest's text about a paper, as Markdown."""

    heading: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one digest says about one paper; `line` counts from 1 in the digest file."""

    line: int
    arxiv_id: str | None = None
    title: str = ""
    title_zh: str = ""
    abstract: str = ""
    abstract_zh: str = ""
    tldr: str = ""
    tldr_zh: str = ""
    keywords: tuple[str, ...] = ()
    keywords_zh: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    authors: tuple[str, ...] = ()
    organization: str = ""
    upvotes: int | None = None
    github_stars: int | None = None
    code_url: str | None = None
    project_url: str | None = None
    thumbnail_url: str | None = None
    published_on: date | None = None
    doi: str = ""
    """In small letters, without its address."""
    categories: tuple[str, ...] = ()
    """arXiv's, the primary one first."""
    is_withdrawn: bool | None = None
    """None where the digest does not say."""


@dataclass(frozen=True, slots=True)
class RejectedEntry:
    """A part of a digest that could not be read, with the reason, at `line` (from 1)."""

    line: int
    reason: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest file as its format reads it; `digest_on` is None where the text has no date."""

    format: DigestFormat
    digest_on: date | None
    entries: tuple[Entry, ...]
    rejected: tuple[RejectedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestMention:
    """A digest in which a paper stands."""

    source: DigestFormat
    digest_on: date
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one field of a paper comes from."""

    source: DigestFormat
    digest_on: date


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, all digests folded into one bilingual record."""

    id: PaperId
    arxiv_id: str | None
    title: str
    title_zh: str
    abstract: str
    abstract_zh: str
    tldr: str
    tldr_zh: str
    keywords: tuple[str, ...]
    keywords_zh: tuple[str, ...]
    areas: tuple[str, ...]
    sections: tuple[Section, ...]
    authors: tuple[str, ...]
    organization: str
    upvotes: int | None
    github_stars: int | None
    code_url: str | None
    project_url: str | None
    thumbnail_url: str | None
    published_on: date | None
    first_digest_on: date
    digests: tuple[DigestMention, ...]
    """Earliest first."""
    origins: dict[str, Origin] = field(hash=False)
    """Field name to the digest that the field's present value comes from."""
    revision: int
    """Grows by one with every change of any paper of this database."""
    revised_at: datetime
    news_at: datetime | None
    """When it first arrived in a digest that was news; None for archive."""
    news_on: date | None
    """The latest date among the digests in which it was news."""
    doi: str = ""
    categories: tuple[str, ...] = ()
    is_withdrawn: bool | None = None
    """None where no digest says."""

    @property
    def has_chinese(self) -> bool:
        """Whether a reader of Chinese finds any Chinese text of this paper."""
        return bool(self.title_zh or self.tldr_zh or self.abstract_zh or self.keywords_zh or self.areas)


@dataclass(frozen=True, slots=True)
class RemovedPaper:
    """A paper that no digest holds any more; followers of revisions forget it."""

    id: PaperId
    revision: int
