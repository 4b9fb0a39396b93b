"""Groups and channels that are steered from the private chat."""

from datetime import timedelta

from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning
from sandbox_driver import CHANNEL
from sqlalchemy import select
from topic_samples import names

from handlers.services import Services
from storage.chats import chat_by_telegram_id
from storage.records import Chat
from storage.schema import MessageRow

BACK = "回到我自己"


async def chat_of(conversation: Conversation, telegram_id: int) -> Chat:
    async with conversation.database.reading() as session:
        chat = await chat_by_telegram_id(session, telegram_id)
    assert chat is not None
    return chat


async def added_to(conversation: Conversation, chat: int) -> None:
    for present in (False, True):
        conversation.sandbox.set_member(chat, present=present)
        await conversation.settle()


async def listed(conversation: Conversation, person: int, button: str) -> Message:
    [offer] = await conversation.say("/connect", person)
    [choice] = await conversation.tap(offer, button, person)
    return choice


async def steering_channel(conversation: Conversation) -> Message:
    await added_to(conversation, CHANNEL)
    choice = await listed(conversation, XIAOLIN, "我管理的")
    [began] = await conversation.tap(choice, "论文频道")
    return began


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


async def test_commands_are_about_the_steered_channel(conversation: Conversation) -> None:
    """Topics and settings are the channel's, each answer says so, and nothing of it is posted there."""
    await steering_channel(conversation)
    [preview] = await conversation.say("/subscribe 智能体")
    assert preview["text"].startswith("📍 论文频道\n\n")
    assert "reply_to_message" not in preview
    assert BACK in conversation.rows(preview)[-1][0]["text"]
    await conversation.tap(preview, "订阅")
    await conversation.say("设置 Europe/Berlin")
    assert await names(conversation, CHANNEL) == ["智能体"]
    assert await names(conversation, XIAOLIN) == []
    assert (await chat_of(conversation, CHANNEL)).timezone == "Europe/Berlin"
    assert (await chat_of(conversation, XIAOLIN)).timezone is None
    assert conversation.sandbox.messages(CHANNEL) == []


async def test_the_digest_is_posted_in_the_channel(conversation: Conversation, services: Services) -> None:
    """By the channel's own hour and zone, with links for titles, since its readers share each button."""
    await steering_channel(conversation)
    await conversation.say("/settings Europe/Berlin")
    [preview] = await conversation.say("/subscribe 智能体")
    await conversation.tap(preview, "订阅")
    assert await morning(conversation, services, CHANNEL, timedelta(hours=3, minutes=59)) == []
    [digest] = await morning(conversation, services, CHANNEL, timedelta(minutes=2))
    assert "智能体" in digest["text"]
    links = [one["url"] for one in digest["entities"] if one["type"] == "text_link"]
    assert links
    assert all(link.startswith("https://t.me/chenbao_sandbox_bot?start=p") for link in links)
    buttons = [one for row in conversation.rows(digest) for one in row]
    assert [one["text"] for one in buttons if one["text"].isdecimal()] == []


async def test_words_stay_the_persons_own(conversation: Conversation) -> None:
    """A search while a channel is steered is a search like any other."""
    await steering_channel(conversation)
    [found] = await conversation.say("智能体")
    assert "论文频道" not in found["text"]


async def test_an_answer_to_a_question_about_the_channel_counts_there(conversation: Conversation) -> None:
    """The next words name the channel's topic, not a search."""
    await steering_channel(conversation)
    [preview] = await conversation.say("/subscribe 智能体")
    await conversation.tap(preview, "订阅")
    [topics] = await conversation.say("/topics")
    [topic] = await conversation.tap(topics, "智能体")
    await conversation.tap(topic, "改名")
    await conversation.say("会做事的模型")
    assert await names(conversation, CHANNEL) == ["会做事的模型"]


async def test_a_button_stays_about_its_chat(conversation: Conversation) -> None:
    """An older message of one's own changes one's own, and one about the channel the channel, even later."""
    [own] = await conversation.say("/settings")
    await steering_channel(conversation)
    [theirs] = await conversation.say("/settings")
    [own_languages] = await conversation.tap(own, "语言")
    await conversation.tap(own_languages, "English")
    assert (await chat_of(conversation, CHANNEL)).language == "zh-Hans"
    [ended] = await conversation.tap(theirs, BACK)
    assert ended["text"].startswith("Done")
    [topics] = await conversation.say("/topics")
    assert "论文频道" not in topics["text"]


