"""Which language a chat is spoken to in."""

import pytest
from conversation import ALICE, Conversation

from storage.chats import chat_by_telegram_id
from storage.records import Language


async def language_of_chat(conversation: Conversation, telegram_id: int) -> Language:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat.language


async def test_three_languages_a_tap_each(conversation: Conversation) -> None:
    """Each calls itself by its own name; the panel comes back in the one chosen."""
    [panel] = await conversation.say("语言")
    names = [row[0]["text"] for row in conversation.rows(panel)]
    assert names == ["✓ 简体中文", "繁體中文", "English", "« 设置"]
    [panel] = await conversation.tap(panel, "繁體中文")
    assert panel["text"].startswith("語言：按鈕、晨報和命令選單用哪一種。")
    [panel] = await conversation.tap(panel, "English")
    assert panel["text"].startswith("Language of buttons, digests")
    assert await language_of_chat(conversation, 710_000_001) is Language.EN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/language 繁體中文", Language.ZH_HANT),
        ("語言 繁體", Language.ZH_HANT),
        ("/language zh-TW", Language.ZH_HANT),
        ("/language traditional Chinese", Language.ZH_HANT),
        ("/language 中文", Language.ZH_HANS),
        ("语言：简体", Language.ZH_HANS),
        ("/language klingon", Language.EN),
    ],
)
async def test_a_language_by_its_name(conversation: Conversation, text: str, expected: Language) -> None:
    """In any language and in either characters; what is none changes nothing and offers all."""
    [panel] = await conversation.say(text, ALICE)
    assert [row[0]["text"][:2] for row in conversation.rows(panel)].count("✓ ") == 1
    assert await language_of_chat(conversation, ALICE) is expected


async def test_a_reader_of_traditional_chinese(conversation: Conversation) -> None:
    """Help, settings and what is typed at them, all in traditional characters."""
    await conversation.say("/language 繁體")
    [help_message] = await conversation.say("/help")
    assert "/subscribe 訂閱 — 新建主題" in help_message["text"]
    [settings] = await conversation.say("設定 台北 20點半")
    assert "時間：20:30\n時區：台北" in settings["text"]
    [days] = await conversation.say("設定 週一 週三")
    assert "星期" in days["text"]
    assert conversation.button(days, "週一")["text"] == "✓ 週一"
    [results] = await conversation.say("搜尋 智能體")
    assert results["text"].startswith("搜尋 智能體：")
