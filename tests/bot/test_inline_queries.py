"""Inline queries wait in memory, the newest of each person alone."""

import asyncio
from typing import Any

from bot.inline_queries import AT_ONCE, MOST_WAITING, InlineQueries


class Answers:
    """Takes queries and answers each once it is told to go on."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_go_on = asyncio.Event()

    async def handle(self, update: dict[str, Any]) -> None:
        self.begun.append(update["query"])
        await self.may_go_on.wait()


async def begun(queries: InlineQueries, answers: Answers, typed: list[tuple[int, str]]) -> list[str]:
    """What was begun after people typed, and everything was answered."""
    for person_id, query in typed:
        queries.add(person_id, {"query": query})
        await asyncio.sleep(0)
    answers.may_go_on.set()
    await queries.drain()
    return answers.begun


async def test_of_what_one_person_types_only_the_newest_waits() -> None:
    """The first letter is answered at once, then the whole word; what lies between is dropped."""
    answers = Answers()
    queries = InlineQueries(answers.handle)
    assert await begun(queries, answers, [(1, "d"), (1, "di"), (1, "dif"), (1, "diff")]) == ["d", "diff"]


async def test_people_are_answered_side_by_side() -> None:
    """Who types much holds back nobody else."""
    answers = Answers()
    queries = InlineQueries(answers.handle)
    typed = [(1, "a"), (1, "ab"), (2, "x"), (1, "abc")]
    assert await begun(queries, answers, typed) == ["a", "x", "abc"]


async def test_a_crowd_is_answered_a_few_at_once_and_the_longest_waits_give_way() -> None:
    """Nobody is answered who has waited so long that nobody looks any more."""
    answers = Answers()
    queries = InlineQueries(answers.handle)
    people = range(AT_ONCE + MOST_WAITING + 3)
    shown = await begun(queries, answers, [(number, str(number)) for number in people])
    gone_away = range(AT_ONCE, AT_ONCE + 3)
    assert shown == [str(number) for number in people if number not in gone_away]
