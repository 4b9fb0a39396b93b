"""
What the bot asked somebody to write: one open question a chat and person, for an hour.

The next text of that person in that chat is the answer; whoever reads it decides whether it is
one. It outlives a restart, because people answer when they come back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import Table as SQLTable
from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from
from storage.identifiers import ChatId
from storage.records import Chat
from storage.schema import ChatRow, QuestionRow

OPEN_FOR = timedelta(hours=1)
# Made once: every update runs it, and making it takes longer.
_CHATS, _QUESTIONS = (cast("SQLTable", one.__table__) for one in (ChatRow, QuestionRow))
_CHAT_AND_QUESTION = (
    select(
        _CHATS,
        _QUESTIONS.c.kind.label("asked_kind"),
        _QUESTIONS.c.subject_id.label("asked_subject_id"),
        _QUESTIONS.c.message_id.label("asked_message_id"),
        _QUESTIONS.c.asked_at,
    )
    .outerjoin(
        _QUESTIONS,
        and_(_QUESTIONS.c.chat_id == _CHATS.c.id, _QUESTIONS.c.user_id == bindparam("writer")),
    )
    .where(_CHATS.c.telegram_id == bindparam("place"))
)


class QuestionKind(StrEnum):
    """What was asked."""

    TOPIC_NAME = "topic name"
    TOPIC_WORDS = "topic words"
    DRAFT_WORDS = "draft words"
    ZONE = "zone"
    """A place or a city; its subject is 1 in the first minute, else 0."""
    ANNOUNCEMENT = "announcement"
    ENGLISH_ANNOUNCEMENT = "english announcement"
    VISITOR = "visitor"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Question:
    """An open question."""

    kind: QuestionKind
    subject_id: int
    """The topic, draft or announcement that it is about."""
    message_id: int
    """Telegram's number of the message that asks."""


async def ask(
    session: AsyncSession, chat_id: ChatId, user_id: int, question: Question, now: datetime
) -> None:
    """Leave a question open for a person, in place of any other."""
    await forget_question(session, chat_id, user_id)
    session.add(
        QuestionRow(
            chat_id=chat_id,
            user_id=user_id,
            kind=question.kind,
            subject_id=question.subject_id,
            message_id=question.message_id,
            asked_at=now,
        )
    )
    await session.flush()


async def open_question(
    session: AsyncSession, chat_id: ChatId, user_id: int, now: datetime
) -> Question | None:
    """What the person was asked within the last hour and did not answer."""
    row = await session.get(QuestionRow, (chat_id, user_id))
    if row is None or row.asked_at < now - OPEN_FOR:
        return None
    return Question(QuestionKind(row.kind), row.subject_id, row.message_id)


async def chat_and_question(
    session: AsyncSession, telegram_id: int, user_id: int | None, now: datetime
) -> tuple[Chat | None, Question | None]:
    """The chat with Telegram's own number, if it ever spoke to us, and the open question of a person there."""
    found = await session.execute(_CHAT_AND_QUESTION, {"place": telegram_id, "writer": user_id})
    row = found.one_or_none()
    if row is None:
        return None, None
    if row.asked_at is None or row.asked_at < now - OPEN_FOR:
        return chat_from(row), None
    return chat_from(row), Question(QuestionKind(row.asked_kind), row.asked_subject_id, row.asked_message_id)


async def forget_question(session: AsyncSession, chat_id: ChatId, user_id: int) -> None:
    """The person is asked nothing any more."""
    await session.execute(
        delete(QuestionRow).where(QuestionRow.chat_id == chat_id, QuestionRow.user_id == user_id)
    )


async def forget_questions(session: AsyncSession, before: datetime) -> None:
    """Drop questions asked before `before`."""
    await session.execute(delete(QuestionRow).where(QuestionRow.asked_at < before))
