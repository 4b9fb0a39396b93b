"""A person who writes too fast is told once and then passed over; nobody else notices."""

from typing import Any

from bot.flooding import BURST, PER_SECOND, Admission, PersonLimits


class Seconds:
    """Monotonic seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def message(person: int = 7, **more: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": person}, **more}}


def test_a_flood_is_told_once_and_then_dropped() -> None:
    """What fits the bucket is answered, the next one is warned, the rest is quiet."""
    limits = PersonLimits(Seconds())
    found = [limits.admit(message()) for _ in range(BURST + 3)]
    assert found == [Admission.ADMITTED] * BURST + [Admission.WARNED] + [Admission.DROPPED] * 2
    assert limits.admit(message(person=8)) is Admission.ADMITTED


def test_somebody_who_pauses_is_heard_again() -> None:
    """Once half of the bucket is back the person begins anew, with a warning of their own."""
    seconds = Seconds()
    limits = PersonLimits(seconds)
    for _ in range(BURST + 2):
        limits.admit(message())
    seconds.now += 1
    assert limits.admit(message()) is Admission.DROPPED
    seconds.now += BURST / PER_SECOND
    assert limits.admit(message()) is Admission.ADMITTED


def test_steady_use_is_never_dropped() -> None:
    """Two messages a second may go on for ever."""
    seconds = Seconds()
    limits = PersonLimits(seconds)
    for _ in range(1_000):
        seconds.now += 1 / PER_SECOND
        assert limits.admit({"update_id": 1, "callback_query": {"from": {"id": 7}}}) is Admission.ADMITTED


def test_what_nobody_asked_is_never_dropped() -> None:
    """A removed bot or an upgraded group is told by the server, however many come."""
    limits = PersonLimits(Seconds())
    for update in (message(migrate_to_chat_id=-9), {"update_id": 1, "my_chat_member": {"from": {"id": 7}}}):
        assert {limits.admit(update) for _ in range(BURST * 2)} == {Admission.ADMITTED}


def test_anonymous_admins_are_told_apart_by_their_group() -> None:
    """All of them write as the same account."""
    limits = PersonLimits(Seconds())
    for _ in range(BURST + 1):
        limits.admit(message(person=1_087_968_824, sender_chat={"id": -5}))
    assert limits.admit(message(person=1_087_968_824, sender_chat={"id": -6})) is Admission.ADMITTED


def test_people_who_calmed_down_are_forgotten() -> None:
    """Memory does not grow with everybody who ever wrote."""
    seconds = Seconds()
    limits = PersonLimits(seconds)
    for person in range(25_000):
        seconds.now += 1
        limits.admit(message(person=person))
    assert len(limits._buckets) <= 10_001
