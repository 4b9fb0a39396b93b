"""An exported chat sent back to the bot: told what is in it, and restored at a word."""

import json
from typing import Any

import pytest
from conversation import ALICE, XIAOLIN, Conversation, Message
from mornings import ready
from topic_samples import names, subscribed

from handlers import restoring
from handlers.buttons import RestoreChat
from handlers.callbacks import encoded
from storage.chats import chat_by_telegram_id
from storage.papers import papers_after
from storage.records import Chat
from storage.saved import save_paper, saved_ids

ALL, ADDED, NOTHING = "全部恢复", "只恢复", "不恢复"


async def exported(conversation: Conversation) -> bytes:
    """小林's own file: two topics, a saved paper, 07:30."""
    await ready(conversation, "智能体", "diffusion")
    await conversation.say("/settings 07:30")
    async with conversation.database.transaction() as session:
        [paper, *_] = await papers_after(session, 0, 1)
        await save_paper(session, XIAOLIN, paper.id, conversation.clock.now())
    [sent] = await conversation.say("/export")
    return conversation.sandbox.client.get(sent["document"]["url"]).content


async def forgotten(conversation: Conversation) -> None:
    [question] = await conversation.say("/forget")
    await conversation.tap(question, "全部删除")


async def hand_in(
    conversation: Conversation, content: bytes, name: str = "chenbao.json", person: int = XIAOLIN
) -> Message:
    """What the bot says to a file."""
    before = len(conversation.sandbox.messages(person))
    conversation.sandbox.send_file(person, person, name, content)
    await conversation.settle()
    said: dict[str, Any] = conversation.sandbox.messages(person)[before:][-1]
    return said | {"chat": {"id": person}}


async def chat_of(conversation: Conversation, person: int = XIAOLIN) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, person)
    assert chat is not None
    return chat


async def test_what_was_deleted_comes_back(conversation: Conversation) -> None:
    """Topics, settings and saved papers, after a question; the question itself changes nothing."""
    content = await exported(conversation)
    await forgotten(conversation)
    question = await hand_in(conversation, content)
    assert question["text"].splitlines()[:3] == [
        "这是一份导出的数据，要恢复到这里吗？",
        "· 主题 2 个",
        "· 收藏 1 篇",
    ]
    assert (await names(conversation), (await chat_of(conversation)).hours) == ([], ("08:00",))
    [told] = await conversation.tap(question, ALL)
    assert told["text"].splitlines() == [
        "已添加主题 2 个。",
        "已收藏论文 1 篇。",
        "设置已换成文件里的，发送 /settings 查看。",
    ]
    assert await names(conversation) == ["智能体", "扩散模型"]
    assert (await chat_of(conversation)).hours == ("07:30",)
    async with conversation.database.reading() as session:
        assert len(await saved_ids(session, XIAOLIN)) == 1


async def test_settings_stay_with_the_second_button(conversation: Conversation) -> None:
    """What is there is kept, what is missing is added."""
    content = await exported(conversation)
    await forgotten(conversation)
    await ready(conversation, "智能体")
    [told] = await conversation.tap(await hand_in(conversation, content), ADDED)
    assert told["text"].startswith("已添加主题 1 个，另有 1 个本来就有。")
    assert (await chat_of(conversation)).hours == ("08:00",)


async def test_nothing_is_restored_by_the_third(conversation: Conversation) -> None:
    """And a second tap of another button would find the question gone."""
    content = await exported(conversation)
    await forgotten(conversation)
    [told] = await conversation.tap(await hand_in(conversation, content), NOTHING)
    assert (told["text"], await names(conversation)) == ("什么也没有恢复。", [])


async def test_somebody_elses_file_can_be_taken_over(conversation: Conversation) -> None:
    """Topics of a group, or of a friend; the reader's own language says how it went."""
    content = await exported(conversation)
    question = await hand_in(conversation, content, person=ALICE)
    [told] = await conversation.tap(question, "Only topics", ALICE)
    assert told["text"].startswith("Topics added: 2.")
    assert await names(conversation, ALICE) == ["智能体", "扩散模型"]


async def test_more_topics_than_allowed_are_told(conversation: Conversation) -> None:
    """A chat follows five in these tests."""
    content = await exported(conversation)
    await forgotten(conversation)
    for words in ("rl", "gui", "video", "robot"):
        await subscribed(conversation, words)
    [told] = await conversation.tap(await hand_in(conversation, content), ADDED)
    assert "没有添加：1 个。" in told["text"]


async def test_words_that_are_too_long_are_told(conversation: Conversation) -> None:
    """A file that somebody wrote by hand follows no more than people may."""
    document = json.loads(await exported(conversation))
    document["destinations"][0]["topics"][0]["query_text"] = "word " * 300
    question = await hand_in(conversation, json.dumps(document).encode())
    [told] = await conversation.tap(question, ADDED)
    assert "词无法订阅，没有添加：1 个。" in told["text"]


@pytest.mark.parametrize("content", [b"{}", b"no json", b"[" * 50_000, b'{"format": "chenbao-chat"}'])
async def test_other_files_are_refused(conversation: Conversation, content: bytes) -> None:
    """With what would be read, and nothing breaks."""
    said = await hand_in(conversation, content)
    assert said["text"].startswith("我只能读 /export 给的文件")


async def test_files_of_other_kinds_are_told_as_before(conversation: Conversation) -> None:
    """Only JSON is fetched."""
    said = await hand_in(conversation, b"%PDF", "paper.pdf")
    assert said["text"].startswith("我只读得懂文字")
    assert conversation.sandbox.calls("getFile") == []


async def test_a_file_that_is_too_large_is_not_fetched(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bots fetch twenty megabytes at most."""
    monkeypatch.setattr(restoring, "MOST_BYTES", 10)
    said = await hand_in(conversation, b"{}" + b" " * 20)
    assert said["text"].startswith("我只能读")
    assert conversation.sandbox.calls("getFile") == []


async def test_a_button_whose_file_is_gone_says_so(conversation: Conversation) -> None:
    """Also a forged one: the update must be one of the same chat."""
    content = await exported(conversation)
    theirs = await hand_in(conversation, content, person=ALICE)
    data = conversation.button(theirs, "Everything")["callback_data"]
    before = await names(conversation)
    for forged in (data, encoded(RestoreChat(36**8, 1))):
        question = await hand_in(conversation, content)
        [told] = await conversation.tap_data(question, forged)
        assert told["text"].startswith("找不到这个文件了")
    assert await names(conversation) == before
