"""Operators announce something to many chats: written, previewed, sent, held, stopped, deleted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from mornings import morning, ready
from pushing import UNPACED, change_chats

from bot.push.announcing import AHEAD, NEXT_ROUND, Announcer
from bot.push.pacing import Pacing
from bot.push.sending import Sender
from bot.telegram_client import build_application
from handlers.buttons import DirectBroadcast, WriteAnnouncement
from handlers.callbacks import encoded
from handlers.services import Services
from storage.acts import acts
from storage.chats import change_chat, chat_by_telegram_id
from storage.records import Language


@pytest.fixture
def services(services: Services) -> Services:
    """Of a bot that one of the two people runs."""
    return replace(services, admins=(XIAOLIN,))


async def written(conversation: Conversation, *texts: str) -> list[Message]:
    """Previews and the screen of a draft with words in one or both languages."""
    [admin] = await conversation.say("/admin")
    [panel] = await conversation.tap(admin, "公告")
    await conversation.tap(panel, "写一条新公告")
    shown = await conversation.say(texts[0])
    if len(texts) > 1:
        await conversation.tap(shown[-1], "加英文")
        shown = await conversation.say(texts[1])
    return shown


async def work(conversation: Conversation, *, turns: int = 1) -> None:
    """The jobs that announce and send, so many times."""
    services = conversation.services
    application = build_application(conversation.sandbox.token, conversation.sandbox.url, None)
    async with application.bot:
        pacing = Pacing(**UNPACED)
        announcer = Announcer(application.bot, services.database, services.clock, pacing, services.admins)
        sender = Sender(application.bot, services.database, services.clock, pacing, "test")
        for _ in range(turns):
            await announcer.announce()
            await sender.send_waiting()


def texts_in(conversation: Conversation, chat: int) -> list[str]:
    return [one["text"] for one in conversation.sandbox.messages(chat) if one["from"]["is_bot"]]


async def test_an_announcement_is_seen_before_it_goes_to_all(conversation: Conversation) -> None:
    """The preview is what readers get, in their language; a second tap sends nothing more."""
    await conversation.say("/help", ALICE)
    chinese, english, screen = await written(conversation, "周末维护", "Maintenance <soon>")
    assert (chinese["text"], english["text"]) == ("周末维护", "Maintenance <soon>")
    assert "发给 2 个聊天：私聊 2，群 0，频道 0\n其中中文 1，英文 1" in screen["text"]
    [running] = await conversation.tap(screen, "发给 2 个聊天")
    assert "公告：正在发" in running["text"]
    await conversation.tap_data(running, encoded(DirectBroadcast(1, "send")))
    await work(conversation, turns=3)
    assert texts_in(conversation, ALICE)[-1] == "Maintenance <soon>"
    assert texts_in(conversation, ALICE).count("Maintenance <soon>") == 1
    [done] = await conversation.tap(running, "刷新")
    assert "已发出" in done["text"]
    assert "送到 2 / 2，在路上 0，没送到 0" in done["text"]
    async with conversation.database.reading() as session:
        assert [(one.user_id, one.kind) for one in await acts(session, 9)] == [(XIAOLIN, "announced")]


async def test_formatting_stays_as_it_was_written(conversation: Conversation) -> None:
    """What the operator's client marked is marked for readers, too."""
    [admin] = await conversation.say("/admin")
    [panel] = await conversation.tap(admin, "公告")
    await conversation.tap(panel, "写一条新公告")
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 4, "url": "https://example.org/a?b&c"},
    ]
    conversation.sandbox.send(XIAOLIN, XIAOLIN, "周末 a<b>")
    [update] = conversation._poll()
    update["message"]["entities"] = entities
    await conversation.handle(update)
    preview = conversation.sandbox.messages(XIAOLIN)[-2]
    assert preview["text"] == "周末 a<b>"
    assert preview["entities"] == entities


async def test_a_trial_reaches_operators_alone(conversation: Conversation) -> None:
    """And the same words can go to everybody afterwards, once each again."""
    await conversation.say("/help", ALICE)
    _, screen = await written(conversation, "试试")
    [chosen] = await conversation.tap(screen, "只发管理员试试")
    [running] = await conversation.tap(chosen, "发给 1 个聊天")
    await work(conversation, turns=3)
    assert "试试" not in texts_in(conversation, ALICE)
    [done] = await conversation.tap(running, "刷新")
    _, again = await conversation.tap(done, "发给更多人")
    await conversation.tap(again, "发给 2 个聊天")
    await work(conversation, turns=3)
    assert texts_in(conversation, ALICE)[-1] == "试试"


async def test_a_reader_wants_no_more_of_them(conversation: Conversation) -> None:
    """A button below says so, and takes it back; operators see how many did."""
    await conversation.say("/help", ALICE)
    _, screen = await written(conversation, "一")
    await conversation.tap(screen, "发给 2 个聊天")
    await work(conversation, turns=3)
    got = conversation.sandbox.messages(ALICE)[-1] | {"chat": {"id": ALICE}}
    [refused] = await conversation.tap(got, "No more announcements", ALICE)
    assert refused["text"] == "一"
    assert conversation.last_toast().startswith("You will get no more")
    _, screen = await written(conversation, "二")
    assert "发给 1 个聊天" in screen["text"]
    assert "不收公告的聊天：1" in screen["text"]
    await conversation.tap(refused, "Send me announcements again", ALICE)
    assert conversation.last_toast() == "You will get announcements again."


