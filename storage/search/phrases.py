"""
All places of many phrases in a row of tokens, in time linear in the tokens.

The automaton of Aho and Corasick (1975) over tokens instead of characters. Of several
phrases that end at one token the longest covers the others, so it alone gives the place.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens from `start` up to, not including, `end`; `state` tells which phrases end there."""

    start: int
    end: int
    state: int


class PhraseSet:
    """Phrases to be looked for together; each is known by its number in the order given."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._numbers: list[list[int]] = [[]]
        depths = [0]
        for number, phrase in enumerate(phrases):
            state = 0
            for token in phrase:
                if token not in self._next[state]:
                    self._next[state][token] = len(self._next)
                    self._next.append({})
                    self._numbers.append([])
                    depths.append(depths[state] + 1)
                state = self._next[state][token]
            if state:
                self._numbers[state].append(number)
        self._link(depths)

    def places(self, tokens: Sequence[str]) -> list[Place]:
        """The longest phrase that ends at each token where any does, in order of their ends."""
        found: list[Place] = []
        state, first = 0, self._next[0]
        if first.keys().isdisjoint(tokens):
            return found
        for place, token in enumerate(tokens, start=1):
            while state and token not in self._next[state]:
                state = self._failures[state]
            state = self._next[state].get(token, 0) if state else first.get(token, 0)
            if state and (size := self._longest[state]):
                found.append(Place(place - size, place, state))
        return found

    def numbers(self, states: Iterable[int]) -> set[int]:
        """Which phrases ended in these states of places, shorter ones within longer ones too."""
        seen: set[int] = set()
        found: set[int] = set()
        for state in states:
            while state and state not in seen:
                seen.add(state)
                found.update(self._numbers[state])
                state = self._failures[state]  # noqa: PLW2901  (follows the chain)
        return found

    def _link(self, depths: list[int]) -> None:
        self._failures = [0] * len(self._next)
        self._longest = [
            depth if numbers else 0 for depth, numbers in zip(depths, self._numbers, strict=True)
        ]
        waiting = deque(self._next[0].values())
        while waiting:
            state = waiting.popleft()
            failure = self._failures[state]
            self._longest[state] = self._longest[state] or self._longest[failure]
            for token, following in self._next[state].items():
                fallback = failure
                while fallback and token not in self._next[fallback]:
                    fallback = self._failures[fallback]
                self._failures[following] = self._next[fallback].get(token, 0)
                waiting.append(following)
