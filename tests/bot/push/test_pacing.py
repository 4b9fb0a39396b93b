"""Messages leave no faster than Telegram takes them."""

import math
from collections import Counter
from datetime import timedelta

import pytest

from bot.push.pacing import GROUP_PER_MINUTE, OVERALL_PER_SECOND, Pacing

GROUP, PERSON = -5, 5
SECOND, NOTHING = timedelta(seconds=1), timedelta()


class Stopwatch:
    """Monotonic seconds that tests set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def pacing(now: Stopwatch) -> Pacing:
    return Pacing(now=now)


@pytest.mark.parametrize("senders", [1, 2, 4, 30])
def test_no_second_brings_more_than_the_overall_rate(now: Stopwatch, pacing: Pacing, senders: int) -> None:
    """However greedy, and in whichever second one looks, processes together keep to it and use it."""
    pacing.share(senders)
    left: list[float] = []
    while now.seconds < 10:
        for _ in range(pacing.allowance(100)):
            pacing.leave(PERSON)
            left.append(now.seconds)
        now.seconds += pacing.seconds_until_free() or 0.001
    share = math.ceil(OVERALL_PER_SECOND / senders)
    most = max(sum(one <= other < one + 0.999 for other in left) for one in left)
    assert most <= share
    assert len(left) >= 0.9 * 10 * OVERALL_PER_SECOND / senders


def test_nothing_leaves_where_a_process_that_came_has_its_share(now: Stopwatch, pacing: Pacing) -> None:
    """What left before it came counts as ours: none may leave now, not fewer than none."""
    for _ in range(pacing.allowance(100)):
        pacing.leave(PERSON)
    pacing.share(4)
    assert pacing.allowance(8) == 0
    assert pacing.seconds_until_free() > 0
    now.seconds += pacing.seconds_until_free()
    assert pacing.allowance(8) > 0


def test_chat_rests_a_second_after_each_message(pacing: Pacing) -> None:
    """One a second, whoever sends it: the rest is kept in the database."""
    assert pacing.leave(PERSON) == SECOND


@pytest.mark.parametrize("senders", [1, 2])
def test_group_gets_no_more_than_its_share_of_a_minute(now: Stopwatch, pacing: Pacing, senders: int) -> None:
    """A group that keeps each rest is written to twenty times in any minute, by all processes together."""
    pacing.share(senders)
    left: list[float] = []
    while now.seconds < 200:
        left.append(now.seconds)
        now.seconds += pacing.leave(GROUP).total_seconds()
    most = max(sum(one <= other < one + 59.99 for other in left) for one in left)
    assert most == GROUP_PER_MINUTE // senders


def test_groups_minute_is_remembered_while_others_are_forgotten(now: Stopwatch, pacing: Pacing) -> None:
    """However many groups pass by, one never gets more than its share of a minute."""
    for _ in range(GROUP_PER_MINUTE - 1):
        pacing.leave(GROUP)
    for other in range(1_010):
        pacing.leave(-100 - other)
    assert pacing.leave(GROUP) == timedelta(minutes=1)
    now.seconds = 61
    for other in range(1_010):
        pacing.leave(-100 - other)
    assert len(pacing._groups) == 1_010


def test_nothing_waits_where_pacing_is_off() -> None:
    """Benchmarks measure us, not our patience."""
    pacing = Pacing(overall_per_second=math.inf, chat_seconds=0, group_per_minute=math.inf)
    rests = Counter(pacing.leave(GROUP) for _ in range(100))
    assert rests == {NOTHING: 100}
    assert (pacing.allowance(8), pacing.seconds_until_free()) == (8, 0.0)
