"""What is said and tapped in private about a group or channel that is steered."""

from datetime import timedelta

from conversation import ALICE, GROUP, XIAOLIN, Conversation
from mornings import morning
from sandbox_driver import CHANNEL
from steered_chats import BACK, added_to, chat_of, listed, steering_channel
from topic_samples import names

from handlers.rights import REMEMBERED_FOR
from handlers.services import Services


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
    assert "not an admin" in conversation.last_toast()
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
    began, _ = await conversation.tap(choice, "论文频道", ALICE)
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
    conversation.clock.move(REMEMBERED_FOR)
    [said] = await conversation.say("/pause 7 days", ALICE)
    assert said["text"].startswith("You are not an admin there now")
    assert (await chat_of(conversation, CHANNEL)).paused_until is None


async def test_an_admin_is_asked_about_once_for_many_taps(conversation: Conversation) -> None:
    """Who taps through a panel waits for the server once; after half a minute it is asked again."""
    [panel] = await conversation.say("/settings", XIAOLIN, GROUP)
    for _ in range(3):
        [panel] = await conversation.tap(panel, "语言")
        [panel] = await conversation.tap(panel, "«")
    assert len(conversation.sandbox.calls("getChatMember")) == 1
    conversation.clock.move(REMEMBERED_FOR)
    await conversation.tap(panel, "语言")
    assert len(conversation.sandbox.calls("getChatMember")) == 2


async def test_a_channel_is_deleted_by_nobody_who_was_an_admin_a_moment_ago(
    conversation: Conversation,
) -> None:
    """What cannot be undone asks the server in any case."""
    conversation.sandbox.set_admin(GROUP, ALICE)
    [question] = await conversation.say("/forget", ALICE, GROUP)
    conversation.sandbox.set_admin(GROUP, ALICE, is_admin=False)
    await conversation.tap(question, "Delete everything", ALICE)
    assert (await chat_of(conversation, GROUP)).title == "读论文小组"


async def test_the_hour_that_is_settled_first_counts(conversation: Conversation, services: Services) -> None:
    """A channel whose time is confirmed before anything is followed gets its digest all the same."""
    await added_to(conversation, CHANNEL)
    _, question = await conversation.say("/connect @chenbao_sandbox_channel")
    await conversation.tap(question, "08:00")
    [preview] = await conversation.say("/subscribe 智能体")
    await conversation.tap(preview, "订阅")
    [digest] = await morning(conversation, services, CHANNEL)
    assert "智能体" in digest["text"]
