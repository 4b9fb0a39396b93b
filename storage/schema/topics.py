"""What destinations follow, what they would follow, and the papers that it matches."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table

_AT_ONCE = text("instant_since IS NOT NULL")


class QueryRow(Table):
    """A distinct saved search, widened and canonical; all topics with the same meaning share it."""

    __tablename__ = "queries"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(unique=True)
    matched_revision: Mapped[int]


class TopicRow(Table):
    """A saved search that a destination follows."""

    __tablename__ = "topics"
    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id", ondelete="CASCADE"))
    query_id: Mapped[int] = mapped_column(ForeignKey("queries.id"), index=True)
    query_text: Mapped[str]
    """The query as its reader means it, canonical, without what it was widened by."""
    additions: Mapped[list[Any]]
    """What it was widened by, as its reader saw it; no change of the lexicon touches it."""
    name: Mapped[str]
    position: Mapped[int]
    is_muted: Mapped[bool]
    followed_since: Mapped[datetime]
    """Set anew when it gets other words or is muted no longer."""
    instant_since: Mapped[datetime | None]
    """Its papers are pushed at once, those that came since; None for a topic of the digest."""
    __table_args__ = (
        UniqueConstraint("destination_id", "query_id"),
        # Of those few alone, so that nobody else's topics are looked at.
        Index("ix_topics_instant", "destination_id", sqlite_where=_AT_ONCE, postgresql_where=_AT_ONCE),
    )


class DraftRow(Table):
    """A topic that is previewed, or that was removed and may come back."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    query_text: Mapped[str]
    additions: Mapped[list[Any]]
    topic_id: Mapped[int | None]
    """The topic that would get these words; no key, for it may be gone by then."""
    ignored: Mapped[list[Any]]
    offers: Mapped[list[Any]]
    position: Mapped[int | None]
    is_muted: Mapped[bool | None]
    followed_since: Mapped[datetime | None]
    instant_since: Mapped[datetime | None]
    made_at: Mapped[datetime]


class MatchRow(Table):
    """A paper that a distinct query matches, within the news window."""

    __tablename__ = "matches"
    query_id: Mapped[int] = mapped_column(ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True)
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    matched_at: Mapped[datetime] = mapped_column(index=True)
    is_about: Mapped[bool]
    score: Mapped[float]
