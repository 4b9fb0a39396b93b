"""Links by which people let themselves into a private instance, each so many times."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import InvitationRow

LASTS = timedelta(days=30)
_TOKEN_BYTES = 16


async def make_invitation(session: AsyncSession, uses: int, now: datetime) -> str:
    """A token that lets so many in."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(InvitationRow(token=token, uses_left=uses, made_at=now))
    await session.flush()
    return token


async def use_invitation(session: AsyncSession, token: str, now: datetime) -> bool:
    """Whether a token lets one more in; it is used up by it."""
    used = await session.scalars(
        update(InvitationRow)
        .where(InvitationRow.token == token, InvitationRow.uses_left > 0, InvitationRow.made_at > now - LASTS)
        .values(uses_left=InvitationRow.uses_left - 1)
        .returning(InvitationRow.token)
    )
    return bool(used.all())


async def forget_invitations(session: AsyncSession, before: datetime) -> None:
    """Drop those that are too old, or used up."""
    await session.execute(
        delete(InvitationRow).where((InvitationRow.made_at < before) | (InvitationRow.uses_left <= 0))
    )
