"""The time zone by place: the button that sends one, what is never kept, and what comes unasked."""

import json
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from sqlalchemy import select

from storage.chats import chat_by_telegram_id
from storage.records import Chat
from storage.schema import Table

TOKYO, AT_SEA, POLE = (35.68123, 139.76712), (-30.0, -140.0), (90.0, 0.0)
PLACE_BUTTON = {"zh": "用我的位置", "en": "Use my location"}


async def chat_of(conversation: Conversation, telegram_id: int) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def send_place(
    conversation: Conversation, place: tuple[float, float], person: int = XIAOLIN, **more: Any
) -> list[Message]:
    """What the bot says to a place."""
    before = len(conversation.sandbox.messages(person))
    latitude, longitude = place
    location = {"latitude": latitude, "longitude": longitude}
    conversation.sandbox.send_content(person, person, location=location, **more)
    await conversation.settle()
    return [
        one | {"chat": {"id": person}}
        for one in conversation.sandbox.messages(person)[before:]
        if one["from"]["is_bot"]
    ]


def last_markup(conversation: Conversation, back: int = 1) -> dict[str, Any]:
    markup: dict[str, Any] = json.loads(
        conversation.sandbox.calls("sendMessage")[-back]["parameters"]["reply_markup"]
    )
    return markup


async def asked(conversation: Conversation) -> None:
    """小林 tapped the button of the zone panel."""
    [settings] = await conversation.say("设置")
    [zones] = await conversation.tap(settings, "时区")
    await conversation.tap(zones, PLACE_BUTTON["zh"])


async def test_a_place_that_was_asked_for_sets_the_zone(conversation: Conversation) -> None:
    """The button stands below the field and goes with the answer, which shows the settings."""
    await asked(conversation)
    keyboard = last_markup(conversation)
    assert [[key.get("request_location", False) for key in row] for row in keyboard["keyboard"]] == [
        [True],
        [False],
    ]
    told, settings = await send_place(conversation, TOKYO)
    assert told["text"] == "时区定为 东京，那里现在 11:00。"
    assert last_markup(conversation, 2) == {"remove_keyboard": True}
    assert "时区：东京" in settings["text"]
    assert (await chat_of(conversation, XIAOLIN)).timezone == "Asia/Tokyo"


async def test_where_somebody_is_stands_in_no_table(conversation: Conversation) -> None:
    """Nor do the name and address of a venue, or a place that a message answers."""
    await conversation.say("/start")
    venue = {
        "location": {"latitude": 35.68123, "longitude": 139.76712},
        "title": "Our flat",
        "address": "1-9-1",
    }
    await send_place(conversation, TOKYO, venue=venue)
    held = ""
    async with conversation.database.reading() as session:
        for table in Table.metadata.sorted_tables:
            held += str((await session.execute(select(table))).all())
    assert "Asia/Tokyo" in held
    assert [secret for secret in ("35.68", "139.76", "Our flat", "1-9-1") if secret in held] == []


async def test_a_city_is_an_answer_too(conversation: Conversation) -> None:
    """One that nobody knows leaves the question open, and a nearly right one is told."""
    await asked(conversation)
    [unknown] = await conversation.say("Zzyzx")
    assert unknown["text"].startswith("不认识 Zzyzx。写一个附近的大城市")
    [similar] = await conversation.say("Berln")
    assert "是不是 Europe/Berlin？" in similar["text"]
    told, _ = await conversation.say("慕尼黑")
    assert told["text"].startswith("时区定为 柏林")
    [found] = await conversation.say("智能体")
    assert "智能体" in found["text"]


@pytest.mark.parametrize("word", ["取消", "/cancel"])
async def test_the_button_goes_with_its_question(conversation: Conversation, word: str) -> None:
    """Whoever cancels is told so, and what comes later is unasked again."""
    await asked(conversation)
    [left] = await conversation.say(word)
    assert left["text"] == "好，时区没有改。"
    assert last_markup(conversation) == {"remove_keyboard": True}
    [offer] = await send_place(conversation, TOKYO)
    assert "要把这里当作你的时区吗？" in offer["text"]


async def test_another_command_takes_the_button_away(conversation: Conversation) -> None:
    """It is carried out all the same."""
    await asked(conversation)
    left, saved = await conversation.say("收藏")
    assert left["text"] == "好，时区没有改。"
    assert saved["text"]


async def test_an_unasked_place_is_a_question(conversation: Conversation) -> None:
    """Nothing is taken silently: a tap takes it, or leaves it; the own zone is only told."""
    [settings] = await conversation.say("设置 上海")
    assert "北京/上海" in settings["text"]
    [offer] = await send_place(conversation, TOKYO)
    [left] = await conversation.tap(offer, "不用")
    assert left["text"] == "好，时区没有改。"
    [offer] = await send_place(conversation, TOKYO)
    [settings] = await conversation.tap(offer, "用 东京")
    assert "时区：东京" in settings["text"]
    [same] = await send_place(conversation, TOKYO)
    assert same["text"].startswith("这里就是你的时区 东京")


@pytest.mark.parametrize("place", [AT_SEA, POLE, (1000.0, 0.0)])
async def test_a_place_without_a_zone_is_answered_kindly(
    conversation: Conversation, place: tuple[float, float]
) -> None:
    """At sea, at the pole, nowhere on Earth: a city with the same time will do."""
    await asked(conversation)
    [told] = await send_place(conversation, place)
    assert told["text"].startswith("这个位置查不到时区")
    assert (await chat_of(conversation, XIAOLIN)).timezone is None
    told, _ = await send_place(conversation, TOKYO)
    assert "东京" in told["text"]


async def test_the_first_minute_takes_a_place(conversation: Conversation) -> None:
    """An English reader taps the button, and hears when the first digest comes."""
    _, question = await conversation.say("/start", ALICE)
    await conversation.tap(question, PLACE_BUTTON["en"], ALICE)
    told, confirmed = await send_place(conversation, (52.52, 13.40), ALICE)
    assert told["text"] == "Your time zone is now Berlin; it is 04:00 there."
    assert confirmed["text"].startswith("Done: every day at 08:00 (Berlin).")


async def test_groups_are_asked_for_no_place(conversation: Conversation) -> None:
    """Telegram knows such buttons in private chats alone, and an old or forged one changes nothing."""
    [settings] = await conversation.say("/settings@chenbao_sandbox_bot", XIAOLIN, GROUP)
    [zones] = await conversation.tap(settings, "时区")
    assert PLACE_BUTTON["zh"] not in str(conversation.rows(zones))
    assert await conversation.tap_data(zones, "zp:0") == []
    assert conversation.last_toast() != ""
