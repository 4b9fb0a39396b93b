"""How an admin comes to steer a group or channel: chosen, named, or led by a link."""

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation
from sandbox_driver import CHANNEL
from sqlalchemy import select
from steered_chats import added_to, chat_of, listed

from handlers.connecting import ASKED_AT_ONCE
from storage.chats import remember_chat
from storage.records import ChatType, Language
from storage.schema import MessageRow
from storage.steering import take_care


async def test_telegram_asks_for_the_group_or_channel(conversation: Conversation) -> None:
    """Both buttons open Telegram's own choice, that of channels with the rights that a digest takes."""
    [offer] = await conversation.say("/connect")
    address = "https://t.me/chenbao_sandbox_bot"
    assert [one.get("url") for row in conversation.rows(offer) for one in row] == [
        f"{address}?startgroup",
        f"{address}?startchannel&admin=post_messages+edit_messages",
        None,
    ]


async def test_only_admins_are_shown_a_chat(conversation: Conversation) -> None:
    """What others run is not even named."""
    await added_to(conversation, CHANNEL)
    await added_to(conversation, GROUP)
    his = await listed(conversation, XIAOLIN, "我管理的")
    assert [one["text"] for row in conversation.rows(his) for one in row] == ["读论文小组", "论文频道"]
    hers = await listed(conversation, ALICE, "I run")
    assert "no group or channel" in hers["text"]
    assert all("url" in one for row in conversation.rows(hers) for one in row)


async def test_adding_to_a_channel_in_which_it_is_lists_it(conversation: Conversation) -> None:
    """That of the sandbox has had the bot from the start, before any update could tell of it."""
    conversation.sandbox.set_member(CHANNEL, present=True)
    await conversation.settle()
    his = await listed(conversation, XIAOLIN, "我管理的")
    assert [one["text"] for row in conversation.rows(his) for one in row] == ["论文频道"]


async def test_whoever_adds_the_bot_to_a_channel_is_told_how_to_go_on(conversation: Conversation) -> None:
    """In private, with a button; strangers cannot be written to."""
    await added_to(conversation, CHANNEL)
    assert await notices(conversation) == []
    await conversation.say("/help")
    await added_to(conversation, CHANNEL)
    [(to, html)] = await notices(conversation)
    assert to == (await chat_of(conversation, XIAOLIN)).id
    assert "频道「论文频道」" in html


async def notices(conversation: Conversation) -> list[tuple[int, str]]:
    async with conversation.database.reading() as session:
        rows = await session.scalars(select(MessageRow).where(MessageRow.notice_key.like("connected:%")))
        return [(row.chat_id, row.content["html"]) for row in rows]


async def test_the_greeting_of_a_group_leads_its_admins_to_the_private_chat(
    conversation: Conversation,
) -> None:
    """One tap on the link, and commands there are about the group; what is missing is asked at once."""
    await added_to(conversation, GROUP)
    link = await greeting_link(conversation)
    conversation.sandbox.start(XIAOLIN, link)
    await conversation.settle()
    began, question = conversation.sandbox.messages(XIAOLIN)[-2:]
    assert began["text"].startswith("📍 读论文小组\n\n一天之内")
    [settled, *_] = await conversation.tap(question | {"chat": {"id": XIAOLIN}}, "08:00")
    assert settled["text"].startswith("📍 读论文小组\n\n说好了")
    assert (await chat_of(conversation, GROUP)).timezone == "Asia/Shanghai"
    assert [one for one in conversation.sandbox.messages(GROUP) if "text" in one] == []


async def test_the_link_of_a_group_is_nothing_to_its_members(conversation: Conversation) -> None:
    """It stands where everybody sees it, so rights are asked for when it is followed."""
    await added_to(conversation, GROUP)
    conversation.sandbox.start(ALICE, await greeting_link(conversation))
    await conversation.settle()
    [said] = [one for one in conversation.sandbox.messages(ALICE) if one["from"]["is_bot"]]
    assert said["text"].startswith("You are not an admin there now")


async def test_a_link_of_a_group_leads_to_the_supergroup_that_it_became(conversation: Conversation) -> None:
    """Links and buttons carry the old number for ever."""
    await added_to(conversation, GROUP)
    link = await greeting_link(conversation)
    conversation.sandbox.upgrade(GROUP)
    await conversation.settle()
    conversation.sandbox.start(XIAOLIN, link)
    await conversation.settle()
    assert "读论文小组" in conversation.sandbox.messages(XIAOLIN)[-1]["text"]


@pytest.mark.parametrize("payload", ["s_1", "s_0", "s_9999999999999999", "s_x", "s_-1"])
async def test_a_forged_link_steers_nothing(conversation: Conversation, payload: str) -> None:
    """Whatever stands in it, the private chat goes on as before."""
    await conversation.say("/help")
    conversation.sandbox.start(XIAOLIN, payload)
    await conversation.settle()
    [topics] = await conversation.say("/topics")
    assert not topics["text"].startswith("📍")


async def test_a_public_channel_is_steered_by_its_name(conversation: Conversation) -> None:
    """However many one runs; a name that is none gets the usual offer."""
    await added_to(conversation, CHANNEL)
    began, _ = await conversation.say("/connect @chenbao_sandbox_channel")
    assert began["text"].startswith("📍 论文频道")
    [offer] = await conversation.say("/connect @nobody_at_all")
    assert offer["text"].startswith("把晨报带到群组或频道")


async def test_a_channel_that_we_do_not_know_is_said_to_be_unknown(conversation: Conversation) -> None:
    """Its admin named it, but nothing was ever heard from it."""
    [said] = await conversation.say("/connect @chenbao_sandbox_channel")
    assert said["text"].startswith("我没有那个群组或频道的记录")


async def test_chats_beyond_the_first_sixty_stand_on_further_pages(conversation: Conversation) -> None:
    """A bot in many groups asks for some at a time; those that one looked after come first."""
    await added_to(conversation, GROUP)
    async with conversation.database.transaction() as session:
        for number in range(ASKED_AT_ONCE):
            await remember_chat(
                session, -900 - number, type=ChatType.GROUP, title="x", language=Language.EN, maximum=9,
                now=conversation.clock.now(),
            )  # fmt: skip
    assert "读论文小组" in str((await listed(conversation, XIAOLIN, "我管理的"))["reply_markup"])
    async with conversation.database.transaction() as session:
        await take_care(session, (await chat_of(conversation, GROUP)).id, 1)
    first = await listed(conversation, XIAOLIN, "我管理的")
    assert "读论文小组" not in str(first["reply_markup"])
    [second] = await conversation.tap(first, "再看一些")
    assert conversation.button(second, "读论文小组")
    assert not [one for row in conversation.rows(second) for one in row if "再看一些" in one["text"]]


async def greeting_link(conversation: Conversation) -> str:
    """The payload behind the button for admins."""
    async with conversation.database.reading() as session:
        [row] = await session.scalars(select(MessageRow).where(MessageRow.notice_key.like("welcome:%")))
    [button] = row.content["keyboard"][-1]
    return str(button["url"]).partition("start=")[2]
