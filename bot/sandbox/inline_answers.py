"""Answers to inline queries that may be given again, for as long as the bot allowed it."""

from typing import Any, NamedTuple

MAX_WAITING = 1000
MAX_ANSWERS = 1000


class _Question(NamedTuple):
    person_id: int | None
    """None where the answer is the same for everybody."""
    text: str
    offset: str


class InlineAnswers:
    """What was asked and not answered yet, and what was answered; the oldest are forgotten."""

    def __init__(self) -> None:
        """Nothing is known at the start."""
        self._waiting: dict[str, _Question] = {}
        self._answers: dict[_Question, tuple[float, dict[str, Any]]] = {}

    def wait(self, query_id: str, person_id: int, text: str, offset: str) -> None:
        """Remember what a query asked until it is answered."""
        self._waiting[query_id] = _Question(person_id, text, offset)
        _forget_oldest(self._waiting, MAX_WAITING)

    def keep(self, query_id: str, answer: dict[str, Any], until: float, *, is_personal: bool) -> None:
        """Let an answer be given again until that time (Unix seconds) to its person, or to all."""
        question = self._waiting.pop(query_id, None)
        if question is None:
            return
        key = question if is_personal else question._replace(person_id=None)
        self._answers[key] = until, answer
        _forget_oldest(self._answers, MAX_ANSWERS)

    def find(self, person_id: int, text: str, offset: str, now: float) -> dict[str, Any] | None:
        """An answer that may be given again now."""
        for asker in (person_id, None):
            until, answer = self._answers.get(_Question(asker, text, offset), (now, None))
            if answer is not None and now < until:
                return answer
        return None


def _forget_oldest(kept: dict[Any, Any], limit: int) -> None:
    while len(kept) > limit:
        del kept[next(iter(kept))]
