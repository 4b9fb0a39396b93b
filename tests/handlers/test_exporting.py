"""/export: the file for its reader alone, or a word why it does not come."""

import json
from datetime import timedelta
from typing import Any

from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning, ready
from topic_samples import names

from handlers import exporting
from handlers.services import Services
from storage.exported_chat import read_export


def content_of(conversation: Conversation, message: Message) -> dict[str, Any]:
    """What stands in the file of a message."""
    document: dict[str, Any] = conversation.sandbox.client.get(message["document"]["url"]).json()
    return document


async def test_private_chat_gets_its_file(conversation: Conversation, services: Services) -> None:
    """With what it follows, got, and wrote; the program can read it back."""
    await ready(conversation, "智能体")
    await morning(conversation, services)
    [sent] = await conversation.say("导出")
    document = content_of(conversation, sent)
    [destination] = document["destinations"]
    local_day = (conversation.clock.now() + timedelta(hours=8)).date()
    assert sent["document"]["file_name"] == f"chenbao-{local_day}.json"
    assert sent["caption"].startswith("这里保存的全部数据。")
    assert [one["name"] for one in destination["topics"]] == await names(conversation)
    assert destination["deliveries"][0]["papers"][0]["arxiv_id"]
    assert document["updates"][0]["content"]["message"]["text"] == "/start"
    assert len(read_export(json.dumps(document).encode()).topics) == 1


async def test_a_groups_file_goes_to_the_admin_alone(conversation: Conversation) -> None:
    """The group reads that it is on its way."""
    await conversation.say("/start", XIAOLIN)
    before = len(conversation.sandbox.messages(XIAOLIN))
    [said] = await conversation.say("/export", XIAOLIN, GROUP)
    [sent] = conversation.sandbox.messages(XIAOLIN)[before:]
    assert said["text"] == "文件会发到你的私聊。"
    assert content_of(conversation, sent)["chat"]["chat_id"] == GROUP


async def test_members_get_no_file_of_the_group(conversation: Conversation) -> None:
    """It holds what everybody wrote to the bot."""
    await conversation.say("/start", ALICE)
    before = conversation.sandbox.messages(ALICE)
    [said] = await conversation.say("/export", ALICE, GROUP)
    assert said["text"] == "In groups, only admins can do that."
    assert conversation.sandbox.messages(ALICE) == before


async def test_who_has_not_opened_the_private_chat_is_told_how(conversation: Conversation) -> None:
    """The bot may not write there first; the group itself stays as it was."""
    _, told = await conversation.say("/export", XIAOLIN, GROUP)
    [[button]] = conversation.rows(told)
    assert told["text"].startswith("没有送到：我还不能给你发私聊消息。")
    assert (button["text"], button["url"]) == ("打开私聊", "https://t.me/chenbao_sandbox_bot?start=export")
    [said, *_] = await conversation.say("/help", XIAOLIN, GROUP)
    assert said["text"]


async def test_an_anonymous_admin_is_asked_for_a_name(conversation: Conversation) -> None:
    """Nobody knows whose private chat it would be."""
    await conversation.say("/start", XIAOLIN, GROUP)
    written = {
        "message_id": 1,
        "date": int(conversation.clock.now().timestamp()),
        "chat": {"id": GROUP, "type": "group", "title": "读论文小组"},
        "from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"},
        "sender_chat": {"id": GROUP, "type": "group", "title": "读论文小组"},
        "text": "/export",
        "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
    }
    await conversation.handle({"update_id": 10_000, "message": written})
    assert conversation.sandbox.messages(GROUP)[-1]["text"].startswith("看不出你是谁")


async def test_what_no_file_holds_is_said_so(conversation: Conversation, monkeypatch: Any) -> None:
    """Telegram takes fifty megabytes."""
    monkeypatch.setattr(exporting, "MOST_BYTES", 100)
    [said] = await conversation.say("/export")
    assert said["text"] == "数据太多，一个文件放不下。机器人的管理员可以把它给你。"
