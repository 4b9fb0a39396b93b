"""
Updates from Telegram, stored before Telegram hears that we have them.

stored -> handled (its effects are committed, its answer is kept) -> answered. What was only
stored is handled again after a crash, what was handled is only answered again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import UpdateRow
from storage.upserts import insert_if_absent

MAXIMUM_ATTEMPTS = 3
"""Starts of the program that a stored update may see before it counts as poison."""


class UpdateState(StrEnum):
    """How far an update has come."""

    STORED = "stored"
    HANDLED = "handled"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update as Telegram sent it; updates of one lane (a chat) are handled in order."""

    id: int
    lane: int
    content: dict[str, Any]
    answer: list[Any] | None = None


async def store_updates(
    session: AsyncSession, updates: Sequence[StoredUpdate], now: datetime
) -> list[StoredUpdate]:
    """Keep those updates that are not known yet, and give them back in order."""
    if not updates:
        return []
    # The rows go as parameters: with values in the statement it would be compiled every time.
    statement = insert_if_absent(session, UpdateRow, ["id"]).returning(UpdateRow.id)
    fresh = set(await session.scalars(statement, [_values(one, now) for one in updates]))
    return sorted((one for one in updates if one.id in fresh), key=lambda one: one.id)


def _values(one: StoredUpdate, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "lane": one.lane,
        "content": one.content,
        "received_at": now,
        "state": UpdateState.STORED,
        "attempts": 0,
        "answer": None,
        "answer_attempts": 0,
    }


async def unfinished_updates(session: AsyncSession) -> tuple[list[StoredUpdate], list[StoredUpdate]]:
    """
    What a crash left: updates to handle and updates to answer, in order of arrival.

    An update that has seen `MAXIMUM_ATTEMPTS` starts unhandled is marked as failed instead.
    """
    await session.execute(
        update(UpdateRow).where(UpdateRow.state == UpdateState.STORED).values(attempts=UpdateRow.attempts + 1)
    )
    await session.execute(
        update(UpdateRow)
        .where(UpdateRow.state == UpdateState.STORED, UpdateRow.attempts > MAXIMUM_ATTEMPTS)
        .values(state=UpdateState.FAILED)
    )
    rows = await session.scalars(
        select(UpdateRow)
        .where(UpdateRow.state.in_([UpdateState.STORED, UpdateState.HANDLED]))
        .order_by(UpdateRow.received_at, UpdateRow.id)
    )
    found = [(row.state, StoredUpdate(row.id, row.lane, row.content, row.answer)) for row in rows]
    return (
        [one for state, one in found if state == UpdateState.STORED],
        [one for state, one in found if state == UpdateState.HANDLED],
    )


async def mark_handled(session: AsyncSession, update_id: int, answer: list[Any]) -> bool:
    """
    Commit an update's answer together with its effects.

    False where the update was handled before: the caller then drops its transaction.
    """
    marked = await session.scalar(
        update(UpdateRow)
        .where(UpdateRow.id == update_id, UpdateRow.state == UpdateState.STORED)
        .values(state=UpdateState.HANDLED, answer=answer)
        .returning(UpdateRow.id)
    )
    return marked is not None


async def mark_answered(session: AsyncSession, update_id: int) -> None:
    """An update's answer was sent, or can never be."""
    await session.execute(
        update(UpdateRow).where(UpdateRow.id == update_id).values(state=UpdateState.ANSWERED, answer=None)
    )


async def mark_failed(session: AsyncSession, update_id: int) -> None:
    """An update's handler failed; it is kept, but never handled again."""
    await session.execute(update(UpdateRow).where(UpdateRow.id == update_id).values(state=UpdateState.FAILED))


async def forget_updates(session: AsyncSession, before: datetime) -> None:
    """Drop what is older than `before`; Telegram itself keeps updates for a day only."""
    await session.execute(delete(UpdateRow).where(UpdateRow.received_at < before))
