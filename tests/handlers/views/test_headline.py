"""What a paper is called on one line."""

import pytest
from made_papers import make_paper

from handlers.views.headline import Headline, headline, short_name, subjects
from storage.records import Language

ZH, EN = Language.ZH_HANS, Language.EN


def test_a_chinese_title_is_the_chinese_headline() -> None:
    """Where somebody translated the title, nothing else is needed."""
    paper = make_paper(1, title="Seed-Prover: Deep", title_zh="Seed-Prover：深度推理", keywords_zh=("证明",))
    assert headline(paper, ZH) == Headline("Seed-Prover：深度推理")
    assert headline(paper, EN) == Headline("Seed-Prover: Deep")


@pytest.mark.parametrize(
    ("title", "keywords", "areas", "expected"),
    [
        (
            "GEM: A Gym",
            ("Agentic LLMs", "强化学习", "环境模拟器"),
            (),
            Headline("GEM", "强化学习、环境模拟器"),
        ),
        (
            "SAGE: Scenes",
            (),
            ("具身智能 (Embodied AI)", "3D 场景生成（3D）"),
            Headline("SAGE", "具身智能、3D 场景生成"),
        ),
        ("AB: C", (), ("NLP", "计算机视觉", "图像生成", "视频生成"), Headline("AB", "图像生成、视频生成")),
        ("ControlNet: D", (), ("计算机视觉-可控图像生成",), Headline("ControlNet", "可控图像生成")),
        ("Fine-T2I: Data", (), ("计算机视觉", "图像生成"), Headline("Fine-T2I", "图像生成、计算机视觉")),
        (
            "Autoregressive Image Generation Without Many Tears",
            ("自回归图像生成", "一种完全不需要离散词元的自回归模型"),
            (),
            Headline("Autoregressive Image Generation Without…", "自回归图像生成"),
        ),
        ("No Chinese At All", ("LLM",), (), Headline("No Chinese At All")),
    ],
)
def test_without_one_it_is_the_name_and_two_subjects(
    title: str, keywords: tuple[str, ...], areas: tuple[str, ...], expected: Headline
) -> None:
    """The name before the colon, then the first two Chinese keywords or areas, the telling ones first."""
    assert headline(make_paper(1, title=title, keywords_zh=keywords, areas=areas), ZH) == expected


def test_a_missing_title_is_taken_from_the_other_language() -> None:
    """A line never stays without a name."""
    assert headline(make_paper(1, title_zh="智能体"), EN) == Headline("智能体")
    assert headline(make_paper(1, title="Agents"), ZH) == Headline("Agents")


def test_formulas_and_line_breaks_are_gone() -> None:
    """A headline is one plain line."""
    paper = make_paper(1, title="$\\pi_0$:\n A  Model")
    assert headline(paper, EN) == Headline("π₀: A Model")
    assert short_name(paper, EN) == "π₀"


def test_english_readers_get_english_subjects() -> None:
    """Keywords in a language one cannot read are no help in a list."""
    paper = make_paper(1, keywords=("agents", "memory", "tools"), keywords_zh=("智能体",))
    assert subjects(paper, EN) == ("agents", "memory")
    assert subjects(make_paper(1, keywords_zh=("智能体",)), EN) == ()


def test_readers_of_traditional_chinese_get_it() -> None:
    """Titles and subjects alike; fields of study are still put last."""
    hant = Language.ZH_HANT
    titled, untitled = (
        make_paper(1, title_zh="软件里的智能体"),
        make_paper(1, title="Memo: agents", keywords_zh=("机器学习", "计算机视觉 - 视频", "代码")),
    )
    assert headline(titled, hant) == Headline("軟體裡的智能體")
    assert headline(untitled, hant) == Headline("Memo", "影片、程式碼")


def test_a_withdrawn_paper_says_so_first() -> None:
    """In the reader's language, in every kind of headline."""
    paper = make_paper(1, title="GEM: A Gym", title_zh="GEM：练习场", is_withdrawn=True)
    assert headline(paper, ZH).name == "【已撤稿】GEM：练习场"
    assert headline(paper, EN).name == "[withdrawn] GEM: A Gym"
    untranslated = make_paper(1, title="GEM: A Gym", keywords_zh=("强化学习",), is_withdrawn=True)
    assert headline(untranslated, ZH) == Headline("【已撤稿】GEM", "强化学习")
    assert headline(make_paper(1, title="GEM", is_withdrawn=False), EN).name == "GEM"