async def test_it_is_held_stopped_and_deleted_everywhere(conversation: Conversation) -> None:
    """What waits never leaves once it is stopped; what arrived is gone after a question."""
    people = conversation.sandbox.add_people(AHEAD + 5, has_started=True)
    for person in people:
        await remember(conversation, person)
    _, screen = await written(conversation, "维护")
    [running] = await conversation.tap(screen, f"发给 {AHEAD + 6} 个聊天")
    await work(conversation)
    [held] = await conversation.tap(running, "暂停")
    assert f"送到 {AHEAD} / {AHEAD + 6}" in held["text"]
    await work(conversation, turns=2)
    [same] = await conversation.tap(held, "继续")
    await conversation.tap(same, "停止")
    await work(conversation, turns=2)
    [stopped] = await conversation.tap(same, "刷新")
    assert "已停止" in stopped["text"]
    assert f"送到 {AHEAD} / {AHEAD + 6}，在路上 0" in stopped["text"]
    [asked] = await conversation.tap(stopped, "全部撤回")
    assert "48 小时" in asked["text"]
    [undoing] = await conversation.tap(asked, "是的，全部撤回")
    await work(conversation, turns=4)
    [undone] = await conversation.tap(undoing, "刷新")
    assert "已撤回" in undone["text"]
    assert f"已撤回 {AHEAD}\n" in undone["text"]
    left = [text for person in people for text in texts_in(conversation, person)]
    assert "维护" not in left


async def remember(conversation: Conversation, person: int) -> None:
    """A person who wrote to the bot once."""
    await conversation.say("/cancel", person)


async def test_what_cannot_be_deleted_any_more_stays(conversation: Conversation) -> None:
    """After two days Telegram deletes nothing; what its reader deleted is as good as deleted."""
    await conversation.say("/help", ALICE)
    _, screen = await written(conversation, "维护")
    [running] = await conversation.tap(screen, "发给 2 个聊天")
    await work(conversation, turns=3)
    conversation.clock.move(timedelta(hours=49))
    await conversation.tap_data(running, encoded(DirectBroadcast(1, "undo")))
    await work(conversation, turns=2)
    [undone] = await conversation.tap(running, "刷新")
    assert "公告：已撤回（" in undone["text"]
    assert "送到 2 / 2" in undone["text"]
    assert "还留在 2 个聊天里：送到超过 48 小时" in undone["text"]
    assert texts_in(conversation, ALICE)[-1] == "维护"


async def test_quiet_hours_are_kept_and_digests_go_first(
    conversation: Conversation, services: Services
) -> None:
    """Who sleeps is passed over, so that nothing stands before the digest, and gets it later."""
    await ready(conversation, "智能体")
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, XIAOLIN)
        assert chat is not None
        now = conversation.clock.now()
        await change_chat(session, chat.id, now, quiet_from="09:00", quiet_until="08:30")
    _, screen = await written(conversation, "维护")
    await conversation.tap(screen, "发给 1 个聊天")
    before = texts_in(conversation, XIAOLIN)
    await work(conversation, turns=3)
    assert texts_in(conversation, XIAOLIN) == before
    assert len(await morning(conversation, services)) == 1
    conversation.clock.move(timedelta(minutes=30) + NEXT_ROUND)
    await change_chats(conversation.database, not_before=None)
    await work(conversation, turns=3)
    assert texts_in(conversation, XIAOLIN)[-1] == "维护"


async def test_nobody_else_announces(conversation: Conversation) -> None:
    """Forged taps do nothing, in a private chat or a group."""
    await conversation.say("/help", ALICE)
    await written(conversation, "维护")
    for chat in (ALICE, GROUP):
        [shown] = await conversation.say("/help", ALICE, chat)
        for forged in (DirectBroadcast(1, "send"), WriteAnnouncement(0, 0)):
            assert await conversation.tap_data(shown, encoded(forged), ALICE) == []
            assert conversation.last_toast().startswith("This button belongs to an old message")
    await work(conversation, turns=2)
    assert "维护" not in texts_in(conversation, ALICE)


@pytest.mark.parametrize(("language", "expected"), [(Language.ZH_HANT, "中"), (Language.EN, "en")])
async def test_words_in_two_languages_go_by_the_chat_s(
    conversation: Conversation, language: Language, expected: str
) -> None:
    """Readers of traditional characters read Chinese."""
    await conversation.say("/help", ALICE)
    async with conversation.database.transaction() as session:
        chat = await chat_by_telegram_id(session, ALICE)
        assert chat is not None
        await change_chat(session, chat.id, conversation.clock.now(), language=language)
    *_, screen = await written(conversation, "中", "en")
    await conversation.tap(screen, "发给 2 个聊天")
    await work(conversation, turns=3)
    assert texts_in(conversation, ALICE)[-1] == expected
