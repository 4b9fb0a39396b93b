"""Which language a chat is spoken to in."""

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation

from storage.chat_menus import chats_with_other_menu
from storage.chats import change_chat, chat_by_telegram_id
from storage.identifiers import ChatId
from storage.kept_answers import has_kept_answers
from storage.records import Language


async def language_of_chat(conversation: Conversation, telegram_id: int) -> Language:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat.language


def own_menu(conversation: Conversation, chat: int, scope: str = "chat") -> list[str]:
    """What the chat's own menu says of its commands, as the server has it."""
    menu = conversation.sandbox.result("getMyCommands", scope={"type": scope, "chat_id": chat})
    return [one["description"] for one in menu]


async def test_three_languages_a_tap_each(conversation: Conversation) -> None:
    """Each calls itself by its own name; the panel comes back in the one chosen."""
    [panel] = await conversation.say("语言")
    names = [row[0]["text"] for row in conversation.rows(panel)]
    assert names == ["✓ 简体中文", "繁體中文", "English", "« 设置"]
    [panel] = await conversation.tap(panel, "繁體中文")
    assert panel["text"].startswith("語言：按鈕、晨報和指令選單用哪一種。")
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


async def test_a_language_that_nobody_speaks_is_named(conversation: Conversation) -> None:
    """The panel alone would look as if it had been understood."""
    [said] = await conversation.say("/language 火星文")
    assert said["text"].startswith("没有 火星文 这种语言，请在下面选。\n语言：")


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


async def test_a_chat_that_chose_a_language_has_its_own_menu(conversation: Conversation) -> None:
    """Telegram shows menus by the language of the client, and knows nothing of characters."""
    await conversation.say("/start")
    assert own_menu(conversation, XIAOLIN) == []
    await conversation.say("/language 繁體")
    assert own_menu(conversation, XIAOLIN)[1:3] == ['搜論文：詞、"片語"、作者', "檢視和修改我的主題"]
    [panel] = await conversation.say("/language")
    await conversation.tap(panel, "English")
    assert own_menu(conversation, XIAOLIN)[2] == "See and change my topics"
    assert len(own_menu(conversation, XIAOLIN)) == 10


async def test_a_group_has_two(conversation: Conversation) -> None:
    """Its admins see what only they may do."""
    await conversation.say("/language English", XIAOLIN, GROUP)
    assert "See and change my topics" not in own_menu(conversation, GROUP)
    assert "See and change my topics" in own_menu(conversation, GROUP, "chat_administrators")


async def test_somebody_whose_client_speaks_another_language_gets_the_menu_at_start(
    conversation: Conversation,
) -> None:
    """A client may change its language after the chat has settled on one."""
    await conversation.say("/start", ALICE)
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, ALICE)
        assert chat is not None
        await change_chat(session, chat.id, conversation.clock.now(), language=Language.ZH_HANT)
    assert own_menu(conversation, ALICE) == []
    await conversation.say("/start", ALICE)
    assert own_menu(conversation, ALICE)[2] == "檢視和修改我的主題"


async def test_a_menu_that_is_refused_does_not_break_the_answer(conversation: Conversation) -> None:
    """The language is chosen and said all the same; the menu is left to the next start."""
    conversation.sandbox.fault("error", method="setMyCommands", error_code=502)
    [panel] = await conversation.say("/language English")
    assert panel["text"].startswith("Language of")
    assert own_menu(conversation, XIAOLIN) == []
    async with conversation.database.reading() as session:
        assert [one.telegram_id for one in await chats_with_other_menu(session, "x", after=ChatId(0))] == [
            XIAOLIN
        ]
        assert not await has_kept_answers(session, XIAOLIN)


async def test_words_of_taiwan_find_papers(conversation: Conversation) -> None:
    """They are looked for as the papers say them, followed as such, and shown as they were typed."""
    await conversation.say("/language 繁體")
    [found] = await conversation.say("影片 生成")
    await conversation.say("/language 简体")
    [same] = await conversation.say("视频 生成")
    assert found["text"].splitlines()[0] == same["text"].splitlines()[0].replace("搜索 视频", "搜尋 影片")
    await conversation.say("/language 繁體")
    [preview] = await conversation.say("訂閱 影片 軟體")
    assert preview["text"].startswith("訂閱「影片 軟體」？")
    assert "匹配 影片" not in preview["text"]
    followed, *_ = await conversation.tap(preview, "訂閱")
    assert followed["text"].startswith("已訂閱「影片 軟體」。")
    [removed] = await conversation.say("退訂 软件 视频")
    assert removed["text"].startswith("已退訂「影片 軟體」。")
