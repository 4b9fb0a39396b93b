"""
Whether anything is sent at all: a pause that ends by itself, a stop that an operator ends.

Both lie in the database, so that every process keeps to them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.schema import InstanceRow


class StopReason(StrEnum):
    """Why sending stopped."""

    TOKEN_REFUSED = "token refused"  # noqa: S105 (no token)
    CHATS_GONE = "chats gone"
    """Suddenly many chats cannot be reached: rather our own trouble than theirs."""


@dataclass(frozen=True, slots=True)
class SendingState:
    """What keeps the outbox from being emptied; `paused_until` is None once it is over."""

    paused_until: datetime | None
    pause_reason: str | None
    stopped_reason: str | None

    @property
    def is_held(self) -> bool:
        """Whether nothing may leave now."""
        return self.paused_until is not None or self.stopped_reason is not None


_FREE = SendingState(None, None, None)


async def sending_state(session: AsyncSession) -> SendingState:
    """Whether sending is paused or stopped now, and why."""
    columns = (
        InstanceRow.sending_paused_until,
        InstanceRow.sending_pause_reason,
        InstanceRow.sending_stopped_reason,
    )
    row = (await session.execute(select(*columns))).one_or_none()
    if row is None:
        return _FREE
    paused_until, pause_reason, stopped_reason = row
    if paused_until is None or paused_until <= await database_now(session):
        return SendingState(None, None, stopped_reason)
    return SendingState(paused_until, pause_reason, stopped_reason)


async def pause_sending(session: AsyncSession, wait: timedelta, reason: str) -> None:
    """Let nothing leave for so long; a longer pause stays as it is."""
    until = await database_now(session) + wait
    shorter = or_(InstanceRow.sending_paused_until.is_(None), InstanceRow.sending_paused_until < until)
    await session.execute(
        update(InstanceRow)
        .where(shorter)
        .values(sending_paused_until=until, sending_pause_reason=reason)
        .execution_options(synchronize_session=False)
    )


async def stop_sending(session: AsyncSession, reason: str) -> None:
    """Let nothing leave until an operator resumes; the first reason stays."""
    await session.execute(
        update(InstanceRow)
        .where(InstanceRow.sending_stopped_reason.is_(None))
        .values(sending_stopped_reason=reason)
        .execution_options(synchronize_session=False)
    )


async def resume_sending(session: AsyncSession) -> None:
    """Go on, whatever stopped or paused us."""
    await session.execute(
        update(InstanceRow)
        .values(sending_stopped_reason=None, sending_paused_until=None, sending_pause_reason=None)
        .execution_options(synchronize_session=False)
    )


async def resume_with_token(session: AsyncSession) -> None:
    """The server just took our token: if it was the token that stopped us, go on."""
    await session.execute(
        update(InstanceRow)
        .where(InstanceRow.sending_stopped_reason == StopReason.TOKEN_REFUSED)
        .values(sending_stopped_reason=None)
        .execution_options(synchronize_session=False)
    )