async def test_every_button_of_the_settings_is_about_the_channel(conversation: Conversation) -> None:
    """On each panel, but for the one that leads back to one's own."""
    await steering_channel(conversation)
    [main] = await conversation.say("/settings")
    panels = [one["callback_data"] for row in conversation.rows(main) for one in row][:-1]
    assert len(panels) > 5
    for data in panels:
        [panel] = await conversation.tap_data(main, data)
        assert panel["text"].startswith("📍 论文频道")
        *rest, back = [one["callback_data"] for row in conversation.rows(panel) for one in row]
        assert back == "gx"
        assert rest
        assert all(one.startswith("@") for one in rest)


async def test_a_language_of_a_channel_sets_no_menu(conversation: Conversation) -> None:
    """Channels have none, and the person's own is no business of theirs."""
    await steering_channel(conversation)
    [settings] = await conversation.say("/settings")
    [languages] = await conversation.tap(settings, "语言")
    await conversation.tap(languages, "English")
    assert (await chat_of(conversation, CHANNEL)).language == "en"
    assert conversation.sandbox.calls("setMyCommands") == []


async def test_steering_ends_after_a_day(conversation: Conversation) -> None:
    """Nobody changes a channel by a choice that is long forgotten."""
    await steering_channel(conversation)
    conversation.clock.move(timedelta(days=1))
    assert "论文频道" not in (await conversation.say("/topics"))[0]["text"]


async def test_who_is_no_admin_steers_nothing(conversation: Conversation) -> None:
    """A forged button of a member is refused, and changes nothing."""
    began = await steering_channel(conversation)
    settings = next(one for one in conversation.rows(began)[0] if one["text"] == "设置")
    [said] = await conversation.say("/connect", ALICE)
    before = await chat_of(conversation, CHANNEL)
    zone = settings["callback_data"].split(":")[0] + ":sz:Europe/Berlin"
    assert await conversation.tap_data(said, zone, ALICE) == []
    assert "no admin" in conversation.last_toast()
    assert await chat_of(conversation, CHANNEL) == before


async def test_a_channel_that_removed_the_bot_ends_the_steering(conversation: Conversation) -> None:
    """It is said, and the next command is about one's own again."""
    await steering_channel(conversation)
    conversation.sandbox.set_member(CHANNEL, present=False)
    await conversation.settle()
    [said] = await conversation.say("/topics")
    assert "命令又都管你自己" in said["text"]
    [own] = await conversation.say("/topics")
    assert "命令又都管" not in own["text"]


async def test_two_admins_steer_at_once(conversation: Conversation) -> None:
    """Each from a private chat of their own; what both change is the same channel."""
    conversation.sandbox.set_admin(CHANNEL, ALICE)
    await steering_channel(conversation)
    choice = await listed(conversation, ALICE, "I run")
    [began] = await conversation.tap(choice, "论文频道", ALICE)
    assert "For a day" in began["text"]
    assert "Back to my own" in conversation.rows(began)[-1][0]["text"]
    for person, words in ((XIAOLIN, "智能体"), (ALICE, "视频")):
        [preview] = await conversation.say(f"/subscribe {words}", person)
        await conversation.tap(preview, "订阅", person)
    assert await names(conversation, CHANNEL) == ["智能体", "视频"]


async def test_rights_that_are_lost_end_the_steering(conversation: Conversation) -> None:
    """They are asked for at the change itself, and the one who lost them is told."""
    conversation.sandbox.set_admin(CHANNEL, ALICE)
    await added_to(conversation, CHANNEL)
    choice = await listed(conversation, ALICE, "I run")
    await conversation.tap(choice, "论文频道", ALICE)
    conversation.sandbox.set_admin(CHANNEL, ALICE, is_admin=False)
    [said] = await conversation.say("/pause 7 days", ALICE)
    assert said["text"].startswith("You are no admin there now")
    assert (await chat_of(conversation, CHANNEL)).paused_until is None


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
