"""Entries of several terms: the whole as a phrase, and each part by itself."""

from pathlib import Path

import pytest
from made_papers import make_paper
from ranked_papers import ranked

from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.names import words_of
from storage.search.query import parse
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened


def _known(term: str, text: str, **marks: bool) -> Translation:
    return Translation(words_of(term), text, 1.0, Provenance.GLOSSARY, **marks)


LEXICON = Lexicon(
    [
        _known("机器人抓取", "robotic grasping"),
        _known("机器人", "robot"),
        _known("抓取", "grasping", is_ambiguous=True),
        _known("多模态智能体", "multimodal agent"),
        _known("多模态", "multimodal"),
        _known("智能体", "agent"),
        _known("模型训练", "model training"),
        _known("模型", "model", is_general=True),
        _known("训练", "training", is_general=True),
        _known("robot grasping", "机器人抓取"),
        _known("robot", "机器人"),
        _known("grasping", "抓取"),
        _known("model training", "模型训练"),
    ]
)
BOTH = "(grasping | 抓取 robot | 机器人)"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("机器人 抓取", f'"robotic grasping" | {BOTH}'),
        ("机器人抓取", f'"robotic grasping" | {BOTH} | 机器人抓取'),
        ("robot grasping", f"{BOTH} | 机器人抓取"),
        ("多模态智能体", '"multimodal agent" | (agent | 智能体 multimodal | 多模态) | 多模态智能体'),
        ("模型 训练", '"model training" | (model | 模型 training | 训练)'),
        ("模型训练", '"model training" | 模型训练'),
        ("model training", "(model training) | 模型训练"),
    ],
)
def test_parts_are_widened_beside_the_whole(text: str, canonical: str) -> None:
    """Chinese words typed apart always; runs and English words where every part is a term of the field."""
    query = parse(text)
    wide = widened(query, additions_for(query, LEXICON))
    assert wide.canonical == canonical
    assert parse(wide.canonical).root == wide.root


@pytest.mark.parametrize("text", ["机器人 抓取", "机器人抓取", "robot grasping"])
def test_topics_take_the_whole_alone(text: str) -> None:
    """A topic brings papers unasked: words that merely both stand somewhere are no reason."""
    added = additions_for_topic(parse(text), LEXICON)
    assert len({one.terms for one in added}) == 1


@pytest.mark.parametrize("text", ["机器人 抓取", "机器人抓取"])
async def test_papers_with_the_parts_apart_are_found_behind_the_phrase(tmp_path: Path, text: str) -> None:
    """The phrase is worth most; one of the parts alone is not enough."""
    papers = [
        make_paper(1, title="Robots that learn", abstract="We study grasping."),
        make_paper(2, title="Learning", abstract="We study robotic grasping with a robot."),
        make_paper(3, title="Robots that walk", abstract="We study legs."),
    ]
    additions = additions_for(parse(text), LEXICON)
    found = await ranked(tmp_path, papers, text, additions=additions)
    assert [hit.paper_id for hit in found.hits][: found.total] == [2, 1]


def test_one_word_of_several_is_read_in_its_order() -> None:
    """A query's terms have no order, but text-to-speech is no speech-to-text."""
    lexicon = Lexicon([_known("text-to-speech", "语音合成"), _known("speech-to-text", "语音识别")])
    assert [one.text for one in additions_for(parse("text-to-speech"), lexicon)] == ["语音合成"]
