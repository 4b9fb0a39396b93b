"""Days, quiet hours and pauses: by buttons and typed, and taken back."""

from datetime import date

import pytest
from conversation import Conversation
from sqlalchemy import text as sql

from handlers.typed_times import TypedPause, TypedQuiet, pause_in, quiet_in, weekdays_in
from storage.chats import chat_by_telegram_id
from storage.records import Chat

TODAY = date(2026, 3, 2)


async def chat_of(conversation: Conversation) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, 710_000_001)
    assert chat is not None
    return chat


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一 周三、周五", (0, 2, 4)),
        ("星期天", (6,)),
        ("工作日", (0, 1, 2, 3, 4)),
        ("Mon, Wed and Fri", (0, 2, 4)),
        ("weekends", (5, 6)),
        ("every day", tuple(range(7))),
        ("Monaco", None),
        ("週一、週三 禮拜五", (0, 2, 4)),
        ("上海", None),
        ("08:00", None),
    ],
)
def test_weekdays_are_read_where_nothing_else_is_written(text: str, days: tuple[int, ...] | None) -> None:
    """A city whose name begins like a day stays a city."""
    assert weekdays_in(text) == days


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("quiet 22:00-07:00", TypedQuiet("22:00", "07:00")),
        ("Quiet hours 10pm to 7am", TypedQuiet("22:00", "07:00")),
        ("免打扰 22点到7点", TypedQuiet("22:00", "07:00")),
        ("安静22-7", TypedQuiet("22:00", "07:00")),
        ("免打扰 关", TypedQuiet()),
        ("免打擾 22點半到7點", TypedQuiet("22:30", "07:00")),
        ("勿擾 關閉", TypedQuiet()),
        ("quiet off", TypedQuiet()),
        ("quiet 22:00", TypedQuiet(unclear="22:00")),
        ("Berlin", None),
    ],
)
def test_quiet_hours_are_read_after_their_word(text: str, quiet: TypedQuiet | None) -> None:
    """In both languages, with and without minutes."""
    assert quiet_in(text) == quiet


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("pause 7", TypedPause(date(2026, 3, 9))),
        ("pause for a week", TypedPause(date(2026, 3, 9))),
        ("暂停 两周", TypedPause(date(2026, 3, 16))),
        ("暂停到12月1日", TypedPause(date(2026, 12, 1))),
        ("pause until 2026-05-01", TypedPause(date(2026, 5, 1))),
        ("暂停到 1-15", TypedPause(date(2027, 1, 15))),
        ("pause until 2026-02-30", TypedPause(unclear="2026-02-30")),
        ("pause until 2026-02-01", TypedPause(unclear="2026-02-01")),
        ("暂停", TypedPause(unclear="")),
        ("暂停到明天", TypedPause(date(2026, 3, 3))),
        ("pause until tomorrow", TypedPause(date(2026, 3, 3))),
        ("暂停到后天", TypedPause(date(2026, 3, 4))),
        ("pause until Friday", TypedPause(date(2026, 3, 6))),
        ("暂停到周一", TypedPause(date(2026, 3, 9))),
        ("停到下周", TypedPause(date(2026, 3, 9))),
        ("pause until 24 December", TypedPause(date(2026, 12, 24))),
        ("pause until the 24th of Dec 2026", TypedPause(date(2026, 12, 24))),
        ("pause until Dec 24", TypedPause(date(2026, 12, 24))),
        ("pause until January 5th", TypedPause(date(2027, 1, 5))),
        ("暂停到 12 月 24 日", TypedPause(date(2026, 12, 24))),
        ("暂停到12月24号", TypedPause(date(2026, 12, 24))),
        ("pause until 31 February", TypedPause(unclear="31 February")),
        ("pause until Mon and Tue", TypedPause(unclear="Mon and Tue")),
        ("resume", TypedPause()),
        ("恢复", TypedPause()),
        ("恢復", TypedPause()),
        ("暫停 兩週", TypedPause(date(2026, 3, 16))),
        ("暂停 关", TypedPause()),
        ("Paris", None),
    ],
)
def test_pauses_are_read_after_their_word(text: str, pause: TypedPause | None) -> None:
    """For so many days or until a date, which is ahead and no more than a year."""
    assert pause_in(text, TODAY) == pause


