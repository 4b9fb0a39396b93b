"""Questions of people that wait for an answer: taps on buttons and inline queries."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.store import Store, encode

FIRST_QUERY_ID = 4_000_000_000_000_000_001


class QueryKind(StrEnum):
    """What was asked by."""

    CALLBACK = "callback"
    INLINE = "inline"


ANSWER_WITHIN_SECONDS = {QueryKind.CALLBACK: 900, QueryKind.INLINE: 30}


@dataclass(frozen=True, slots=True)
class Query:
    """A question: who asked, and in which chat."""

    query_id: str
    person_id: int
    chat_id: int


class Queries:
    """All questions, answered or not."""

    def __init__(self, store: Store) -> None:
        """Questions live in the sandbox's file."""
        self._store = store

    def ask(self, kind: QueryKind, person_id: int, chat_id: int, asked_at: float) -> str:
        """Record a question; its id."""
        query_id = str(self._store.next_number("query_id", FIRST_QUERY_ID))
        self._store.connection.execute(
            "INSERT INTO queries VALUES (?, ?, ?, ?, ?, NULL)",
            (query_id, kind, person_id, chat_id, asked_at),
        )
        return query_id

    def waiting(self, kind: QueryKind, query_id: str, now: float) -> Query:
        """
        A question that may still be answered.

        Raises:
            BotAPIError: there is none, it was answered, or it is too old.
        """
        row = self._store.connection.execute(
            "SELECT person_id, chat_id FROM queries"
            " WHERE query_id = ? AND kind = ? AND answer IS NULL AND asked_at >= ?",
            (query_id, kind, now - ANSWER_WITHIN_SECONDS[kind]),
        ).fetchone()
        if row is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return Query(query_id, *row)

    def was_asked(self, kind: QueryKind, query_id: str, person_id: int, chat_id: int, since: float) -> bool:
        """Whether somebody asked it there, answered or not, no earlier than `since`."""
        row = self._store.connection.execute(
            "SELECT 1 FROM queries WHERE query_id = ? AND kind = ? AND person_id = ? AND chat_id = ?"
            " AND asked_at >= ?",
            (query_id, kind, person_id, chat_id, since),
        ).fetchone()
        return row is not None

    def answer(self, query_id: str, answer: dict[str, Any]) -> None:
        """Keep the answer."""
        self._store.connection.execute(
            "UPDATE queries SET answer = ? WHERE query_id = ?", (encode(answer), query_id)
        )

    def answer_to(self, query_id: str) -> dict[str, Any] | None:
        """The kept answer, None while there is none."""
        row = self._store.connection.execute(
            "SELECT answer FROM queries WHERE query_id = ?", (query_id,)
        ).fetchone()
        return None if row is None or row[0] is None else json.loads(row[0])
