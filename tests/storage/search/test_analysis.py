"""Two streams of tokens, one token a position."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.search import latin
from storage.search.analysis import MARK, analyse, analyse_phrase, analyse_text, pieces_of
from storage.search.folding import fold

TEXTS = st.lists(
    st.sampled_from(
        [
            "多智能体",
            "强化学习",
            "化学",
            "的",
            "LoRA",
            "GPT-4o",
            "agents",
            " ",
            "，",
            "。",
            ". ",
            "\n\n",
            "(",
            "：",
            "-",
        ]
    ),
    max_size=14,
).map("".join)


def contains(stream: list[str], phrase: list[str]) -> bool:
    """Whether `phrase` stands in a row in `stream`."""
    return any(stream[at : at + len(phrase)] == phrase for at in range(len(stream) - len(phrase) + 1))


@pytest.mark.parametrize(
    ("text", "words", "grams"),
    [
        ("多智能体", "多 智能体", "多智 智能 能体 体"),
        ("LoRA微调了", "lora 微调 了", "lora 微调 调了 了"),
        ("智能体。模型", "智能体 ¶ 模型", "智能 能体 体 ¶ 模型 型"),
        ("智能体，模型", "智能体 ¶ 模型", "智能 能体 体 ¶ 模型 型"),
        ("大模型（LLM）", "大 模型 ¶ llm", "大模 模型 型 ¶ llm"),
        ("LoRA-微调", "lora 微调", "lora 微调 调"),
        ("Agents act. Models wait", "agent act ¶ model wait", "agent act ¶ model wait"),
        ("vision, language", "vision language", "vision language"),
        ("FlashDecode runs", "flashdecode run ¶ flash decode", "flashdecode run ¶ flash decode"),
        ("🤔", "", ""),
    ],
)
def test_streams_of_a_text(text: str, words: str, grams: str) -> None:
    """Words and grams share Latin tokens and marks; parts of names follow at the end."""
    streams = analyse_text(text)
    assert (" ".join(streams.words), " ".join(streams.grams)) == (words, grams)


def test_fields_are_kept_apart() -> None:
    """No phrase reaches from one field into the next."""
    assert analyse(["扩散", "模型", "", "agents"]).words == ["扩散", MARK, "模型", MARK, "agent"]


@given(TEXTS)
def test_every_position_has_one_token(text: str) -> None:
    """No token is empty or holds a space, and no mark is doubled or first."""
    for stream in (analyse_text(text).words, analyse_text(text).grams):
        assert all(token and not token.isspace() and " " not in token for token in stream)
        assert stream[:1] != [MARK]
        assert not contains(stream, [MARK, MARK])


@settings(max_examples=200)
@given(TEXTS, st.data())
def test_any_run_of_two_characters_stands_in_grams(text: str, data: st.DataObject) -> None:
    """Whatever the cut, a run of two or more Chinese characters is a phrase of the grams."""
    runs = [run for run in re.findall("[\u4e00-\u9fff]+", text) if len(run) > 1]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    piece = run[start : data.draw(st.integers(start + 2, len(run)))]
    assert contains(analyse_text(text).grams, analyse_phrase(piece).grams)


@settings(max_examples=200)
@given(TEXTS, TEXTS)
def test_what_words_hold_grams_hold_too(text: str, phrase: str) -> None:
    """A word match is a literal match as well."""
    wanted, there = analyse_phrase(phrase), analyse_text(text)
    alone = len(wanted.words) == 1 and len(wanted.words[0]) == 1
    if wanted.words and not alone and contains(there.words, wanted.words):
        assert contains(there.grams, wanted.grams)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_is_analysed(text: str) -> None:
    """No text raises, lone surrogates neither, and every token can be encoded."""
    streams = analyse_text(text)
    assert all(token.encode() for token in streams.words + streams.grams)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["Agents", "GPT-4o's", "BiasFreeBench", ".", ". ", "\n", " ", "  ", "(a)", "-", "!", "e.g.", "#", "C++", "“x”", "é", "\t"]), max_size=12).map("".join)
)  # fmt: skip
def test_strips_of_text_are_read_as_the_whole(text: str) -> None:
    """Reading a text between its spaces, as texts without Chinese are, gives the tokens of reading it in one."""
    folded = fold(text)
    expected = list(analyse_phrase(text).words)
    for name in dict.fromkeys(name for name, _ in pieces_of(folded)):
        for part in latin.parts_of(name):
            expected += [MARK, *part]
    streams = analyse_text(text)
    assert (streams.words, streams.grams) == (expected, expected)
