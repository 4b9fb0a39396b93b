"""A question stays open for one person in one chat, for an hour."""

from datetime import timedelta

from readers import reader
from recording import NOON

from storage.database import Database
from storage.questions import (
    OPEN_FOR,
    Question,
    QuestionKind,
    ask,
    chat_and_question,
    forget_question,
    forget_questions,
    open_question,
)

ALICE, BOB = 21, 22
SECOND = timedelta(seconds=1)
NAME = Question(QuestionKind.TOPIC_NAME, 7, 100)
WORDS = Question(QuestionKind.DRAFT_WORDS, 8, 101)


async def test_question_waits_for_its_person_alone(database: Database) -> None:
    """Another person in the same chat, and the same person elsewhere, was asked nothing."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        other, _ = await reader(session, 12)
        await ask(session, chat.id, ALICE, NAME, NOON)
        assert await open_question(session, chat.id, ALICE, NOON) == NAME
        assert await open_question(session, chat.id, BOB, NOON) is None
        assert await open_question(session, other.id, ALICE, NOON) is None


async def test_later_question_takes_the_place_of_the_earlier(database: Database) -> None:
    """Nobody is asked two things at once."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await ask(session, chat.id, ALICE, NAME, NOON)
        await ask(session, chat.id, ALICE, WORDS, NOON)
        assert await open_question(session, chat.id, ALICE, NOON) == WORDS


async def test_question_ends_by_itself(database: Database) -> None:
    """A text of the next day is no answer to what was asked today."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await ask(session, chat.id, ALICE, NAME, NOON)
        assert await open_question(session, chat.id, ALICE, NOON + OPEN_FOR) == NAME
        assert await open_question(session, chat.id, ALICE, NOON + OPEN_FOR + SECOND) is None


async def test_questions_are_dropped(database: Database) -> None:
    """By their person, and after a while."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await ask(session, chat.id, ALICE, NAME, NOON)
        await ask(session, chat.id, BOB, WORDS, NOON)
        await forget_question(session, chat.id, ALICE)
        assert await open_question(session, chat.id, ALICE, NOON) is None
        await forget_questions(session, NOON + SECOND)
        assert await open_question(session, chat.id, BOB, NOON) is None


async def test_chat_comes_with_the_question_of_its_writer(database: Database) -> None:
    """In one reading; others in the chat, and the same person an hour later, were asked nothing."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await ask(session, chat.id, ALICE, NAME, NOON)
        at = chat.telegram_id
        assert await chat_and_question(session, at, ALICE, NOON + OPEN_FOR) == (chat, NAME)
        assert await chat_and_question(session, at, ALICE, NOON + OPEN_FOR + SECOND) == (chat, None)
        assert await chat_and_question(session, at, BOB, NOON) == (chat, None)
        assert await chat_and_question(session, at, None, NOON) == (chat, None)
        assert await chat_and_question(session, at + 1, ALICE, NOON) == (None, None)
