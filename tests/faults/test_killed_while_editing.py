"""kill -9 while digests that were sent get their translations; the sandbox's own record says what came twice."""

import pytest
from town import Town
from waiting import eventually

KILLED = -9


@pytest.mark.parametrize("place", ["renewing.stored", "renewing.edited:2"])
def test_a_bot_killed_while_it_edits_edits_again_and_sends_nothing_anew(village: Town, place: str) -> None:
    """Everybody's digest gets the Chinese title in its place, and nobody a second message."""
    mark = village.next_morning()
    eventually(village.is_quiet)
    eventually(lambda: not village.post(mark).missing)
    village.bot.kill()
    village.bot.start(CHENBAO_STOP_AT=place)
    title = f"{mark}的中文题目"
    village.translate(title)
    assert village.bot.wait_for_end() == KILLED
    village.bot.start()
    eventually(lambda: all(title in shown(village, person) for person in village.readers))
    eventually(village.is_quiet)
    assert village.post(mark).most_copies == 1


def shown(village: Town, person: int) -> str:
    """All that a reader's chat shows now."""
    return "\n".join(str(one.get("text")) for one in village.sandbox.messages(person))
