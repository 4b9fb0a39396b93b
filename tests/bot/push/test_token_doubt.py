"""A refused token that the server takes again holds up digests no longer than it must."""

from pushing import people, queue, received, sender_to, wake_messages
from sandbox_driver import SandboxDriver

from bot.push.token_doubt import TokenDoubt
from bot.telegram_client import push_bot, telegram_request
from storage.database import Database
from storage.instance import instance_of
from storage.sending_pauses import StopReason, sending_state, stop_sending


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def is_stopped(database: Database) -> bool:
    async with database.reading() as session:
        return (await sending_state(session)).stopped_reason is not None


async def stop(database: Database, reason: StopReason) -> None:
    async with database.transaction() as session:
        await instance_of(session)
        await stop_sending(session, reason)


async def test_sending_goes_on_once_the_token_is_taken_again(
    sandbox: SandboxDriver, database: Database
) -> None:
    """One refusal of a server in trouble costs a minute, and no operator."""
    [chat_id, *_] = people(sandbox)
    await queue(database, chat_id, "digest")
    request, seconds = telegram_request(None), Seconds()
    doubt = TokenDoubt(push_bot(sandbox.token, sandbox.url, request), database, now=seconds)
    async with sender_to(sandbox, database) as sender:
        sandbox.fault("error", method="sendMessage", error_code=401, description="Unauthorized")
        await sender.send_waiting()
        await doubt.look()
        assert await is_stopped(database)
        seconds.now += 60
        await doubt.look()
        assert not await is_stopped(database)
        await wake_messages(database)
        await sender.send_waiting()
    await request.shutdown()
    assert received(sandbox, chat_id) == ["digest"]


async def test_a_token_that_stays_refused_stays_so_and_the_waits_grow(
    sandbox: SandboxDriver, database: Database
) -> None:
    """Who stops us again and again is asked ever more rarely."""
    request, seconds = telegram_request(None), Seconds()
    wrong = TokenDoubt(push_bot("7100000000:wrong", sandbox.url, request), database, now=seconds)
    await stop(database, StopReason.TOKEN_REFUSED)
    for _ in range(3):
        await wrong.look()
        seconds.now += 60
    assert await is_stopped(database)
    right = TokenDoubt(push_bot(sandbox.token, sandbox.url, request), database, now=seconds)
    waits = []
    for _ in range(3):
        await stop(database, StopReason.TOKEN_REFUSED)
        begun = seconds.now
        await right.look()
        while await is_stopped(database):
            seconds.now += 30
            await right.look()
        waits.append(seconds.now - begun)
        await right.look()
    await request.shutdown()
    assert waits == [60, 120, 240]


async def test_another_stop_waits_for_an_operator(sandbox: SandboxDriver, database: Database) -> None:
    """Chats that are suddenly gone are no matter of the token."""
    request, seconds = telegram_request(None), Seconds()
    doubt = TokenDoubt(push_bot(sandbox.token, sandbox.url, request), database, now=seconds)
    await stop(database, StopReason.CHATS_GONE)
    for _ in range(2):
        await doubt.look()
        seconds.now += 3_600
    await request.shutdown()
    assert await is_stopped(database)
