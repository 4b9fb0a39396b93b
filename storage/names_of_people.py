"""Telegram's number of who is called by an @name, found in what people wrote lately."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import UpdateRow

_PLACES = (("message", "from"), ("callback_query", "from"), ("message", "chat"), ("my_chat_member", "chat"))


async def number_of_name(session: AsyncSession, name: str) -> int | None:
    """The number of a person or chat; None where nothing of it is kept any more."""
    for place in _PLACES:
        said = UpdateRow.content[(*place, "username")].as_string()
        found = await session.scalar(
            select(UpdateRow.content[(*place, "id")].as_integer())
            .where(func.lower(said) == name.removeprefix("@").lower())
            .order_by(UpdateRow.received_at.desc())
            .limit(1)
        )
        if found is not None:
            return int(found)
    return None
