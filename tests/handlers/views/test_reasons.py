"""Why a paper stands in a digest, in one line."""

from view_samples import match

from handlers.views.reasons import reason, reason_line
from handlers.words import words_in
from storage.identifiers import PaperId
from storage.records import Language, Match

ZH, EN = words_in(Language.ZH_HANS), words_in(Language.EN)
BOTH = Match(PaperId(1), ("智能体", "RL"), is_about=True, words=(("agent", "工具调用"), ("RLHF",)))


def test_topics_are_told_with_their_words() -> None:
    """Each topic has its own words behind it, in the reader's punctuation."""
    assert reason(BOTH, ZH) == "智能体（agent、工具调用）；RL（RLHF）"
    assert reason(BOTH, EN) == "智能体 (agent, 工具调用); RL (RLHF)"


def test_word_that_is_the_topics_name_is_not_said_twice() -> None:
    """智能体（智能体） tells nothing."""
    assert reason(Match(PaperId(1), ("Agent",), is_about=True, words=(("agent",),)), ZH) == "Agent"


def test_match_without_words_has_topics_alone() -> None:
    """Digests of before words were kept."""
    assert reason(match(1, "智能体", "扩散模型"), ZH) == "智能体；扩散模型"


def test_long_names_and_words_are_cut() -> None:
    """One line stays one line, whatever a topic is called."""
    long = Match(PaperId(1), ("长" * 200,), is_about=True, words=(("word" * 100,),))
    assert len(reason(long, ZH)) < 60


def test_line_below_a_heading_says_only_what_the_heading_does_not() -> None:
    """The heading's own name is read already; Chinese is not slanted."""
    assert reason_line(BOTH, ZH, "智能体") == "匹配：agent、工具调用；RL（RLHF）"
    assert reason_line(BOTH, EN, "RL") == "<i>Matches: 智能体 (agent, 工具调用); RLHF</i>"
    assert reason_line(match(1, "智能体"), ZH, "智能体") == ""
