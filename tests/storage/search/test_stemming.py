"""Plurals meet their singulars, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.stemming import beginnings, singular


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("agent", "agents"), ("policy", "policies"), ("bias", "biases"), ("case", "cases"), ("base", "bases"),
        ("cache", "caches"), ("batch", "batches"), ("box", "boxes"), ("class", "classes"), ("process", "processes"),
        ("virus", "viruses"), ("bus", "buses"), ("lens", "lenses"), ("movie", "movies"), ("hero", "heroes"),
        ("shoe", "shoes"), ("video", "videos"), ("image", "images"), ("size", "sizes"), ("matrix", "matrices"),
        ("index", "indices"), ("index", "indexes"), ("analysis", "analyses"), ("axis", "axes"), ("llm", "llms"),
        ("gpu", "gpus"), ("api", "apis"), ("use", "uses"), ("phrase", "phrases"), ("response", "responses"),
        ("child", "children"), ("criterion", "criteria"), ("schema", "schemas"), ("series", "series"),
        ("life", "lives"), ("leaf", "leaves"), ("multi", "multis"), ("database", "databases"), ("release", "releases"), ("pass", "passes"), ("branch", "branches"),
    ],
)  # fmt: skip
def test_singular_and_plural_are_one(one: str, many: str) -> None:
    """Regular plurals, the usual irregular ones and those of acronyms."""
    assert singular(one) == singular(many)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("transformer", "transformation"), ("reason", "reasoning"), ("animal", "animation"),
        ("compute", "computer"), ("general", "generation"), ("the", "these"), ("thu", "thus"),
        ("us", "use"), ("cod", "code"), ("them", "theme"), ("new", "news"), ("analysi", "analysis"),
    ],
)  # fmt: skip
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Stems of a stronger stemmer would make these one topic."""
    assert singular(one) != singular(other)


@given(st.text("aeiouysxzchmn'", max_size=8) | st.sampled_from(["people", "mice", "analyses", "criteria"]))
def test_words_begin_as_their_singular_says(word: str) -> None:
    """What the sieve seeks stands at the beginning of every form of a word."""
    assert any(word.startswith(beginning) for beginning in beginnings(singular(word)))
