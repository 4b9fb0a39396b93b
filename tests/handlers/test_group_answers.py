"""Answers in groups: for one person alone where that can be, else for a while and with an owner."""

from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message

from bot.housekeeping import SEARCHES_KEPT, tidy
from bot.telegram_client import build_application
from bot.tidying_groups import tidy_groups
from handlers.rights import REMEMBERED_FOR
from handlers.sent_answers import STAYS_FOR
from storage.chats import migrate_chat
from storage.group_answers import group_answer
from storage.news import NewsRules

SUPERGROUP = -1_001_234_567_890


async def tidied(conversation: Conversation) -> None:
    """What the job of every few seconds does."""
    application = build_application(conversation.sandbox.token, conversation.sandbox.url, None)
    async with application.bot:
        await tidy_groups(application.bot, conversation.database, conversation.clock.now())


def texts(conversation: Conversation) -> list[str]:
    """What stands in the group."""
    return [
        one["text"] for one in conversation.sandbox.messages(GROUP) if one["from"]["is_bot"] and "text" in one
    ]


async def test_what_one_asks_is_seen_by_that_one_alone(conversation: Conversation) -> None:
    """A search, its pages and the papers in it are nobody else's, and are closed by a button."""
    conversation.sandbox.set_bot_admin(GROUP)
    [found] = await conversation.say("/search paper", ALICE, GROUP)
    assert found["receiver_id"] == ALICE
    [card] = await conversation.tap(found, "1", ALICE)
    assert (card["receiver_id"], card["message_id"]) == (ALICE, found["message_id"])
    await conversation.tap(card, "✕", ALICE)
    assert texts(conversation) == []


async def test_refusal_is_seen_by_the_one_who_is_refused(conversation: Conversation) -> None:
    """It is nobody else's business, whatever the command would have shown."""
    shown, *_ = await conversation.say("/here", XIAOLIN, GROUP)
    assert "receiver_id" not in shown
    conversation.sandbox.set_bot_admin(GROUP)
    [refused] = await conversation.say("/settings", ALICE, GROUP)
    assert refused["receiver_id"] == ALICE
    assert refused["text"].startswith("在群里，只有管理员")


async def test_panels_of_an_admin_are_hidden_and_change_in_place(conversation: Conversation) -> None:
    """Settings are made without anybody looking on."""
    conversation.sandbox.set_bot_admin(GROUP)
    [panel] = await conversation.say("/settings", XIAOLIN, GROUP)
    [languages] = await conversation.tap(panel, "语言")
    assert languages["message_id"] == panel["message_id"]
    assert languages["receiver_id"] == XIAOLIN


async def test_mere_member_answers_for_a_while(conversation: Conversation) -> None:
    """Where the server refuses, it is an ordinary reply that goes by itself, later if it is used."""
    [panel] = await conversation.say("/settings", XIAOLIN, GROUP)
    assert "receiver_id" not in panel
    assert conversation.sandbox.messages(GROUP)[-1]["reply_to_message_id"]
    conversation.clock.move(STAYS_FOR - timedelta(seconds=1))
    await conversation.tap(panel, "语言")
    conversation.clock.move(STAYS_FOR - timedelta(seconds=1))
    await tidied(conversation)
    assert len(texts(conversation)) == 1
    conversation.clock.move(timedelta(seconds=1))
    await tidied(conversation)
    assert texts(conversation) == []


async def test_server_that_does_not_know_ephemeral_messages_is_not_asked_each_time(
    conversation: Conversation,
) -> None:
    """A refusal holds for the chat for a while, so that answers do not take twice as long."""
    for _ in range(2):
        await conversation.say("/help", ALICE, GROUP)
    calls = [one["parameters"] for one in conversation.sandbox.calls("sendMessage")]
    assert ["ephemeral_message_parameters" in one for one in calls] == [True, False, False]


async def test_deletion_that_is_refused_is_no_error(conversation: Conversation) -> None:
    """It is not tried again, but for a flood or an outage."""
    await conversation.say("/help", ALICE, GROUP)
    conversation.clock.move(STAYS_FOR)
    conversation.sandbox.fault("error", method="deleteMessage", reason="flood")
    await tidied(conversation)
    conversation.sandbox.fault("error", method="deleteMessage", reason="restricted")
    for _ in range(2):
        await tidied(conversation)
    assert len(conversation.sandbox.calls("deleteMessage")) == 2
    assert len(texts(conversation)) == 1


