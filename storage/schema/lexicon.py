"""Translations that were learned, and the operator's own terms beside them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class LearnedTranslationRow(Table):
    """A translation learned from papers in both languages, or from the parentheses in digests."""

    __tablename__ = "learned_translations"
    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[float]
    provenance: Mapped[str]
    seen: Mapped[int]
    """Sentences, or parentheses, that speak for it."""
    learned_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("term", "text"),)


class LearningRow(Table):
    """The one row that says from what the learned translations were learned."""

    __tablename__ = "learnings"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    rules: Mapped[str]
    """The version of text analysis and learning together."""
    pair_count: Mapped[int]
    learned_at: Mapped[datetime]


class AddedTermRow(Table):
    """A term of the operator's own, as a line of the glossary's file."""

    __tablename__ = "added_terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime]


class RemovedTermRow(Table):
    """A name that the operator struck out: with one other name, or with all where that is empty."""

    __tablename__ = "removed_terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    other_name: Mapped[str]
    removed_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("name", "other_name"),)
