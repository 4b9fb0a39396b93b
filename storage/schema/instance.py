"""Whose database this is, and how far its counters are."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class InstanceRow(Table):
    """The one row that says whose database this is and counts the revisions of papers and lexicon."""

    __tablename__ = "instance"
    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    bot_id: Mapped[int | None]
    bot_username: Mapped[str | None]
    revision: Mapped[int]
    lexicon_revision: Mapped[int]
