"""Who may use the bot: bans, a private instance, who asks to be let in, invitations, limits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning, ready
from sqlalchemy import select

from handlers.buttons import AskToEnter, SetPrivate, SetQuota, SetStanding
from handlers.callbacks import encoded
from handlers.services import Services
from storage.acts import acts
from storage.outbox import content_from
from storage.schema import MessageRow, StandingRow
from storage.standings import ban, clear_standing


@pytest.fixture
def services(services: Services) -> Services:
    """Of a bot that one of the two people runs."""
    return replace(services, admins=(XIAOLIN,))


async def refreshed(conversation: Conversation) -> None:
    """What the job does each second."""
    await conversation.services.access.refresh(conversation.database)


async def panel(conversation: Conversation) -> Message:
    [admin] = await conversation.say("/admin")
    [shown] = await conversation.tap(admin, "谁能用")
    return shown


async def visit(conversation: Conversation, number: int = ALICE) -> Message:
    [shown] = await conversation.say(f"/admin {number}")
    return shown


async def private(conversation: Conversation) -> None:
    """The instance, from now on."""
    [question] = await conversation.tap(await panel(conversation), "改成私人")
    await conversation.tap(question, "是的，改成私人")
    await refreshed(conversation)


async def notices(conversation: Conversation) -> list[str]:
    async with conversation.database.reading() as session:
        rows = await session.scalars(select(MessageRow).where(MessageRow.notice_key.is_not(None)))
        return [content_from(row.content).html for row in rows]


async def test_a_banned_person_is_told_once_and_answered_no_more(conversation: Conversation) -> None:
    """In private, in groups and inline; lifting the ban restores all."""
    await conversation.say("/help", ALICE)
    [banned] = await conversation.tap(await visit(conversation), "封禁")
    assert "起封禁" in banned["text"]
    await refreshed(conversation)
    [told] = await conversation.say("/help", ALICE)
    assert told["text"].startswith("The operator of this bot has banned you")
    assert await conversation.say("/help", ALICE) == []
    assert await conversation.say("/help", ALICE, GROUP) == []
    await refreshed(conversation)
    assert await conversation.say("/help", ALICE) == []
    before = len(conversation.sandbox.calls("answerInlineQuery"))
    conversation.sandbox.ask_inline(GROUP, ALICE, "agent", "")
    await conversation.settle()
    assert len(conversation.sandbox.calls("answerInlineQuery")) == before
    await conversation.tap(await visit(conversation), "解除封禁")
    await refreshed(conversation)
    assert await conversation.say("/help", ALICE)


async def test_a_banned_chat_gets_nothing_until_it_is_back(
    conversation: Conversation, services: Services
) -> None:
    """Its topics stay; the digest comes again once the ban is lifted, and not before."""
    await ready(conversation, "智能体")
    async with conversation.database.transaction() as session:
        await ban(session, XIAOLIN, conversation.clock.now())
    assert await morning(conversation, services) == []
    async with conversation.database.transaction() as session:
        await clear_standing(session, XIAOLIN, conversation.clock.now())
    assert len(await morning(conversation, services, wait=timedelta(days=1))) == 1


async def test_somebody_is_found_by_name_and_from_feedback(conversation: Conversation) -> None:
    """By what they wrote lately; an operator cannot be banned."""
    await conversation.say("/feedback slow", ALICE)
    [asked] = await conversation.tap(await panel(conversation), "按编号找")
    assert "编号" in asked["text"]
    alice = next(one for one in conversation.sandbox.state()["people"] if one["id"] == ALICE)
    [found] = await conversation.say(f"@{alice['username']}")
    assert str(ALICE) in found["text"]
    [unknown] = await conversation.say("/admin @nobody_at_all")
    assert unknown["text"].startswith("找不到")
    [own] = await conversation.say(f"/admin {XIAOLIN}")
    assert "是这个机器人的管理员" in own["text"]
    assert len(own["reply_markup"]["inline_keyboard"]) == 1
    assert await conversation.tap_data(own, encoded(SetStanding(XIAOLIN, 0, "banned"))) == []


async def test_a_private_instance_keeps_who_is_there_and_asks_of_others(conversation: Conversation) -> None:
    """A stranger is told once how to ask, asks once, and is let in by a button of the operator's."""
    await private(conversation)
    [told] = await conversation.say("/start", ALICE)
    assert told["text"].startswith("This bot is private")
    assert await conversation.say("agents", ALICE) == []
    [asked] = await conversation.tap(told, "Ask to be let in", ALICE)
    assert asked["text"].startswith("Asked.")
    await conversation.tap_data(told, encoded(AskToEnter()), ALICE)
    assert [one for one in await notices(conversation) if "申请使用" in one] == [
        f"<b>Alice Park</b>（<code>{ALICE}</code>）申请使用。"
    ]
    [listed] = await conversation.tap(await panel(conversation), "申请中 1")
    [shown] = await conversation.tap(listed, "Alice")
    await conversation.tap(shown, "同意使用")
    await refreshed(conversation)
    assert any("You have been let in" in one for one in await notices(conversation))
    assert await conversation.say("/help", ALICE)
    assert await conversation.say("/help")
    async with conversation.database.reading() as session:
        done = [(one.kind, one.subject) for one in await acts(session, 9)]
    assert done == [("let-in", str(ALICE)), ("made-private", "")]


