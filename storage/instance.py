"""Whose database this is, and the counters that number every change of a paper and of the lexicon."""

import uuid
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import WrongBot
from storage.schema import InstanceRow

_ONLY = 1
_ADVANCE = (
    update(InstanceRow)
    .values(revision=InstanceRow.revision + bindparam("count"))
    .returning(InstanceRow.revision)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True)
class Instance:
    """The identity of a database and the bot it belongs to, if any ran on it yet."""

    identity: str
    bot_id: int | None
    bot_username: str | None
    revision: int


async def instance_of(session: AsyncSession) -> Instance:
    """The identity of this database, given to it at the first asking."""
    row = await session.get(InstanceRow, _ONLY, with_for_update=True)
    if row is None:
        row = InstanceRow(
            id=_ONLY,
            identity=uuid.uuid4().hex,
            bot_id=None,
            bot_username=None,
            revision=0,
            lexicon_revision=0,
        )
        session.add(row)
        await session.flush()
    return Instance(row.identity, row.bot_id, row.bot_username, row.revision)


async def bind_bot(session: AsyncSession, bot_id: int, username: str) -> None:
    """
    Bind the database to the first bot that runs on it; the same bot may come again.

    A lost token could otherwise mark real digests as sent by the sandbox's bot.

    Raises:
        WrongBot: it belongs to another bot.
    """
    instance = await instance_of(session)
    if instance.bot_id not in (None, bot_id):
        raise WrongBot(
            f"this database belongs to @{instance.bot_username} ({instance.bot_id}), "
            f"but the bot is @{username} ({bot_id}); set CHENBAO_TELEGRAM_TOKEN to that bot's token, "
            "or CHENBAO_DATABASE_URL to another database"
        )
    await session.execute(update(InstanceRow).values(bot_id=bot_id, bot_username=username))


async def next_revisions(session: AsyncSession, count: int) -> range:
    """
    Take the next `count` revision numbers, ascending.

    One counter row, locked until the caller commits: with a sequence a later number could
    be committed first, and a follower would skip the earlier one for ever.
    """
    last = await session.scalar(_ADVANCE, {"count": count})
    if last is None:
        await instance_of(session)
        last = await session.scalar(_ADVANCE, {"count": count})
    assert last is not None
    return range(last - count + 1, last + 1)


async def current_revision(session: AsyncSession) -> int:
    """The latest revision committed so far; 0 in an empty database."""
    return await session.scalar(select(InstanceRow.revision)) or 0


async def lexicon_revision(session: AsyncSession) -> int:
    """A number that grows with every change of the lexicon; 0 in an empty database."""
    return await session.scalar(select(InstanceRow.lexicon_revision)) or 0


async def advance_lexicon(session: AsyncSession) -> None:
    """Let those who hold a lexicon see that it changed."""
    await instance_of(session)
    await session.execute(update(InstanceRow).values(lexicon_revision=InstanceRow.lexicon_revision + 1))
