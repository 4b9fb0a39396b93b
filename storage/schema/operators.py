"""What operators did, and what they decided about who may use the bot."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class ActRow(Table):
    """Something that an operator did, in chat or on the command line."""

    __tablename__ = "acts"
    id: Mapped[int] = mapped_column(primary_key=True)
    acted_at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None]
    """Telegram's number of the operator; None for the command line."""
    act: Mapped[str]
    subject: Mapped[str]
    """On what: a number, never a name or words."""
