"""Messages leave no faster than Telegram takes them."""

import asyncio

from bot.push.pacing import PER_GROUP_PER_MINUTE, Pacing

GROUP = -5


async def waits(pacing: Pacing, chat_id: int) -> bool:
    """Whether a message to the chat may not leave at once."""
    leaving = asyncio.ensure_future(pacing.wait(chat_id))
    done, _ = await asyncio.wait({leaving}, timeout=0.05)
    leaving.cancel()
    return not done


async def test_second_message_to_a_chat_waits_and_other_chats_do_not() -> None:
    """One a second in a chat, whatever goes elsewhere."""
    pacing = Pacing()
    assert not await waits(pacing, 1)
    assert await waits(pacing, 1)
    assert not await waits(pacing, 2)


async def test_groups_minute_is_remembered_while_others_are_forgotten() -> None:
    """However many chats pass by, a group never gets more than its share of a minute."""
    pacing = Pacing(overall_per_second=10_000)
    for _ in range(PER_GROUP_PER_MINUTE - 1):
        await pacing._groups[GROUP].acquire()
    for chat_id in range(1, 1_010):
        await pacing.wait(chat_id)
    assert not await waits(pacing, GROUP)
    assert not pacing._groups[GROUP].has_capacity()
