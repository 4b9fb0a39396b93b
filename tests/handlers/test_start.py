"""The first minute."""

from conversation import XIAOLIN, Conversation


async def test_a_reader_of_chinese_is_greeted_and_offered_shanghai(conversation: Conversation) -> None:
    """The client's language decides the first words; one tap settles the hour."""
    welcome, question = await conversation.say("/start", XIAOLIN)
    assert welcome["text"].startswith("你好，这里是晨报。")
    [confirmed] = await conversation.tap(question, "08:00")
    assert "每天 08:00（北京 / 上海）" in confirmed["text"]
