"""kill -9 while an announcement goes out: everybody gets it, and only what was in flight comes twice."""

import pytest
from sqlalchemy import select
from town import Town
from waiting import eventually

from bot.push.sending import WINDOW
from storage.broadcasts import begin_broadcast, change_draft, draft_broadcast
from storage.database import Session
from storage.records import BroadcastState
from storage.schema import BroadcastRow

KILLED = -9
STEPS = {"announcing.uncommitted": 0, "sending.accepted:3": WINDOW}
"""Where it dies, and how many messages may come twice for it."""


@pytest.mark.parametrize(("place", "bound"), STEPS.items())
def test_a_bot_killed_while_it_announces_misses_nobody(village: Town, place: str, bound: int) -> None:
    """The next process goes on where it stood."""
    village.bot.kill()
    village.bot.start(CHENBAO_STOP_AT=place)
    text = f"Announced at {place}"

    async def begin(session: Session) -> None:
        draft = await draft_broadcast(session, village.readers[0], village.now())
        await change_draft(session, draft.id, text=text)
        await begin_broadcast(session, draft.id, len(village.readers), village.now())

    async def is_over(session: Session) -> bool:
        found = await session.scalars(select(BroadcastRow.state).where(BroadcastRow.text == text))
        return set(found) == {BroadcastState.DONE}

    village.in_database(begin)
    assert village.bot.wait_for_end() == KILLED
    village.let_time_pass()
    village.bot.start()
    eventually(lambda: village.in_database(is_over) and village.is_quiet())
    post = village.post(text)
    assert post.missing == []
    assert post.duplicates <= bound
    assert post.most_copies <= 2
