"""kill -9 at every step of a digest's way; the sandbox's own record says what was lost and what came twice."""

import pytest
from town import Town
from waiting import eventually

from bot.push.sending import WINDOW

KILLED = -9

STEPS = {
    "planning.recorded-uncommitted": 0,
    "planning.committed": 0,
    "rendering.uncommitted": 0,
    "rendering.committed": 0,
    "sending.before-claim": 0,
    "sending.before-claim:2": WINDOW,
    "sending.claimed": 0,
    "sending.left": WINDOW,
    "sending.accepted": WINDOW,
    "sending.accepted:5": WINDOW,
    "sending.settled": WINDOW,
}
"""Where it dies, and how many messages may come twice for it: those that were in flight."""


@pytest.mark.parametrize(("place", "bound"), STEPS.items())
def test_a_bot_killed_on_a_digests_way_loses_none(village: Town, place: str, bound: int) -> None:
    """Everybody gets the morning's digest, nobody more than twice, and only what was in flight twice."""
    village.bot.kill()
    village.bot.start(CHENBAO_STOP_AT=place)
    mark = village.next_morning()
    assert village.bot.wait_for_end() == KILLED
    village.let_time_pass()
    village.bot.start()
    eventually(village.is_quiet)
    post = village.post(mark)
    assert post.missing == []
    assert post.duplicates <= bound
    assert post.most_copies <= 2


def test_a_bot_killed_while_answers_are_outstanding_sends_those_messages_once_more(village: Town) -> None:
    """The server has them, nobody told the bot: these few come twice, and nobody misses anything."""
    village.sandbox.fault("hang", method="sendMessage", times=3)
    mark = village.next_morning()
    eventually(lambda: len(hanging(village, mark)) == 3)
    village.bot.kill()
    village.sandbox.clear_faults()
    village.let_time_pass()
    village.bot.start()
    eventually(village.is_quiet)
    post = village.post(mark)
    assert post.missing == []
    assert 3 <= post.duplicates <= WINDOW
    assert post.most_copies == 2


def hanging(village: Town, mark: str) -> list[str]:
    """The chats whose message of a morning was accepted and never answered."""
    return [
        call["parameters"]["chat_id"]
        for call in village.calls()
        if call["fault"] == "hang" and mark in call["parameters"]["text"]
    ]