@pytest.mark.parametrize("text", ["/here", "/paper 2510.00001", "/start"])
async def test_what_concerns_all_stays(conversation: Conversation, text: str) -> None:
    """Where topics go, a paper that somebody shows, the greeting."""
    await conversation.say(text, XIAOLIN, GROUP)
    said = len(texts(conversation))
    conversation.clock.move(STAYS_FOR * 2)
    await tidied(conversation)
    assert len(texts(conversation)) == said > 0


async def test_results_are_turned_by_the_one_who_searched_and_by_admins(conversation: Conversation) -> None:
    """Others are told so, politely, and find the same in private."""
    [found] = await conversation.say("/search paper", XIAOLIN, GROUP)
    assert conversation.button(found, "私聊")["url"].startswith("https://t.me/chenbao_sandbox_bot?start=q_")
    assert await conversation.tap(found, "最新", ALICE) == []
    assert conversation.last_toast().startswith("这是别人的结果")
    assert await conversation.tap(found, "最新", XIAOLIN) != []
    conversation.sandbox.set_admin(GROUP, ALICE)
    assert await conversation.tap(found, "最热", ALICE) != []


async def test_papers_open_in_private_where_all_see_the_results(conversation: Conversation) -> None:
    """A card in place would turn everybody's message into what one reads; any member may open one."""
    [found] = await conversation.say("/search paper", XIAOLIN, GROUP)
    for person in (XIAOLIN, ALICE):
        assert await conversation.tap(found, "1", person) == []
        url = conversation.sandbox.calls("answerCallbackQuery")[-1]["parameters"]["url"]
        [card] = await conversation.say(f"/start {url.partition('=')[2]}", person)
        assert conversation.button(card, "arXiv")


async def test_own_results_are_turned_without_asking_for_rights(conversation: Conversation) -> None:
    """The server is asked about others alone."""
    [found] = await conversation.say("/search paper", ALICE, GROUP)
    assert await conversation.tap(found, "Newest", ALICE) != []
    conversation.clock.move(REMEMBERED_FOR)
    assert conversation.sandbox.calls("getChatMember") == []


async def test_question_to_write_is_not_asked_where_nobody_can_answer(conversation: Conversation) -> None:
    """One cannot reply to what one alone sees, so a command is named instead."""
    conversation.sandbox.set_bot_admin(GROUP)
    [found] = await conversation.say("/search agent", XIAOLIN, GROUP)
    [preview] = await conversation.tap(found, "订阅")
    assert await conversation.tap(preview, "改词") == []
    assert conversation.last_toast().startswith("这里打不了字")


async def test_topics_are_shown_for_a_while_and_can_be_renamed_by_a_reply(conversation: Conversation) -> None:
    """What is answered in words is no ephemeral message."""
    conversation.sandbox.set_bot_admin(GROUP)
    [preview] = await conversation.say("/subscribe 智能体", XIAOLIN, GROUP)
    assert "receiver_id" not in preview
    await conversation.tap(preview, "订阅")
    [topics] = await conversation.say("/topics", XIAOLIN, GROUP)
    [topic] = await conversation.tap(topics, "智能体")
    [question] = await conversation.tap(topic, "改名")
    await conversation.say("会做事的模型", XIAOLIN, GROUP, reply_to=question["message_id"])
    assert "改名了" in texts(conversation)[-1]


async def owner(conversation: Conversation, message: Message, chat: int = GROUP) -> int | None:
    async with conversation.database.reading() as session:
        answer = await group_answer(session, chat, message["message_id"])
    return answer and answer.user_id


async def test_owners_are_forgotten_with_the_number_and_after_a_month(conversation: Conversation) -> None:
    """A supergroup numbers its messages anew."""
    shown, *_ = await conversation.say("/start", ALICE, GROUP)
    assert await owner(conversation, shown) == ALICE
    await tidy(conversation.database, conversation.clock.now() + SEARCHES_KEPT, NewsRules(), 90)
    assert await owner(conversation, shown) == ALICE
    await tidy(
        conversation.database, conversation.clock.now() + SEARCHES_KEPT + timedelta(days=1), NewsRules(), 90
    )
    assert await owner(conversation, shown) is None
    shown, *_ = await conversation.say("/start", ALICE, GROUP)
    async with conversation.database.transaction() as session:
        await migrate_chat(session, GROUP, SUPERGROUP, conversation.clock.now())
    assert await owner(conversation, shown, SUPERGROUP) is None
