"""What comes where words or a fitting tap are expected: answered once and plainly, or passed over."""

from dataclasses import fields
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message
from paper_samples import DAY
from recording import digest, entry, record
from topic_samples import names, opened, subscribed

from bot.backlog import Backlog
from bot.flooding import BURST, PersonLimits
from bot.inline_queries import InlineQueries
from bot.lanes import Lanes
from bot.receiving import Receiver
from bot.telegram_client import telegram_request
from handlers.callbacks import CODES
from handlers.services import Services
from handlers.words import words_in
from storage.papers import papers_after
from storage.records import DigestFormat, Language

FILE = {"file_id": "f", "file_unique_id": "u"}
PICTURE = [{**FILE, "width": 9, "height": 9}]
CLIP = {**FILE, "width": 9, "height": 9, "duration": 1}
HINT = "我只读得懂文字"
WORDLESS: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": {**FILE, "width": 9, "height": 9, "type": "regular", "is_animated": False, "is_video": False}
    },
    "photo": {"photo": PICTURE},
    "video": {"video": CLIP},
    "animation": {"animation": CLIP, "document": FILE},
    "round video": {"video_note": {**FILE, "length": 9, "duration": 1}},
    "voice": {"voice": {**FILE, "duration": 3}},
    "music": {"audio": {**FILE, "duration": 3}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "contact": {"contact": {"phone_number": "+100", "first_name": "A"}},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0}], "total_voter_count": 0,
            "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        }
    },
    "story": {"story": {"id": 1, "chat": {"id": -5, "type": "channel", "title": "频道"}}},
    "something newer than we are": {"hologram": {"depth": 3}},
}  # fmt: skip
BIDI = "\u202e\u2066\u200f"


async def receive(conversation: Conversation, **content: Any) -> list[Message]:
    """The bot's new messages after 小林 sent something of any kind."""
    before = len(conversation.sandbox.messages(XIAOLIN))
    conversation.sandbox.send_content(XIAOLIN, XIAOLIN, **content)
    await conversation.settle()
    return [one for one in conversation.sandbox.messages(XIAOLIN)[before:] if one["from"]["is_bot"]]


async def test_what_has_no_words_gets_one_hint(conversation: Conversation) -> None:
    """Whatever the kind, also one that is newer than we are; the chat goes on."""
    answers = {kind: await receive(conversation, **content) for kind, content in WORDLESS.items()}
    assert {kind: len(told) for kind, told in answers.items()} == dict.fromkeys(WORDLESS, 1)
    assert all(told[0]["text"].startswith(HINT) for told in answers.values())
    [help_] = await conversation.say("帮助")
    assert HINT not in help_["text"]


async def test_a_sticker_leaves_a_question_open(conversation: Conversation) -> None:
    """Who is asked for a name and sends a picture may still write it."""
    await subscribed(conversation, "智能体")
    await conversation.tap(await opened(conversation, "智能体"), "改名")
    [hint] = await receive(conversation, **WORDLESS["sticker"])
    assert hint["text"].startswith(HINT)
    await conversation.say("我的主题")
    assert await names(conversation) == ["我的主题"]


async def test_an_album_is_answered_once_by_its_caption(conversation: Conversation) -> None:
    """Its words stand below one of its pictures."""
    answers = []
    for caption in ({}, {"caption": "强化学习"}, {}):
        answers += await receive(conversation, photo=PICTURE, media_group_id="7", **caption)
    [found] = answers
    assert found["text"].startswith("搜索 强化学习")


