"""Queries that ask for one thing less."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.search.broadening import broader_queries
from storage.search.query import parse
from storage.search.syntax import Not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("智能体 记忆", {"记忆": "智能体", "智能体": "记忆"}),
        (
            "agent memory -video",
            {"agent": "memory -video", "memory": "agent -video", "-video": "agent memory"},
        ),
        ("diffusion has:code", {"has:code": "diffusion", "diffusion": "has:code"}),
        ('"world model"', {'"world model"': "model world"}),
        ('"world model" OR JEPA', {'"world model"': ""}),
        ("智能体", {}),
        ("-video", {}),
        ("", {}),
    ],
)
def test_one_thing_less_is_asked_for(text: str, expected: dict[str, str]) -> None:
    """Each word, filter, exclusion or pair of quotes is left out in turn; a lone word stays."""
    found = {one.left_out: one.query.canonical for one in broader_queries(parse(text))}

    assert found.keys() == expected.keys()
    for left_out, canonical in expected.items():
        assert not canonical or found[left_out] == parse(canonical).canonical


def test_an_unspaced_run_falls_into_its_words() -> None:
    """强化学习微调 asks for two things, whether somebody typed a space or not."""
    left_out = {one.left_out for one in broader_queries(parse("强化学习微调"))}

    assert left_out == {"强化学习", "微调"}


def test_the_nearest_come_first() -> None:
    """Without its quotes a phrase still asks for all its words, so that comes before leaving a word out."""
    first, *rest = broader_queries(parse('agent "world model"'))

    assert first.left_out == '"world model"'
    assert [one.kept_parts for one in rest] == [1, 1]


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*'智能体记忆扩散模型 "-()|:', "agent ", "OR ", "has:code "]), max_size=40))
@example(["智能体 -(记忆 OR 模型)"])
@example(['("a b" OR c) d'])
def test_whatever_is_asked_the_broader_queries_mean_what_they_say(pieces: list[str]) -> None:
    """Each reads back to its own tree, differs from the query, and wants something."""
    query = parse("".join(pieces))

    for one in broader_queries(query):
        assert parse(one.query.canonical).root == one.query.root
        assert one.query.root is not None
        assert one.query.root != query.root
        assert not isinstance(one.query.root, Not)