async def test_an_invitation_lets_so_many_in(conversation: Conversation) -> None:
    """By its link, once; whoever comes later is a stranger."""
    await private(conversation)
    [made] = await conversation.tap(await panel(conversation), "邀请链接：1 人")
    token = made["text"].split("start=")[1]
    [welcome, *_] = await conversation.say(f"/start {token}", ALICE)
    assert not welcome["text"].startswith("This bot is private")
    assert await conversation.say("/help", ALICE)
    [other] = conversation.sandbox.add_people(1, has_started=False)
    [told] = await conversation.say(f"/start {token}", other)
    assert told["text"].startswith("这个机器人是私人的") or told["text"].startswith("This bot is private")


async def test_a_group_is_served_once_it_is_let_in(conversation: Conversation) -> None:
    """It is a stranger to a private instance, with all its members but operators; those let in are told the truth."""
    await private(conversation)
    [told] = await conversation.say("/help", ALICE, GROUP)
    assert "who have been let in can use it in private" in told["text"]
    assert await conversation.say("/help", ALICE, GROUP) == []
    await conversation.tap(await visit(conversation, GROUP), "同意使用")
    await refreshed(conversation)
    [helped] = await conversation.say("/help", ALICE, GROUP)
    assert "/today" in helped["text"]


async def test_opening_serves_everybody_again(conversation: Conversation) -> None:
    """Who was told to ask needs to ask no more."""
    await private(conversation)
    await conversation.say("/start", ALICE)
    [question] = await conversation.tap(await panel(conversation), "对所有人开放")
    await conversation.tap(question, "是的，开放")
    await refreshed(conversation)
    assert await conversation.say("/help", ALICE)


async def test_a_ban_outlives_the_data_of_its_chat(conversation: Conversation) -> None:
    """Nobody deletes their way back; only the number stays."""
    await conversation.say("/help", ALICE)
    [asked] = await conversation.say("/forget", ALICE)
    await conversation.tap(await visit(conversation), "封禁")
    await conversation.tap(asked, "Delete", ALICE)
    async with conversation.database.reading() as session:
        assert list(await session.scalars(select(StandingRow.telegram_id))) == [ALICE]


async def test_limits_are_set_in_chat_and_told_plainly(conversation: Conversation) -> None:
    """Of topics for a chat, of searches for a person; operators have none of searches."""
    [admin] = await conversation.say("/admin")
    [limits] = await conversation.tap(admin, "限额")
    assert "每个聊天的主题：5 个\n每人每天的搜索：不限" in limits["text"]
    [set_] = await conversation.tap(limits, "主题 20")
    assert "主题：20 个" in set_["text"]
    await conversation.tap_data(limits, encoded(SetQuota("searches", 20)))
    await refreshed(conversation)
    for _ in range(20):
        await conversation.say("agent", ALICE)
    [over] = await conversation.say("agent", ALICE)
    assert over["text"].startswith("You have used today’s 20 searches.")
    conversation.clock.move(timedelta(days=1))
    [found] = await conversation.say("agent", ALICE)
    assert "agent" in found["text"]


@pytest.mark.parametrize(
    "forged", [SetPrivate(1), SetStanding(XIAOLIN, 0, "banned"), SetQuota("topics", 10)], ids=str
)
async def test_forged_taps_of_others_change_nothing(conversation: Conversation, forged: object) -> None:
    """They are told that the button is an old one."""
    [shown] = await conversation.say("/help", ALICE)
    assert await conversation.tap_data(shown, encoded(forged), ALICE) == []
    assert conversation.last_toast().startswith("This button belongs to an old message")
    async with conversation.database.reading() as session:
        assert await acts(session, 9) == []