async def test_days_quiet_hours_and_pause_have_buttons(conversation: Conversation) -> None:
    """Each has its panel, each tells what it means, and the first panel names what was set."""
    await conversation.say("/settings 上海 08:00")
    [main] = await conversation.say("设置")
    [days] = await conversation.tap(main, "星期")
    [days] = await conversation.tap(days, "工作日")
    [days] = await conversation.tap(days, "周三")
    [main] = await conversation.tap(days, "« 设置")
    [quiet] = await conversation.tap(main, "免打扰")
    assert "你自己选的时间照常送" in quiet["text"]
    [quiet] = await conversation.tap(quiet, "22:00–07:00")
    [main] = await conversation.tap(quiet, "« 设置")
    assert "星期：周一、周二、周四、周五" in main["text"]
    assert "免打扰：22:00–07:00" in main["text"]
    [pause] = await conversation.tap(main, "暂停")
    [pause] = await conversation.tap(pause, "7 天")
    assert "暂停到 10月10日 周五" in pause["text"]
    chat = await chat_of(conversation)
    assert (chat.weekdays, chat.quiet_from, chat.quiet_until) == ((0, 1, 3, 4), "22:00", "07:00")
    assert chat.paused_until == date(2025, 10, 10)
    [pause] = await conversation.tap(pause, "现在恢复")
    assert pause["text"].startswith("推送恢复了。有错过的，下一份会给出其中最好的十篇。\n下一份：10月")


async def test_what_was_typed_is_undone_by_one_button(conversation: Conversation) -> None:
    """Days, quiet hours and a pause come back as they were."""
    await conversation.say("/settings 上海 08:00")
    before = await chat_of(conversation)
    for text in ("工作日", "免打扰 23:00-06:30", "暂停 7天"):
        [panel] = await conversation.say(f"/settings {text}")
        assert await chat_of(conversation) != before
        await conversation.tap(panel, "撤销")
        assert await chat_of(conversation) == before


async def test_reader_whose_zone_is_no_longer_known_can_choose_another(conversation: Conversation) -> None:
    """Time zone data drops names; whoever has one of them is not locked out."""
    await conversation.say("/settings 上海 08:00")
    async with conversation.database.transaction() as session:
        await session.execute(sql("UPDATE chats SET timezone = 'Mars/Olympus'"))
    [main] = await conversation.say("设置")
    [zones] = await conversation.tap(main, "时区")
    [main] = await conversation.tap(zones, "柏林")
    assert (await chat_of(conversation)).timezone == "Europe/Berlin"
    assert "08:00" in main["text"]


async def test_a_day_stays_and_unclear_times_are_answered(conversation: Conversation) -> None:
    """The last day cannot go; what is not understood is named, with an example."""
    await conversation.say("/settings 上海 08:00")
    [days] = await conversation.say("/settings 周一")
    assert await conversation.tap(days, "周一") == []
    assert conversation.last_toast() == "至少要留一天。"
    [answer] = await conversation.say("/settings 免打扰 夜里")
    assert answer["text"].startswith("哪个时段？夜里 看不懂，请写成 /settings 免打扰 22:00-07:00")
    [answer] = await conversation.say("/settings pause for ever")
    assert answer["text"].startswith("停到什么时候？ever 不是今后一年里的日子，请写成 /pause 7 天")


@pytest.mark.parametrize(
    ("text", "panel"), [("免打扰", "免打扰："), ("暂停", "暂停：停多久？"), ("空日子", "没有论文的日子：")]
)
async def test_a_word_of_the_settings_alone_opens_its_panel(
    conversation: Conversation, text: str, panel: str
) -> None:
    """Who does not know how to go on has the buttons."""
    await conversation.say("/settings 上海 08:00")
    [shown] = await conversation.say(f"/settings {text}")
    assert shown["text"].startswith(panel)
    assert conversation.rows(shown)[-1][0]["text"] == "« 设置"


async def test_pause_and_resume_are_commands(conversation: Conversation) -> None:
    """Without a day the panel comes; what was missed is a tap away, and nothing is resumed twice."""
    await conversation.say("/settings 上海")
    [panel] = await conversation.say("/pause")
    assert panel["text"].startswith("暂停：停多久？")
    [paused] = await conversation.say("暫停 7 天")
    assert paused["text"].startswith("暂停到 10月10日 周五。")
    assert (await chat_of(conversation)).paused_until == date(2025, 10, 10)
    [resumed] = await conversation.say("/resume")
    assert resumed["text"].startswith("推送恢复了。")
    assert (await chat_of(conversation)).paused_until == date(2025, 10, 3)
    [missed] = await conversation.tap(resumed, "现在就看")
    assert missed["message_id"] == resumed["message_id"]
    [again] = await conversation.say("恢复")
    assert again["text"] == "推送没有暂停。\n下一份：10月4日 周六 08:00"
    [unclear] = await conversation.say("/pause for ever")
    assert unclear["text"].startswith("停到什么时候？ever 不是今后一年里的日子")
    [unclear] = await conversation.say("/pause 2026-13-45")
    assert unclear["text"].startswith("停到什么时候？2026-13-45 不是今后一年里的日子")
