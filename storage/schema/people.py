"""What belongs to a person rather than to a chat."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class SavedPaperRow(Table):
    """A paper that a person saved, by Telegram's number of the person."""

    __tablename__ = "saved_papers"
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    saved_at: Mapped[datetime]


class SteeringRow(Table):
    """The group or channel that commands in a private chat are about, for a while."""

    __tablename__ = "steerings"
    chat_id: Mapped[int] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    """The private chat."""
    steered_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]


class GroupAnswerRow(Table):
    """A message of ours in a group: whom it is for, and when it goes."""

    __tablename__ = "group_answers"
    chat_id: Mapped[int] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int]
    made_at: Mapped[datetime]
    delete_at: Mapped[datetime | None] = mapped_column(index=True)
