"""Digest files, what they say, and the papers that are folded from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table

_HAS_DOI = text("doi IS NOT NULL")


class DigestRow(Table):
    """One content of one digest file."""

    __tablename__ = "digests"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    location: Mapped[str] = mapped_column(index=True)
    content_hash: Mapped[str] = mapped_column(unique=True)
    digest_on: Mapped[date]
    is_estimated: Mapped[bool]
    is_archive: Mapped[bool]
    ingested_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    entry_count: Mapped[int]
    rejected: Mapped[list[Any]]
    brought_by: Mapped[str | None]
    """The name of the source that it came from; None for the inbox and the command line."""
    __table_args__ = (Index(None, "digest_on"),)


class DigestPlaceRow(Table):
    """A place and the digest that it holds now; of its corrections the first is remembered by its time."""

    __tablename__ = "digest_places"
    location: Mapped[str] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digests.id", ondelete="CASCADE"), index=True)
    first_at: Mapped[datetime]
    """When anything first came from there."""


class PaperRow(Table):
    """One paper; everything but the identity is folded from its entries."""

    __tablename__ = "papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    arxiv_id: Mapped[str | None] = mapped_column(unique=True)
    is_removed: Mapped[bool] = mapped_column(default=False)
    record: Mapped[dict[str, Any]]
    first_digest_on: Mapped[date | None]
    news_at: Mapped[datetime | None]
    news_on: Mapped[date | None] = mapped_column(index=True)
    has_chinese: Mapped[bool]
    revision: Mapped[int] = mapped_column(unique=True)
    revised_at: Mapped[datetime]


class EntryRow(Table):
    """What one digest says about one paper."""

    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digests.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="CASCADE"), index=True)
    arxiv_id: Mapped[str | None]
    """As the digest gives it: an entry without one may still be joined to a paper that has it."""
    title_key: Mapped[str] = mapped_column(index=True)
    doi: Mapped[str | None]
    """As the digest gives it; None where that is none, or arXiv's own."""
    content: Mapped[dict[str, Any]]
    __table_args__ = (Index(None, "doi", sqlite_where=_HAS_DOI, postgresql_where=_HAS_DOI),)