async def test_forwarded_words_are_searched_like_ones_own(conversation: Conversation) -> None:
    """A post or another person's words, sent on; also what another bot wrote for somebody."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}
    other = {"id": 99, "is_bot": True, "first_name": "别的", "username": "another_bot"}
    for sent in ({"forward_origin": origin}, {"via_bot": other}):
        [found] = await receive(conversation, text="强化学习", **sent)
        assert found["text"].startswith("搜索 强化学习：共 4 篇")


async def test_what_telegram_itself_says_is_no_question(conversation: Conversation) -> None:
    """Service messages are passed over."""
    pinned = {"message_id": 1, "date": 0, "chat": {"id": XIAOLIN, "type": "private"}}
    for content in ({"pinned_message": pinned}, {"write_access_allowed": {}}, {"group_chat_created": True}):
        assert await receive(conversation, **content) == []


async def test_an_edited_message_is_not_asked_again(conversation: Conversation) -> None:
    """Telegram is not even asked for edits; a server that sends them all the same gets no second answer."""
    await conversation.say("强化学习")
    before = conversation.sandbox.messages(XIAOLIN)
    conversation.sandbox.queue_update(edited_message={**before[0], "edit_date": 2, "text": "智能体"})
    await conversation.settle()
    assert conversation.sandbox.messages(XIAOLIN) == before


async def test_a_command_to_another_bot_is_not_ours(conversation: Conversation) -> None:
    """In a group nobody hears of it; alone with us it is said to be unknown and searched for nothing."""
    group = {"id": GROUP, "type": "group", "title": "组"}
    conversation.sandbox.queue_update(
        message={
            "message_id": 9_000, "date": 1, "chat": group, "text": "/search@otherbot 智能体",
            "from": {"id": ALICE, "is_bot": False, "first_name": "Alice", "language_code": "en"},
            "entities": [{"type": "bot_command", "offset": 0, "length": 16}],
        }
    )  # fmt: skip
    await conversation.settle()
    assert [one for one in conversation.sandbox.messages(GROUP) if one["from"]["is_bot"]] == []
    [answer] = await conversation.say("/search@otherbot 智能体")
    assert answer["text"].startswith("没有 /search@otherbot 这个命令")


async def test_a_tap_whose_message_was_deleted_meanwhile_is_answered_by_a_new_one(
    conversation: Conversation,
) -> None:
    """The edit comes too late; nobody is left without an answer."""
    [found] = await conversation.say("强化学习")
    data = conversation.button(found, "1")["callback_data"]
    conversation.sandbox.tap(XIAOLIN, XIAOLIN, found["message_id"], data)
    conversation.sandbox.delete(XIAOLIN, found["message_id"])
    await conversation.settle()
    card = conversation.sandbox.messages(XIAOLIN)[-1] | {"chat": {"id": XIAOLIN}}
    assert card["message_id"] > found["message_id"]
    assert "收录于" in card["text"]
    [page] = await conversation.tap(card, "« 结果")
    assert page["text"] == found["text"]


async def test_a_forged_tap_of_any_kind_is_answered(conversation: Conversation) -> None:
    """Numbers of nobody and words of nobody: never silence, never a failure."""
    [menu] = await conversation.say("/settings")
    told = []
    for code, kind in CODES.items():
        for value in ("zzzz", "0"):
            data = ":".join([code, *[value] * len(fields(kind))])
            before = len(conversation.sandbox.calls("answerCallbackQuery"))
            await conversation.tap_data(menu, data)
            assert (data, len(conversation.sandbox.calls("answerCallbackQuery"))) == (data, before + 1)
            told.append(conversation.last_toast())
    assert words_in(Language.ZH_HANS).label("went-wrong") not in told


async def test_a_monstrous_title_fits_everywhere(conversation: Conversation, services: Services) -> None:
    """A thousand characters, marks of direction and of formatting: lists, cards and topics stay whole."""
    title = f"{BIDI}Zebra <b>**net**</b> $\\alpha$ &amp; " + "斑马 unbreakable" * 65
    async with services.database.transaction() as session:
        made = digest(DigestFormat.API, entry("2510.77777", title[:1000], title_zh=f"斑马 {title}"[:1000]))
        await record(session, made, digest_on=DAY, now=services.clock.now(), location="monster.json")
    async with services.database.reading() as session:
        await services.index.follow(lambda revision, limit: papers_after(session, revision, limit))
    await subscribed(conversation, "zebra")
    [found] = await conversation.say("zebra")
    [card] = await conversation.tap(found, "1")
    [saved_card] = await conversation.tap(card, "收藏")
    screens = [found, card, saved_card, *await conversation.say("今天"), *await conversation.say("/saved")]
    assert [one["text"] for one in screens if "Zebra" not in one["text"]] == []
    assert [one for one in screens if set(BIDI) & set(one["text"])] == []
    assert [call for call in conversation.sandbox.calls() if call["error_code"]] == []
    assert card["text"].startswith("斑马 Zebra net α & 斑马 unbreakable")


LURES = "@durov https://evil.example/x evil.example #win"
ACTING = {"mention", "url", "text_link", "text_mention", "hashtag", "cashtag", "email"}


async def test_what_is_said_back_is_short_and_does_not_act(conversation: Conversation) -> None:
    """Nobody makes the bot mention people or spread links, by a search, a topic's name or a mistake."""
    await conversation.say("/help")
    screens = []
    for asked in (
        "/search {}",
        "/subscribe {}",
        "/settings {}",
        "/paper {}",
        "/unsubscribe {}",
        "/pause {}",
        "{}",
    ):
        screens += await conversation.say(asked.format(f"zzyy {LURES}"))
        screens += await conversation.say(asked.format(f"zzyy {LURES} " * 9))
    await subscribed(conversation, "强化学习")
    await conversation.tap(await opened(conversation, "强化学习"), "改名")
    screens += await conversation.say(LURES)
    screens += await conversation.say("主题")
    screens.append(await opened(conversation, LURES[:12]))
    screens += await conversation.say("今天")
    acting = [
        (one["text"][:60], entity["type"], one["text"][entity["offset"] :][: entity["length"]])
        for one in screens
        for entity in one.get("entities", ())
        if entity["type"] in ACTING
    ]
    assert not acting, acting
    assert [one["text"] for one in screens if "zzyy" in one["text"] and one["text"].count("@durov") > 3] == []


async def test_a_flood_is_answered_by_one_warning_and_then_by_silence(conversation: Conversation) -> None:
    """Taps and words count alike, before any work; somebody else is answered meanwhile."""
    sandbox, services = conversation.sandbox, conversation.services
    lanes = Lanes(conversation.handling.handle)
    receiver = Receiver(
        telegram_request(None),
        f"{sandbox.base_url}{sandbox.token}",
        services,
        backlog=Backlog(lanes, services),
        limits=PersonLimits(lambda: 0.0),
        inline_queries=InlineQueries(conversation.handling.handle_passing),
    )
    for _ in range(BURST + 5):
        sandbox.send(XIAOLIN, XIAOLIN, "/cancel")
    sandbox.send(ALICE, ALICE, "/cancel")
    await receiver.take(sandbox.updates(limit=100))
    await lanes.drain()
    await services.marks.drain()
    told = [one["text"] for one in sandbox.messages(XIAOLIN) if one["from"]["is_bot"]]
    assert (len(told), told[-1]) == (BURST + 1, words_in(Language.ZH_HANS).label("too-fast"))
    assert len([one for one in sandbox.messages(ALICE) if one["from"]["is_bot"]]) == 1


@pytest.mark.parametrize("language", Language)
def test_what_stands_below_a_file_is_a_caption_by_far(language: Language) -> None:
    """Captions hold 1,024 characters, a quarter of a message; ours hold sentences of ours alone."""
    words = words_in(language)
    captions = [
        words("export-caption"), words("export-caption-group"), words("saved-exported", count=10**6)
    ]  # fmt: skip
    assert [one for one in captions if len(one) > 1_024 // 2] == []
