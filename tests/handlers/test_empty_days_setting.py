"""The choice of how often an empty day is told."""

import pytest
from conversation import XIAOLIN, Conversation

from handlers.typed_empty_days import TypedEmptyDays, empty_days_in
from storage.chats import chat_by_telegram_id
from storage.records import EmptyDays


async def test_readers_choose_how_often_an_empty_day_is_told(conversation: Conversation) -> None:
    """Three choices on a panel of the settings, the present one marked."""
    [settings] = await conversation.say("设置")
    [panel] = await conversation.tap(settings, "没有论文的日子")
    assert [row[0]["text"] for row in conversation.rows(panel)[:3]] == [
        "✓ 第一天，以后每三天", "每天", "不用说",
    ]  # fmt: skip
    [changed] = await conversation.tap(panel, "不用说")
    assert conversation.rows(changed)[2][0]["text"] == "✓ 不用说"
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
    assert chat is not None
    assert chat.empty_days is EmptyDays.NEVER


async def test_a_choice_that_we_never_offered_changes_nothing(conversation: Conversation) -> None:
    """Data of a button may come from anybody."""
    [settings] = await conversation.say("设置")
    assert await conversation.tap_data(settings, "se:hourly") == []
    assert conversation.last_toast().startswith("这个按钮来自旧消息")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("empty days daily", TypedEmptyDays(EmptyDays.DAILY)),
        ("Empty days: never", TypedEmptyDays(EmptyDays.NEVER)),
        ("days without papers some", TypedEmptyDays(EmptyDays.SOME)),
        ("空日子 每天", TypedEmptyDays(EmptyDays.DAILY)),
        ("空日子不说", TypedEmptyDays(EmptyDays.NEVER)),
        ("没有论文的日子 偶尔", TypedEmptyDays(EmptyDays.SOME)),
        ("沒有論文的日子 從不", TypedEmptyDays(EmptyDays.NEVER)),
        ("空日子", TypedEmptyDays(None)),
        ("empty days on the moon", TypedEmptyDays(None, "on the moon")),
        ("每天", None),
    ],
)
def test_the_choice_is_read_after_its_word(text: str, typed: TypedEmptyDays | None) -> None:
    """Each has words in both languages."""
    assert empty_days_in(text) == typed


async def test_the_choice_can_be_typed(conversation: Conversation) -> None:
    """The panel comes with it marked; what was not understood is asked for."""
    [panel] = await conversation.say("/settings 空日子 不说")
    assert conversation.rows(panel)[2][0]["text"] == "✓ 不用说"
    [asked] = await conversation.say("/settings 空日子 或许")
    assert "什么时候说一声" in asked["text"]
