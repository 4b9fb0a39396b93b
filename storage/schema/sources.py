"""Where digests come from, what lies there, and the bytes as they came."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class SourceRow(Table):
    """A place that the operator named, and how it fares."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    options: Mapped[dict[str, Any]]
    is_in_file: Mapped[bool]
    """It stands in chenbao.toml; others were added in a chat."""
    is_enabled: Mapped[bool]
    added_at: Mapped[datetime]
    filled_at: Mapped[datetime | None]
    """When its first filling was complete; what came until then is archive."""
    next_poll_at: Mapped[datetime]
    polled_at: Mapped[datetime | None]
    good_at: Mapped[datetime | None]
    """When it last brought something that could be read."""
    failures: Mapped[int]
    """Polls in a row that failed."""
    failing_since: Mapped[datetime | None]
    """When the first of them was."""
    problem: Mapped[str | None]
    __table_args__ = (Index(None, "next_poll_at"),)


class SourceItemRow(Table):
    """One file at a source: whether it came, and when it is looked at again."""

    __tablename__ = "source_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    address: Mapped[str]
    digest_on: Mapped[date | None]
    state: Mapped[str]
    version: Mapped[str]
    """As a listing gives it: a hash, a size, a time; empty where there is none."""
    etag: Mapped[str]
    last_modified: Mapped[str]
    first_asked_at: Mapped[datetime]
    looked_at: Mapped[datetime]
    next_look_at: Mapped[datetime | None]
    """None for never again, unless its version changes."""
    tries: Mapped[int]
    """Looks in a row that brought nothing."""
    problem: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("source_id", "address"),
        Index(None, "source_id", "next_look_at"),
    )


class RawFileRow(Table):
    """A content as it came, so that a better reader can read it again."""

    __tablename__ = "raw_files"
    content_hash: Mapped[str] = mapped_column(primary_key=True)
    location: Mapped[str]
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    """By zlib."""
    size_bytes: Mapped[int]
    digest_on: Mapped[date | None]
    """The day under which its source had it."""
    received_at: Mapped[datetime]
    refusal: Mapped[str | None]
    """Why it could not be read; None if it could."""
    __table_args__ = (Index(None, "refusal", "received_at"),)
