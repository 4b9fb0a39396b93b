"""What is learned from a small library in both languages."""

import time

import pytest
from bilingual_samples import bilingual_papers

from storage.search.learning import lessons
from storage.search.learning.lessons import Lesson, learn
from storage.search.learning.texts import Learned, PaperTexts
from storage.search.lexicon import Provenance


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    """The small library, learned without the program's glossary, which knows some of its words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lessons, "_glossary_pairs", lambda known: ())
        return learn(bilingual_papers())


def best(lesson: Lesson, name: str) -> str:
    """What `name` is translated to first."""
    found = (one for one in lesson.learned if name in (one.term, one.text))
    first = next(found)
    return first.text if first.term == name else first.term


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("机器人", "robots"), ("灯塔", "lighthouses"), ("钢琴", "piano"), ("船员", "sailors"), ("听众", "listeners"), ("扩散", "diffusion")],
)  # fmt: skip
def test_words_find_their_translations(lesson: Lesson, chinese: str, english: str) -> None:
    """From sentences alone, and the same way back."""
    text = best(lesson, chinese)
    assert (text.lower().rstrip("s"), best(lesson, text)) == (english.rstrip("s"), chinese)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("茶园", "tea gardens"), ("强化学习", "reinforcement learning")],
)
def test_terms_of_several_words_are_learned_whole(lesson: Lesson, chinese: str, english: str) -> None:
    """Where one word stands for two, or two for one, or both."""
    texts = [one.text.lower().rstrip("s") for one in lesson.learned if one.term == chinese]
    assert english.rstrip("s") in texts


def test_parentheses_name_terms_and_abbreviations(lesson: Lesson) -> None:
    """Full name, abbreviation and Chinese term lead to each other, with how many papers said so."""
    told = {
        (one.term, one.text): one.seen for one in lesson.learned if one.provenance is Provenance.PARENTHESES
    }
    assert told["大语言模型", "LLM"] == 2
    assert told["强化学习", "RL"] == 2
    assert told["reinforcement learning", "RL"] == 2


def test_confidence_is_less_where_less_was_seen(lesson: Lesson) -> None:
    """A confidence is a share, and what stands in one sentence only never comes near certainty."""
    assert all(0 < one.confidence < 1 for one in lesson.learned)
    rare = [one for one in lesson.learned if one.seen == 1 and one.provenance is Provenance.ALIGNMENT]
    assert max((one.confidence for one in rare), default=0) <= 0.8


def test_learning_twice_gives_the_same(lesson: Lesson) -> None:
    """Nothing is drawn by lot."""
    assert learn(bilingual_papers()) == learn(bilingual_papers())


def test_nothing_to_learn_from_gives_nothing_but_the_glossary() -> None:
    """No paper, empty texts and texts without words are no trouble."""
    papers = [PaperTexts("", "", "", ""), PaperTexts("?!", "。。", "(", "）")]
    assert learn(papers).paper_count == 1
    assert {one.provenance for one in learn(papers).learned} <= {Provenance.ALIGNMENT}


def test_examples_in_parentheses_teach_nothing() -> None:
    """Names of systems are no translations."""
    texts = "我们比较商业模型（Gemini）和开源模型（如 LLaMA, Mistral），以及检索方法（BM25）。"
    papers = [PaperTexts("", texts, "", texts) for _ in range(3)]
    assert [one for one in learn(papers).learned if one.provenance is Provenance.PARENTHESES] == []


def test_a_broken_off_term_is_not_learned() -> None:
    """The Chinese term begins where its English name begins, not where the run does."""
    abstract = "我们提出了一种基于强化学习（reinforcement learning）的方法。"
    found = learn([*bilingual_papers(), PaperTexts("", "", "", abstract)]).learned
    assert [one.term for one in found if one.text == "reinforcement learning"][:1] == ["强化学习"]


def test_time_grows_with_the_papers_not_faster() -> None:
    """Eight times the papers take less than twelve times as long."""

    def seconds(papers: list[PaperTexts]) -> float:
        started = time.process_time()
        learn(papers)
        return time.process_time() - started

    seconds(bilingual_papers())
    few, many = bilingual_papers() * 20, bilingual_papers() * 160
    assert seconds(many) < 12 * min(seconds(few), seconds(few))


def test_every_learned_pair_has_two_sides(lesson: Lesson) -> None:
    """Nothing is a translation of itself, and no pair comes twice."""
    pairs = [(one.term, one.text) for one in lesson.learned]
    assert len(pairs) == len(set(pairs))
    assert [one for one in lesson.learned if one.term == one.text] == []
    assert all(isinstance(one, Learned) for one in lesson.learned)
