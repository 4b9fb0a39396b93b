"""What the bot asks people to write: answers are taken, commands and searches are not swallowed."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from sandbox_driver import SandboxDriver
from topic_samples import names, opened, subscribed, topics_in

from bot.handling import UpdateHandling
from bot.telegram_client import build_application
from handlers.registry import register
from handlers.services import Services


async def asked_for_name(conversation: Conversation) -> Message:
    await subscribed(conversation, "短片")
    [question] = await conversation.tap(await opened(conversation, "短片"), "改名")
    return question


async def asked_for_words(conversation: Conversation) -> Message:
    await subscribed(conversation, "短片")
    [question] = await conversation.tap(await opened(conversation, "短片"), "改词")
    return question


async def test_topic_is_renamed_by_writing(conversation: Conversation) -> None:
    """The next text is its name, even one that would be a search."""
    question = await asked_for_name(conversation)
    assert question["text"] == "「短片」改叫什么？\n\n直接发给我就行。不想改，点下面或发送 /cancel。"
    [renamed] = await conversation.say("会动的 画面")
    assert renamed["text"].startswith("改名了。\n\n会动的 画面\n匹配 短片\n")
    assert await names(conversation) == ["会动的 画面"]
    [found] = await conversation.say("会动的 画面")
    assert "会动的 画面" in found["text"]
    assert await names(conversation) == ["会动的 画面"]


async def test_topic_gets_other_words_after_a_look(conversation: Conversation) -> None:
    """New words are previewed under the name they change; a tap saves them and renames what was named so."""
    await asked_for_words(conversation)
    [preview] = await conversation.say("扩散模型 短片")
    assert preview["text"].startswith("把「短片」换成「扩散模型 短片」？\n")
    assert await names(conversation) == ["短片"]
    [saved] = await conversation.tap(preview, "保存")
    assert saved["text"].startswith("改好了。\n\n扩散模型 短片\n")
    [topic] = await topics_in(conversation)
    assert (topic.name, topic.wording.text) == ("扩散模型 短片", "扩散模型 短片")


async def test_name_of_ones_own_outlives_other_words(conversation: Conversation) -> None:
    """Only what is called by its words is called by the new ones."""
    await asked_for_name(conversation)
    [renamed] = await conversation.say("会动的")
    await conversation.tap(renamed, "改词")
    [preview] = await conversation.say("长片")
    await conversation.tap(preview, "保存")
    [topic] = await topics_in(conversation)
    assert (topic.name, topic.wording.text) == ("会动的", "长片")


async def test_new_words_are_left_by_cancel(conversation: Conversation) -> None:
    """The preview's way out leads back to the topic as it is."""
    await asked_for_words(conversation)
    [preview] = await conversation.say("扩散模型")
    [screen] = await conversation.tap(preview, "取消")
    assert screen["text"].startswith("短片\n")
    assert await names(conversation) == ["短片"]


async def test_words_of_a_preview_are_changed_before_following(conversation: Conversation) -> None:
    """改词 in a preview gives another preview; nothing is followed before the tap."""
    [preview] = await conversation.say("订阅 短片")
    [question] = await conversation.tap(preview, "改词")
    assert question["text"].startswith("「短片」换成哪些词？\n匹配 短片\n")
    [changed] = await conversation.say("长片 理解")
    assert changed["text"].startswith("订阅「长片 理解」？\n")
    await conversation.tap(changed, "订阅")
    assert await names(conversation) == ["长片 理解"]


async def test_words_that_nobody_can_follow_leave_the_question_open(conversation: Conversation) -> None:
    """The reader is told and can write again."""
    await asked_for_words(conversation)
    [refused] = await conversation.say("-图像")
    assert refused["text"].startswith("-图像 里只有不要的词。")
    [preview] = await conversation.say("扩散模型 -图像")
    assert preview["text"].startswith("把「短片」换成")


async def test_names_that_are_taken_or_too_long_are_refused(conversation: Conversation) -> None:
    """The question stays open until there is a name."""
    await subscribed(conversation, "甲甲")
    await asked_for_name(conversation)
    [taken] = await conversation.say("甲甲")
    assert taken["text"].startswith("已经有一个主题叫「甲甲」了。")
    [too_long] = await conversation.say("长" * 61)
    assert too_long["text"].startswith("名字太长了，最多 60 个字。")
    await conversation.say("乙乙")
    assert await names(conversation) == ["甲甲", "乙乙"]


