"""The first sentence of an abstract, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sentences import first_sentence, sentence_ranges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We show it. It works.", "We show it."),
        ("本文提出了一种方法。它有效。", "本文提出了一种方法。"),
        ("真的吗？是的。", "真的吗？"),
        (
            "GPT-4 vs. LLaMA, i.e. two models by J. Doe et al. in v1.5, differ. Then.",
            "GPT-4 vs. LLaMA, i.e. two models by J. Doe et al. in v1.5, differ.",
        ),
        ("It reaches 62.95% on AIME. New.", "It reaches 62.95% on AIME."),
        ("“它有效。”作者说。", "“它有效。”"),
        ("No end at all", "No end at all"),
        ("  spaces around. More.  ", "spaces around."),
        ("在推理上达到SOTA（如GSM8K等）。代码已开源。", "在推理上达到SOTA（如GSM8K等）。"),
        ("", ""),
    ],
)
def test_first_sentence_ends_where_a_reader_would_end_it(text: str, expected: str) -> None:
    """Not at abbreviations, initials, versions or decimals."""
    assert first_sentence(text) == expected


@given(text=st.text())
def test_first_sentence_begins_the_text(text: str) -> None:
    """Nothing is invented, and nothing but an empty text is empty."""
    sentence = first_sentence(text)
    assert text.strip().startswith(sentence)
    assert bool(sentence) == bool(text.strip())


@given(text=st.text(alphabet="aB .!?。”\n)"))
def test_sentences_are_the_whole_text(text: str) -> None:
    """In order, each without space around it, nothing but space between them; the first is the first."""
    ranges = sentence_ranges(text)
    pieces = [text[start:end] for start, end in ranges]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert pieces == [piece.strip() for piece in pieces if piece.strip()]
    assert [border for found in ranges for border in found] == sorted(
        border for found in ranges for border in found
    )
    assert (pieces or [""])[0] == first_sentence(text)
