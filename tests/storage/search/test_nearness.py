"""Words in a row outrank the same words apart; they never decide what is found."""

from pathlib import Path

import pytest
from made_papers import make_paper
from ranked_papers import ranked

from storage.search.additions import Addition
from storage.search.lexicon import Provenance

APART = "Deep networks are common in many fields of science. This research is about birds."
TOGETHER = "Networks are common in many fields of science. This is about deep research by birds."


@pytest.mark.parametrize(
    ("text", "apart", "together"),
    [
        ("deep research", APART, TOGETHER),
        (
            "research deep",
            TOGETHER,
            "Networks are common. This is about research deep in the woods of birds.",
        ),
        ("语音 合成", "合成数据训练的语音模型很好。", "训练语音合成的数据模型很好。"),
    ],
)
async def test_neighbouring_words_count(tmp_path: Path, text: str, apart: str, together: str) -> None:
    """In the order typed, in English and in Chinese words typed apart; both papers are found."""
    papers = [make_paper(1, title="A", abstract=together), make_paper(2, title="B", abstract=apart)]
    found = await ranked(tmp_path, papers, text)
    assert ([hit.paper_id for hit in found.hits], found.total) == ([1, 2], 2)


async def test_translations_count_in_a_row_too(tmp_path: Path) -> None:
    """Two words that were widened apart are nearest where their translations are neighbours."""
    papers = [
        make_paper(1, title="A", abstract="We look at image editing with birds in the deep wood."),
        make_paper(2, title="B", abstract="We look at editing birds in the deep wood with an image."),
    ]
    pairs = (("图像", "image"), ("编辑", "editing"))
    additions = [Addition((own,), text, 1.0, Provenance.GLOSSARY) for own, text in pairs]
    found = await ranked(tmp_path, papers, "图像 编辑", additions=additions)
    assert ([hit.paper_id for hit in found.hits], found.total) == ([1, 2], 2)


async def test_nearness_is_seen_among_many(tmp_path: Path) -> None:
    """Beyond the few that are scored in one pass, the best ones are put in order once more."""
    long = APART + " Birds sing in the wood." * 9
    papers = [make_paper(n, title="A", abstract=APART if n <= 50 else long) for n in range(1, 301)]
    papers.append(make_paper(301, title="A", abstract=TOGETHER))
    found = await ranked(tmp_path, papers, "deep research")
    assert (found.hits[0].paper_id, found.total) == (301, 301)
