"""Texts that mean the same get one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_texts import written

from storage.search.folding import fold, fold_case
from storage.search.offsets import fold_with_offsets


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("智能體與強化學習", "智能体与强化学习"),
        ("ＧＰＴ－４ｏ（测试）", "GPT-4o(测试)"),
        ("model\u2019s text\u2011to\u2011image", "model's text-to-image"),
        ("½ ﬁne", "1⁄2 fine"),
        ("half \ud83d of a pair", "half   of a pair"),
    ],
)
def test_forms_are_unified(text: str, folded: str) -> None:
    """Traditional characters, full-width forms, typographic signs and lone surrogates fold."""
    assert fold(text) == folded


def test_phrases_are_not_converted() -> None:
    """乾 alone and within 乾坤 gives the same, or a fragment would miss the text it was cut from."""
    assert fold("乾坤")[0] == fold("乾")


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_folding_is_settled_after_once(text: str) -> None:
    """What is folded folds to itself."""
    assert fold(fold(text)) == fold(text)
    assert fold_case(fold_case(text)) == fold_case(text)


@given(st.text(alphabet="乾坤著作權與後来發髮面麵臺台湾灣智慧體学習的", max_size=20), st.data())
def test_a_fragment_folds_as_its_text_does(text: str, data: st.DataObject) -> None:
    """Folding a run of Chinese characters and then cutting is cutting and then folding."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) == fold(text)[start:end]


@settings(max_examples=400, deadline=None)
@given(written | st.text(max_size=30))
def test_offsets_lead_back(text: str) -> None:
    """Each folded character comes from a piece of the text that folds to something with it, in order."""
    folded = fold_with_offsets(text)
    places = [folded.original(place, place + 1) for place in range(len(folded.text))]
    assert folded.text == fold(text)
    assert all(folded.text[place] in fold(text[start:end]) for place, (start, end) in enumerate(places))
    assert places == sorted(places)
    if folded.text:
        assert folded.original(0, len(folded.text)) == (0, len(text))