@pytest.mark.parametrize("text", ["/cancel", "取消"])
async def test_cancel_leaves_the_question(conversation: Conversation, text: str) -> None:
    """The next text is a search again; a second cancel has nothing to cancel."""
    await asked_for_name(conversation)
    [left] = await conversation.say(text)
    assert left["text"] == "好，不改了。"
    [found] = await conversation.say("智能体")
    assert found["text"].startswith("搜索 智能体")
    assert await names(conversation) == ["短片"]
    [nothing] = await conversation.say(text)
    assert nothing["text"] == "现在没有要取消的。"


@pytest.mark.parametrize("text", ["/today", "今天", "/search 智能体", "搜索 智能体"])
async def test_command_is_carried_out_and_ends_the_question(conversation: Conversation, text: str) -> None:
    """Whoever does something else has moved on; the text after it is no name."""
    await asked_for_name(conversation)
    [answer] = await conversation.say(text)
    assert "短片" not in answer["text"].split("\n")[0]
    await conversation.say("智能体")
    assert await names(conversation) == ["短片"]


async def test_way_back_ends_the_question(conversation: Conversation) -> None:
    """The button under the question leads back, and the next text is a search."""
    question = await asked_for_name(conversation)
    [screen] = await conversation.tap(question, "« 不改了")
    assert screen["text"].startswith("短片\n")
    await conversation.say("智能体")
    assert await names(conversation) == ["短片"]


async def test_question_ends_by_itself(conversation: Conversation) -> None:
    """A text of the next morning is a search."""
    await asked_for_name(conversation)
    conversation.clock.move(timedelta(hours=2))
    [found] = await conversation.say("智能体")
    assert found["text"].startswith("搜索 智能体")


async def test_topic_that_went_meanwhile_is_told(conversation: Conversation) -> None:
    """An answer about nothing is no search either."""
    question = await asked_for_name(conversation)
    [listed] = await conversation.say("主题")
    [screen] = await conversation.tap(listed, "短片")
    await conversation.tap(screen, "✕ 退订")
    await conversation.tap_data(question, conversation.button(question, "不改了")["callback_data"])
    assert conversation.last_toast() == "这个主题已经不在了。发送 /topics 看现在的主题。"


@pytest.fixture
async def restarted(
    sandbox: SandboxDriver, services: Services, conversation: Conversation
) -> AsyncGenerator[UpdateHandling]:
    """Another start of the bot on the same database."""
    application = build_application(sandbox.token, sandbox.url, None)
    register(application, services)
    await application.initialize()
    yield UpdateHandling(application, services)
    await application.shutdown()


async def test_question_and_preview_survive_a_restart(
    conversation: Conversation, restarted: UpdateHandling
) -> None:
    """What was asked before is answered after."""
    await asked_for_words(conversation)
    conversation.handling = restarted
    [preview] = await conversation.say("扩散模型")
    await conversation.tap(preview, "保存")
    assert await names(conversation) == ["扩散模型"]


async def test_group_answers_by_replying(conversation: Conversation) -> None:
    """Only a reply of the admin who was asked, to the message that asks; other talk is left alone."""
    [preview] = await conversation.say("/subscribe 短片", XIAOLIN, GROUP)
    await conversation.tap(preview, "订阅", XIAOLIN)
    [listed] = await conversation.say("/topics", XIAOLIN, GROUP)
    [screen] = await conversation.tap(listed, "短片", XIAOLIN)
    [question] = await conversation.tap(screen, "改名", XIAOLIN)
    assert "回复这条消息就行" in question["text"]
    assert await conversation.say("随便聊聊", XIAOLIN, GROUP) == []
    assert await conversation.say("我来改", ALICE, GROUP, reply_to=question["message_id"]) == []
    [renamed] = await conversation.say("会动的", XIAOLIN, GROUP, reply_to=question["message_id"])
    assert renamed["text"].startswith("改名了。\n\n会动的\n")
    assert await names(conversation, GROUP) == ["会动的"]
