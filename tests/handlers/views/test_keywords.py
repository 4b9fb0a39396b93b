"""Keywords below a card: as many as a phone shows whole, and searched as they are written."""

from made_papers import make_paper

from handlers.buttons import PaperCard, SearchKeyword
from handlers.callbacks import decoded
from handlers.views.keywords import keyword_of, keyword_rows, keywords_of, sought_words
from handlers.views.paper_language import Reading
from storage.records import CardLanguage, Section

CARD = PaperCard(1, 0)


def rows(*keywords: str) -> list[list[str]]:
    return [[one.text for one in row] for row in keyword_rows(keywords, keywords, CARD)]


def test_short_keywords_stand_three_in_a_row() -> None:
    """Longer ones two, cut if need be, and never more than two rows."""
    assert rows("强化学习", "扩散", "智能体", "代码", "机器人", "音乐", "图像") == [
        ["# 强化学习", "# 扩散", "# 智能体"],
        ["# 代码", "# 机器人", "# 音乐"],
    ]
    assert rows("混合区域编码器", "视觉语言模型", "扩散", "音乐") == [
        ["# 混合区域编码器", "# 视觉语言模型"],
        ["# 扩散", "# 音乐"],
    ]
    assert rows("programmable logic controllers", "agents") == [
        ["# agents", "# programmable…"],
    ]
    assert rows("agents") == [["# agents"]]
    assert rows() == rows("", "\u202e") == []


def test_a_keyword_of_any_length_has_a_button_that_fits() -> None:
    """What is shown is cut, what is searched is not."""
    long = "words without end " * 60
    [[button]] = keyword_rows((long,), (long,), CARD)
    assert button.text == "# words without end words without…"
    data = decoded(str(button.data))
    assert isinstance(data, SearchKeyword)
    assert keyword_of(make_paper(1, keywords=("other", long)), data.checksum) == long
    assert keyword_of(make_paper(1), data.checksum) is None


def test_keywords_are_those_of_the_reader_first() -> None:
    """Areas stand in only where no section tells more."""
    paper = make_paper(1, keywords=("agents",), keywords_zh=("智能体",), areas=("NLP",))
    assert keywords_of(paper, Reading(CardLanguage.CHINESE, is_interface_chinese=True)) == ("智能体",)
    assert keywords_of(paper, Reading(CardLanguage.ENGLISH, is_interface_chinese=True)) == ("agents",)
    assert keywords_of(
        make_paper(1, keywords_zh=("智能体",)), Reading(CardLanguage.ENGLISH, is_interface_chinese=True)
    ) == ("智能体",)
    assert keywords_of(
        make_paper(1, areas=("NLP",)), Reading(CardLanguage.CHINESE, is_interface_chinese=True)
    ) == ("NLP",)


def test_areas_are_searched_where_there_are_no_keywords() -> None:
    """Also where a section tells them; without the brackets that say them again."""
    area = "搜索智能体 (Search Agents)"
    paper = make_paper(1, areas=(area,), sections=(Section("应用领域", area),))
    reading = Reading(CardLanguage.CHINESE, is_interface_chinese=True)
    assert keywords_of(paper, reading) == ()
    sought = sought_words(paper, reading)
    [[button]] = keyword_rows(sought, sought, CARD)
    assert button.text == "# 搜索智能体"
    data = decoded(str(button.data))
    assert isinstance(data, SearchKeyword)
    assert keyword_of(paper, data.checksum) == "搜索智能体"
