"""What rendering cards costs; run with -m benchmark -s."""

import time
from collections.abc import Sequence

import pytest
from benchmarks.made_collections import base_papers

from handlers.buttons import OpenPaper, PaperCard
from handlers.traditional import traditional
from handlers.views.card import Reader, Surroundings, card
from storage.records import CardLanguage, Language, Paper

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

_CARDS = 1_000
_MOST_SECONDS = 1.5


@pytest.mark.parametrize("language", Language)
def test_a_thousand_cards(language: Language) -> None:
    """Seconds of processor time for the first pages of a thousand papers' cards, none seen before."""
    papers = (base_papers() * _CARDS)[:_CARDS]
    reader = Reader(language, CardLanguage.BOTH, "chenbao_bot")
    _rendered(papers[:5], reader)
    begun = time.process_time()
    texts = _rendered(papers, reader)
    seconds = time.process_time() - begun
    letters = sum(map(len, texts)) / len(texts)
    print(f"\n{_CARDS} cards of {letters:.0f} characters in {language}: {seconds:.2f} s")
    assert seconds < _MOST_SECONDS


def test_a_text_in_traditional_characters() -> None:
    """Microseconds for an abstract, first as one that was never seen, then once more."""
    texts = [paper.abstract_zh for paper in base_papers() if paper.abstract_zh][:_CARDS]
    print(f"\n{len(texts)} abstracts of {sum(map(len, texts)) / len(texts):.0f} characters")
    for name in ("first", "again"):
        begun = time.process_time()
        for text in texts:
            traditional(text)
        print(f"{name}: {(time.process_time() - begun) / len(texts) * 1e6:.0f} µs each")


def _rendered(papers: Sequence[Paper], reader: Reader) -> list[str]:
    def around(paper: Paper) -> Surroundings:
        return Surroundings(lambda part: PaperCard(paper.id, part) if part else OpenPaper(paper.id))

    return [card(paper, reader, 0, around(paper)).html for paper in papers]
