"""Unspaced Chinese runs fall into their terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.division import divide
from storage.search.glossary import glossary


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("智能体", ("智能体",)),
        ("课程学习", ("课程学习",)),
        ("扩散模型", ("扩散模型",)),
        ("扩散模型图像编辑", ("扩散模型", "图像编辑")),
        ("大语言模型的幻觉检测", ("大语言模型", "幻觉检测")),
        ("多模态大模型推理加速", ("多模态大模型", "推理加速")),
        ("多智能体强化学习", ("多智能体强化学习",)),
        ("人脸动作识别", ("人脸", "动作识别")),
        ("LoRA微调", ("LoRA微调",)),
        ("GPT-4o模型评测", ("GPT-4o", "模型评测")),
        ("text-to-image", ("text-to-image",)),
    ],
)
def test_terms_of_a_run(word: str, terms: tuple[str, ...]) -> None:
    """Short runs are one term; longer ones are the glossary's compounds and what lies between."""
    assert divide(word) == terms


def test_compounds_of_the_glossary_are_one_term() -> None:
    """A name that the glossary knows is never torn."""
    names = ["".join(name) for term in glossary().terms for name in term.chinese]
    assert [name for name in names if divide(name) != (name,)] == []


@given(st.text(alphabet="智能体扩散模型的与图像生成化学多一溯因", min_size=1, max_size=16))
def test_terms_stand_in_their_run(word: str) -> None:
    """Every term is a piece of the run, and only words like 的 belong to none."""
    terms = divide(word)
    assert all(term in word for term in terms)
    assert set(word) - set("".join(terms)) <= set("的与")
