"""One message of settings, by buttons or typed."""

import pytest
from conversation import ALICE, Conversation

from storage.chats import chat_by_telegram_id
from storage.records import Chat, Language


async def chat_of(conversation: Conversation, telegram_id: int = 710_000_001) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def test_every_wish_has_a_button(conversation: Conversation) -> None:
    """Zone, hours, length, language and waiting change in one message."""
    [main] = await conversation.say("设置")
    assert "时区：还没选，选了才会送" in main["text"]
    [zones] = await conversation.tap(main, "时区")
    [main] = await conversation.tap(zones, "柏林")
    assert main["text"].endswith("下一份：10月3日 周五 08:00")
    [hours] = await conversation.tap(main, "时间")
    [hours] = await conversation.tap(hours, "21:00")
    [hours] = await conversation.tap(hours, "08:00")
    assert conversation.button(hours, "21:00")["text"] == "✓ 21:00"
    [main] = await conversation.tap(hours, "« 设置")
    [lengths] = await conversation.tap(main, "篇数")
    [lengths] = await conversation.tap(lengths, "20")
    [main] = await conversation.tap(lengths, "« 设置")
    [main] = await conversation.tap(main, "不等中文摘要")
    assert "中文摘要：不等" in main["text"]
    [languages] = await conversation.tap(main, "语言 / Language")
    [languages] = await conversation.tap(languages, "English")
    [main] = await conversation.tap(languages, "« Settings")
    assert main["text"].startswith("Settings\nTime: 21:00\nTime zone: Berlin\nLength: up to 20 papers")
    chat = await chat_of(conversation)
    assert (chat.hours, chat.timezone, chat.maximum, chat.waits_for_chinese, chat.language) == (
        ("21:00",),
        "Europe/Berlin",
        20,
        False,
        Language.EN,
    )


async def test_one_hour_stays_and_there_are_not_too_many(conversation: Conversation) -> None:
    """The last hour cannot go, a fifth cannot come."""
    [main] = await conversation.say("设置")
    [hours] = await conversation.tap(main, "时间")
    assert await conversation.tap(hours, "08:00") == []
    assert conversation.last_toast() == "至少要留一个时间。"
    for hour in ("09:00", "10:00", "12:00"):
        [hours] = await conversation.tap(hours, hour)
    assert await conversation.tap(hours, "18:00") == []
    assert conversation.last_toast() == "一天最多送 4 次。"


async def test_a_double_tap_is_harmless(conversation: Conversation) -> None:
    """The second tap changes nothing and is answered all the same."""
    [main] = await conversation.say("设置")
    [zones] = await conversation.tap(main, "时区")
    data = conversation.button(zones, "柏林")["callback_data"]
    await conversation.tap_data(zones, data)
    assert await conversation.tap_data(zones, data) == []
    assert len(conversation.sandbox.calls("answerCallbackQuery")) == 3


@pytest.mark.parametrize(
    ("text", "zone", "hours"),
    [
        ("/settings Europe/Berlin", "Europe/Berlin", ("08:00",)),
        ("/settings 上海 07:30", "Asia/Shanghai", ("07:30",)),
        ("设置 america/new_york 7:00 pm, 6:00", "America/New_York", ("06:00", "19:00")),
    ],
)
async def test_settings_can_be_typed(
    conversation: Conversation, text: str, zone: str, hours: tuple[str, ...]
) -> None:
    """A zone and hours after the command are set at once, and shown."""
    [main] = await conversation.say(text)
    assert main["text"].startswith("设置\n时间：")
    chat = await chat_of(conversation)
    assert (chat.timezone, chat.hours) == (zone, hours)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/settings 25:00", "25:00 不是一个时间。请写 00:00 到 23:59，比如 /settings 07:30。"),
        ("/settings 9", "9 不是一个时间。请写 00:00 到 23:59"),
        ("/settings Europe/Berln", "不认识时区 Europe/Berln。是不是 /settings Europe/Berlin？"),
        (
            "/settings <b>月球</b>",
            "看不懂 <b>月球</b>：不是设置，也不是我认识的城市或时区。可以写 /settings 上海",
        ),
        ("/settings 1:00 2:00 3:00 4:00 5:00", "一天最多送 4 次。"),
    ],
)
async def test_what_cannot_be_set_is_named_with_the_remedy(
    conversation: Conversation, text: str, answer: str
) -> None:
    """The value and the way out; nothing changes."""
    [said] = await conversation.say(text)
    assert said["text"].startswith(answer)
    assert (await chat_of(conversation)).timezone is None


async def test_an_hour_without_a_zone_asks_for_it(conversation: Conversation) -> None:
    """An hour alone means nothing until one knows whose hour it is."""
    [question] = await conversation.say("/settings 07:30", ALICE)
    assert question["text"].startswith("What time is it where you are?")
    [confirmed] = await conversation.tap(question, "Tokyo", ALICE)
    assert confirmed["text"].startswith("Done: every day at 07:30 (Tokyo).")
