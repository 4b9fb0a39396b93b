"""What keeps everybody from sending lies in the database, for all processes."""

from datetime import timedelta

from storage.database import Database
from storage.instance import instance_of
from storage.schema import SenderRow
from storage.senders import SEEN_FOR, announce_sender, withdraw_sender
from storage.sending_pauses import (
    SendingState,
    StopReason,
    pause_sending,
    resume_sending,
    resume_with_token,
    sending_state,
    stop_sending,
)

FREE = SendingState(None, None, None)
MINUTE = timedelta(minutes=1)


async def test_longest_pause_counts_and_ends_by_itself(database: Database) -> None:
    """A short wait asked for later does not end a long one."""
    async with database.transaction() as session:
        assert await sending_state(session) == FREE
        await instance_of(session)
        await pause_sending(session, -MINUTE, "flood")
        assert await sending_state(session) == FREE
        await pause_sending(session, 5 * MINUTE, "flood")
        longest = await sending_state(session)
        await pause_sending(session, MINUTE, "flood")
        assert await sending_state(session) == longest
    assert longest.is_held
    assert longest.pause_reason == "flood"


async def test_stop_lasts_until_it_is_taken_away(database: Database) -> None:
    """The first reason stays; an operator ends it, whatever it was."""
    async with database.transaction() as session:
        await instance_of(session)
        await stop_sending(session, StopReason.CHATS_GONE)
        await stop_sending(session, StopReason.TOKEN_REFUSED)
        await resume_with_token(session)
        assert await sending_state(session) == SendingState(None, None, StopReason.CHATS_GONE)
        await resume_sending(session)
        assert await sending_state(session) == FREE


async def test_accepted_token_ends_a_stop_for_the_token_alone(database: Database) -> None:
    """Who puts the right token in and starts again has done all that is needed."""
    async with database.transaction() as session:
        await instance_of(session)
        await stop_sending(session, StopReason.TOKEN_REFUSED)
        await resume_with_token(session)
        assert await sending_state(session) == FREE


async def test_processes_seen_lately_share_the_rate(database: Database) -> None:
    """One that left or died no longer takes its share."""
    async with database.transaction() as session:
        counts = [await announce_sender(session, name) for name in ("a", "b", "b", "c")]
        await withdraw_sender(session, "c")
        assert await announce_sender(session, "b") == 2
        row = await session.get_one(SenderRow, "a")
        row.seen_at -= SEEN_FOR
        await session.flush()
        assert await announce_sender(session, "b") == 1
    assert counts == [1, 2, 2, 3]
