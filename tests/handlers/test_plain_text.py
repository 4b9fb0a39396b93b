"""What a text without a slash means."""

import pytest

from handlers.plain_text import command_in, glued_command_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", ("today", "")),
        (" 帮助 ", ("help", "")),
        ("搜索 智能体", ("search", "智能体")),
        ("搜索　智能体", ("search", "智能体")),
        ("订阅：扩散模型", ("subscribe", "扩散模型")),
        ("订阅: a b", ("subscribe", "a b")),
        ("设置\n07:30", ("settings", "07:30")),
        ("退订", ("unsubscribe", "")),
        ("论文 2510.01051", ("paper", "2510.01051")),
        ("开始", ("start", "")),
        ("/搜索 智能体", ("search", "智能体")),
        ("／今天", ("today", "")),
        ("訂閱 強化學習", ("subscribe", "強化學習")),
        ("主題", ("topics", "")),
        ("設定 07:30", ("settings", "07:30")),
        ("設置", ("settings", "")),
        ("搜尋：智能體", ("search", "智能體")),
        ("搜索 智能體", ("search", "智能體")),
    ],
)
def test_a_command_word_alone_or_before_a_space_or_colon(text: str, expected: tuple[str, str]) -> None:
    """A Chinese word is as good as a slash, whichever characters it is written in."""
    reading = command_in(text)
    assert reading is not None
    assert (reading.command.name, reading.argument) == expected


@pytest.mark.parametrize("text", ["搜索智能体", "主题模型", "订阅制", "今天天气", "智能体", "search x", ""])
def test_glued_text_is_no_command(text: str) -> None:
    """A term that begins with a command word is looked for, not obeyed."""
    assert command_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("搜索智能体", ("search", "智能体")),
        ("主题模型", ("topics", "")),
        ("搜尋智能體", ("search", "智能體")),
        ("订阅强化学习", ("subscribe", "强化学习")),
        ("subscribe agents", ("subscribe", "agents")),
        ("Follow  code agents ", ("subscribe", "code agents")),
        ("subscribe to world models", ("subscribe", "world models")),
        ("unfollow agents", ("unsubscribe", "agents")),
    ],
)
def test_the_command_reading_of_glued_text_is_offered(text: str, expected: tuple[str, str]) -> None:
    """Who forgot the space needs one tap."""
    reading = glued_command_in(text)
    assert reading is not None
    assert (reading.command.name, reading.argument) == expected
    assert reading.written in (text[: len(reading.written)], f"/{reading.command.name}")


@pytest.mark.parametrize(
    "text",
    [
        "智能体",
        "搜索",
        "搜索 智能体",
        "开始训练",
        "论文写作",
        "follow",
        "followers",
        "instruction following",
        "",
    ],
)
def test_nothing_is_offered_where_nothing_was_glued(text: str) -> None:
    """Ordinary searches carry no odd buttons."""
    assert glued_command_in(text) is None
