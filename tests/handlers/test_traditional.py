"""Chinese in traditional characters: words of Taiwan, and places that stay on their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.ready_made import READY_MADE, ready_made_named
from handlers.traditional import in_script, in_words_of_papers, traditional, traditional_with
from handlers.zones import PLACES, zone_named
from storage.records import Language

LINES = st.text(st.sampled_from(list("默认内存软件代码打印机人工智能体字符串的U盘，。 ab🙂")), max_size=40)


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("数据集里的软件质量", "資料集裡的軟體品質"),
        ("多智能体与人工智能", "多智能體與人工智慧"),
        ("见 https://a.cn/软件 的软件", "見 https://a.cn/软件 的軟體"),
        ("A plain title", "A plain title"),
        ("a\ud800\0汉", "a\ufffd\ufffd漢"),
        ("", ""),
    ],
)
def test_words_are_those_of_taiwan(simplified: str, expected: str) -> None:
    """Not characters alone; and what OpenCC says of our subject as nobody would is said otherwise."""
    assert traditional(simplified) == expected


def test_only_readers_of_traditional_chinese_get_it() -> None:
    """The others read what was written."""
    assert [in_script("软件", language) for language in Language] == ["软件", "軟體", "软件"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("軟體", "软件"),
        ("影片 程式碼", "视频 代码"),
        ("向量資料庫", "向量数据库"),
        ("電腦視覺 OR 品質", "计算机视觉 OR 质量"),
        ("標題:智能體 近7天", "标题:智能体 近7天"),
        ("https://a.tw/軟體", "https://a.tw/軟體"),
        ("agents", "agents"),
    ],
)
def test_what_is_looked_for_is_said_as_the_papers_say_it(typed: str, expected: str) -> None:
    """The way back from what is shown; in other chats nothing is changed."""
    assert in_words_of_papers(typed, Language.ZH_HANT) == expected
    assert in_words_of_papers(typed, Language.ZH_HANS) == typed


@pytest.mark.parametrize(
    "word",
    ["软件", "代码", "视频", "数据集", "内存", "优化", "智能体", "计算机视觉", "向量数据库", "质量", "网络"],
)
def test_a_word_that_is_shown_finds_itself(word: str) -> None:
    """Copied from a paper as it is shown, and looked for."""
    assert in_words_of_papers(traditional(word), Language.ZH_HANT) == word


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        ("默认内存管理软件", "内存", "記憶體"),
        ("默认内存管理软件", "软件", "軟體"),
        ("人工智能", "人工智", "人工智慧"),
        ("字符串和代码", "代码", "程式碼"),
        ("内存 memory 内存", "memory", "memory"),
    ],
)
def test_a_place_stays_on_its_word(line: str, word: str, expected: str) -> None:
    """However long the words before it become; half a word that is said otherwise becomes all of it."""
    start = line.index(word)
    text, [place] = traditional_with(line, [(start, start + len(word))])
    assert text[slice(*place)] == expected


@given(LINES, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_places_stay_in_order_within_the_line(line: str, ends: list[tuple[int, int]]) -> None:
    """What stands at the edges stays there, and nothing that was marked is lost."""
    places = [(min(start, len(line)), min(max(start, end), len(line))) for start, end in ends]
    text, moved = traditional_with(line, [*places, (0, len(line))])
    assert moved[-1] == (0, len(text))
    assert all(0 <= start <= end <= len(text) for start, end in moved)
    assert all(
        start < end for (start, end), (old, old_end) in zip(moved, places, strict=False) if old < old_end
    )


def test_names_are_understood_in_both_scripts() -> None:
    """Ready-made topics and cities, as they are shown to readers of traditional Chinese."""
    hant = Language.ZH_HANT
    assert [one for one in READY_MADE if ready_made_named(one.name(hant)) is not one] == []
    assert [one for one in PLACES[1:] if zone_named(one.name(hant)) != one.zone] == []
    assert [zone_named(city) for city in ("紐約", "臺北", "台北", "舊金山", "聖保羅")] == [
        "America/New_York",
        "Asia/Taipei",
        "Asia/Taipei",
        "America/Los_Angeles",
        "America/Sao_Paulo",
    ]
