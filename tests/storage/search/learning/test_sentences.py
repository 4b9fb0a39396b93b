"""Sentences and their translations side by side: nothing is lost, nothing changes places."""

import pytest
from bilingual_samples import bilingual_papers
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.search.learning.sentences import MOST_SENTENCES, Sentence, aligned, sentences_of

WIDTHS = st.lists(st.integers(1, 200), max_size=12)


def made(prefix: str, widths: list[int]) -> list[Sentence]:
    return [
        Sentence((f"{prefix}{number}",), float(width), frozenset({f"n{width % 5}"}))
        for number, width in enumerate(widths)
    ]


@given(WIDTHS, WIDTHS)
@settings(max_examples=60)
def test_every_sentence_stands_in_one_pair_in_order(chinese: list[int], english: list[int]) -> None:
    """Whatever the lengths, both sides read in a row are the texts themselves."""
    one, other = made("z", chinese), made("e", english)
    pairs = list(aligned(one, other))
    assert [sentence for left, _ in pairs for sentence in left] == one
    assert [sentence for _, right in pairs for sentence in right] == other
    assert all(left or right for left, right in pairs)
    assert max((max(len(left), len(right)) for left, right in pairs), default=0) <= 3


def test_a_sentence_without_translation_stays_alone() -> None:
    """The rest keeps its partners."""
    chinese = sentences_of("灯塔图像很少。我们用扩散模型生成灯塔图像。船员认为这些图像真实。")
    english = sentences_of(
        "Images of lighthouses are rare. All code will be released on our page together with a "
        "longer report on how it was made and who helped us. We generate lighthouse images with a "
        "diffusion model. Sailors find these images real."
    )
    pairs = [(len(left), len(right)) for left, right in aligned(chinese, english)]
    assert pairs == [(1, 1), (0, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize(("place", "shapes"), [(0, [(1, 2), (1, 1)]), (1, [(1, 1), (1, 2)])])
def test_names_decide_where_lengths_cannot(place: int, shapes: list[tuple[int, int]]) -> None:
    """A name that stands in two sentences brings them together."""
    chinese = [Sentence(("z",), 60.0, frozenset({"mamba"} if number == place else ())) for number in (0, 1)]
    english = [Sentence(("e",), 40.0, frozenset({"mamba"} if number == 1 else ())) for number in (0, 1, 2)]
    assert [(len(left), len(right)) for left, right in aligned(chinese, english)] == shapes


@pytest.mark.parametrize("paper", bilingual_papers(), ids=lambda paper: paper.title)
def test_sample_abstracts_pair_sentence_by_sentence(paper: object) -> None:
    """As their writer meant it."""
    chinese, english = sentences_of(paper.abstract_zh), sentences_of(paper.abstract)  # type: ignore[attr-defined]
    assert [(len(left), len(right)) for left, right in aligned(chinese, english)] == [(1, 1)] * 3


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_has_sentences_with_words(text: str) -> None:
    """No text breaks it, and no sentence is empty."""
    assert all(sentence.words for sentence in sentences_of(text))


def test_endless_texts_are_cut() -> None:
    """The square of their sentences is what an alignment costs."""
    assert len(sentences_of("我们写。" * 500)) == MOST_SENTENCES
