"""Where words stand in a text, however much of it is passed over."""

from hypothesis import given, settings
from hypothesis import strategies as st
from odd_texts import TEXTS, asked, written

from storage.search.analysis import analyse_phrase
from storage.search.compiling import Strength
from storage.search.finding import WordFinder
from storage.search.needles import Sieve
from storage.search.phrases import PhraseSet
from storage.search.query import parse
from storage.search.wanted import wanted_words


@settings(max_examples=300, deadline=None)
@given(asked, written | st.sampled_from(TEXTS), written)
def test_the_sieve_misses_nothing(query: str, text: str, more: str) -> None:
    """What it holds back holds nothing: analysing whole texts finds the same words."""
    long_text = text + more + "x" * 200
    finder = WordFinder(wanted_words(parse(query), (), Strength.LITERAL))
    sifted = finder.find(long_text)
    finder.sieve = _Everything()  # type: ignore[assignment]
    assert finder.find(long_text) == sifted


class _Everything(Sieve):
    """Holds nothing back."""

    def __init__(self) -> None:
        super().__init__([[["any"]]])

    def candidates_of_pieces(self, pieces: object) -> list[int]:
        return [1 for _ in pieces]  # type: ignore[attr-defined]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab", min_size=1, max_size=4), max_size=8), st.text("ab", max_size=40))
def test_phrases_are_found_as_by_looking_everywhere(phrases: list[str], tokens: str) -> None:
    """The automaton gives at each end the longest phrase, and all that end there."""
    found = PhraseSet(phrases)
    expected = []
    for end in range(1, len(tokens) + 1):
        ending = [number for number, phrase in enumerate(phrases) if tokens[:end].endswith(phrase)]
        if ending:
            expected.append((end - max(len(phrases[number]) for number in ending), end, set(ending)))
    places = found.places(tokens)
    assert [(one.start, one.end, found.numbers([one.state])) for one in places] == expected


def test_analysis_of_a_phrase_is_what_is_looked_for() -> None:
    """The tokens sought are those of the query's own analysis."""
    (one,) = wanted_words(parse("LoRA微调"), (), Strength.WORD)
    assert one.rows == (("words", tuple(analyse_phrase("LoRA微调").words)),)
