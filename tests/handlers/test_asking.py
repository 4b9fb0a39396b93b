"""Updates as what one person did."""

import pytest
from telegram import Update

from handlers.asking import asked_in, language_of
from handlers.buttons import TopicsPage
from storage.records import ChatType, Language

GROUP = {"id": -5, "type": "supergroup", "title": "读论文"}
READER = {"id": 7, "is_bot": False, "first_name": "小林", "language_code": "zh-hans"}


def update(**content: object) -> Update:
    return Update.de_json({"update_id": 1, **content}, None)


def test_replies_in_plain_groups_are_in_no_thread() -> None:
    """Telegram numbers chains of replies like threads; only forum topics are places to answer in."""
    message = {
        "message_id": 3,
        "date": 1,
        "chat": GROUP,
        "from": READER,
        "text": "/help",
        "message_thread_id": 2,
    }
    in_chain, in_forum = (
        asked_in(update(message=message | more)) for more in ({}, {"is_topic_message": True})
    )
    assert in_chain is not None
    assert in_forum is not None
    assert (in_chain.thread_id, in_forum.thread_id) == (0, 2)
    assert (in_chain.chat_type, in_chain.chat_title) == (ChatType.SUPERGROUP, "读论文")


def test_a_tap_on_a_message_too_old_to_read_still_counts() -> None:
    """Telegram then tells only where the message is; that is enough to edit it."""
    query = {
        "id": "9",
        "from": READER,
        "chat_instance": "1",
        "data": "tp:1",
        "message": {"message_id": 3, "date": 0, "chat": GROUP},
    }
    asked = asked_in(update(callback_query=query))
    assert asked is not None
    assert (asked.data, asked.message_id, asked.chat_id) == (TopicsPage(1), 3, -5)


def test_what_nobody_said_is_not_asked() -> None:
    """Posts in channels, edits and taps on inline messages are left alone."""
    post = {"message_id": 3, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "/help"}
    assert asked_in(update(channel_post=post)) is None
    assert asked_in(update(edited_message=post | {"chat": GROUP})) is None
    tapped = {"id": "9", "from": READER, "chat_instance": "1", "inline_message_id": "x", "data": "tp:1"}
    assert asked_in(update(callback_query=tapped)) is None


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", Language.ZH_HANS),
        ("zh-TW", Language.ZH_HANT),
        ("zh-hant", Language.ZH_HANT),
        ("zh_HK", Language.ZH_HANT),
        ("zh-Hant-MO", Language.ZH_HANT),
        ("zh-Hans-HK", Language.ZH_HANS),
        ("zh-CN", Language.ZH_HANS),
        ("zh", Language.ZH_HANS),
        ("en", Language.EN),
        ("de", Language.EN),
        ("", Language.EN),
        (None, Language.EN),
    ],
)
def test_the_client_tells_the_first_language(code: str | None, language: Language) -> None:
    """Chinese in any writing is met in Chinese, everybody else in English."""
    assert language_of(code) is language
