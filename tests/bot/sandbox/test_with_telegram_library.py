"""python-telegram-bot's own Bot against the sandbox over HTTP."""

import pytest
from sandbox_driver import CHANNEL, GROUP, XIAOLIN, SandboxDriver
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\5\xfe\2\xfe\xa7\x9a\xa0\xa0\0\0\0\0IEND\xaeB`\x82"
)


async def test_a_conversation_by_buttons(sandbox: SandboxDriver, bot: Bot) -> None:
    """A person writes, the bot answers with a button, the tap is answered and the message edited."""
    sandbox.send(XIAOLIN, XIAOLIN, "/start")
    [update] = await bot.get_updates(timeout=10)
    assert update.message.text == "/start"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="yes")]])
    sent = await bot.send_message(XIAOLIN, "<b>你好</b> 😀", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text_html == "<b>你好</b> 😀"
    sandbox.tap(XIAOLIN, XIAOLIN, sent.message_id, "yes")
    [tapped] = await bot.get_updates(offset=update.update_id + 1, timeout=10)
    assert (tapped.callback_query.data, tapped.callback_query.message) == ("yes", sent)
    assert await bot.answer_callback_query(tapped.callback_query.id, "收到")
    edited = await bot.edit_message_text("好的", XIAOLIN, sent.message_id)
    assert edited.text == "好的"
    assert [message["text"] for message in sandbox.messages(XIAOLIN)] == ["/start", "好的"]


async def test_the_bot_presents_itself(sandbox: SandboxDriver, bot: Bot) -> None:
    """Commands, names and descriptions are kept per language and scope."""
    await bot.set_my_commands([BotCommand("search", "搜索")], BotCommandScopeAllPrivateChats(), "zh")
    await bot.set_my_name("Chenbao", "en")
    await bot.set_my_description("每天早上的论文")
    await bot.set_my_short_description("论文", "zh")
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "zh") == (
        BotCommand("search", "搜索"),
    )
    assert await bot.get_my_commands() == ()
    assert (await bot.get_my_name("en")).name == "Chenbao"
    assert (await bot.get_my_description("en")).description == "每天早上的论文"
    assert (await bot.get_my_short_description("zh")).short_description == "论文"
    commands = {"all_private_chats/zh": [{"command": "search", "description": "搜索"}]}
    assert sandbox.state()["bot"]["commands"] == commands


async def test_chats_and_members_are_told(bot: Bot) -> None:
    """The bot learns who owns a group, who it is there itself, and what a channel is."""
    owner, member, itself = [
        await bot.get_chat_member(GROUP, user_id) for user_id in (XIAOLIN, XIAOLIN + 1, bot.id)
    ]
    assert (owner.status, member.status, itself.status) == ("creator", "member", "member")
    assert [admin.user.id for admin in await bot.get_chat_administrators(CHANNEL)] == [XIAOLIN, bot.id]
    assert await bot.get_chat_member_count(GROUP) == 3
    assert (await bot.get_chat(CHANNEL)).username == "chenbao_sandbox_channel"
    assert (await bot.get_chat("@chenbao_sandbox_channel")).id == CHANNEL


async def test_pictures_and_files_arrive(sandbox: SandboxDriver, bot: Bot) -> None:
    """Uploads with Chinese names and captions come back byte for byte, and are shown on the page."""
    photo = await bot.send_photo(CHANNEL, PIXEL, caption="<i>图</i>", parse_mode="HTML")
    document = await bot.send_document(CHANNEL, "标题,摘要\r\n".encode(), filename='导出 "1".csv')
    assert (photo.photo[0].width, photo.caption_html) == (1, "<i>图</i>")
    assert document.document.file_name == '导出 "1".csv'
    again = await bot.send_document(CHANNEL, document.document.file_id)
    stored = await bot.get_file(again.document.file_id)
    assert await stored.download_as_bytearray() == "标题,摘要\r\n".encode()
    shown = sandbox.messages(CHANNEL)
    assert sandbox.client.get(shown[0]["photo_url"]).content == PIXEL
    assert sandbox.client.get(shown[1]["document"]["url"]).content == "标题,摘要\r\n".encode()


async def test_inline_results_are_chosen(sandbox: SandboxDriver, bot: Bot) -> None:
    """An inline query is answered with an article, which a person then sends into the group."""
    query = {"chat_id": GROUP, "person_id": XIAOLIN, "query": "agent"}
    query_id = sandbox.client.post("/page/inline", json=query).json()["inline_query_id"]
    [update] = await bot.get_updates(timeout=10)
    assert (update.inline_query.query, update.inline_query.chat_type) == ("agent", "group")
    article = InlineQueryResultArticle("1", "ReAct", InputTextMessageContent("<b>ReAct</b>", "HTML"))
    assert await bot.answer_inline_query(query_id, [article])
    choice = {"chat_id": GROUP, "person_id": XIAOLIN, "inline_query_id": query_id, "result_id": "1"}
    message = sandbox.client.post("/page/choose", json=choice).json()["message"]
    assert (message["text"], message["entities"][0]["type"]) == ("ReAct", "bold")


async def test_errors_become_the_librarys_own(sandbox: SandboxDriver, bot: Bot) -> None:
    """Refusals and floods are read as what they are."""
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(XIAOLIN, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    sandbox.fault("error", method="sendMessage", retry_after=7)
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(CHANNEL, "x")
    assert int(flood.value.retry_after) == 7
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    await request.initialize()
    with pytest.raises(InvalidToken):
        await Bot("1:x", base_url=sandbox.base_url, request=request).get_me()
    await request.shutdown()


async def test_the_library_sends_nothing_unknown(sandbox: SandboxDriver, bot: Bot) -> None:
    """All that the library sends for our methods is in the published specification."""
    sent = await bot.send_message(
        CHANNEL,
        "x https://a.org",
        entities=[MessageEntity("bold", 0, 1)],
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    await bot.send_chat_action(CHANNEL, "typing")
    await bot.set_message_reaction(CHANNEL, sent.message_id, ReactionTypeEmoji("👍"))
    await bot.send_message(CHANNEL, "y", reply_to_message_id=sent.message_id)
    await bot.delete_message(CHANNEL, sent.message_id)
    await bot.delete_webhook(drop_pending_updates=True)
    await bot.get_updates(allowed_updates=["message", "callback_query"])
    await bot.set_chat_menu_button()
    calls = sandbox.calls()
    assert len(calls) >= 8
    assert [call for call in calls if call["unknown"] or call["mistyped"] or call["error_code"]] == []
